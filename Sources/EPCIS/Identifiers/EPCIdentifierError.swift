/// Why a text is no identifier, or an identifier has no other spelling.
public enum EPCIdentifierError: Error, Sendable, Hashable {
    /// Neither an EPC URN nor a GS1 Digital Link.
    case notAnIdentifier
    /// An EPC URN of a scheme that EPCIS does not name.
    case unknownScheme(String)
    /// A URN with too few or too many parts.
    case wrongFieldCount(expected: Int, found: Int)
    /// A company prefix that is not 6 to 12 digits.
    case badCompanyPrefix(String)
    /// A part with a wrong number of characters.
    case wrongLength(String, expected: Int)
    /// A part that is empty or longer than its limit.
    case lengthOutOfRange(String, limit: Int)
    /// A character that the part may not hold, with its position in the part.
    case badCharacter(String, at: Int)
    /// A percent sign without two hexadecimal digits, or one that stands for no ASCII character.
    case badPercentEncoding(String)
    /// A check digit that does not fit the digits before it.
    case wrongCheckDigit(expected: Character, found: Character)
    /// A Digital Link whose path has no GS1 key.
    case noKey
    /// A key with a qualifier that does not belong to it.
    case strangeQualifier(String)
    /// The URN needs the length of the company prefix, which a Digital Link does not tell.
    case companyPrefixUnknown(String)
    /// The key has no URN: EPCs do not name it.
    case noURN
    /// The scheme has no Digital Link: it is no GS1 key.
    case noLink
    /// A wildcard where none may stand.
    case misplacedWildcard
}

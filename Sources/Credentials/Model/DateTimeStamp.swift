import Formats
import Vocabulary

/// A date and time with its distance from UTC, as credentials and proofs have them (XML Schema 1.1 `dateTimeStamp`).
enum DateTimeStamp {
    /// Reads a member that may be absent.
    static func read(
        _ value: JSONNode?,
        _ name: String,
        _ reason: CredentialFault.Reason
    ) throws(CredentialFault) -> UTCInstant? {
        guard let value else { return nil }
        guard let text = value.string, let instant = instant(text) else { throw CredentialFault(reason, name) }
        return instant
    }

    /// The moment; nil if the text is not of the form `YYYY-MM-DDThh:mm:ss`, a fraction, and `Z` or a distance.
    static func instant(_ text: String) -> UTCInstant? {
        let bytes = Array(text.utf8)
        // What the reader of facts lets pass and the standard does not: spaces, small letters, no seconds, commas.
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[16] == UInt8(ascii: ":"),
            bytes.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "z") })
        else { return nil }
        if bytes.last != UInt8(ascii: "Z") {
            guard bytes[bytes.count - 3] == UInt8(ascii: ":"),
                [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[bytes.count - 6])
            else { return nil }
        }
        return try? UTCInstant(bytes)
    }
}

/// What an EPC URN or a GS1 Digital Link names: a thing, a lot, a place, a party or a class of things.
///
/// Both spellings become the same value, so that events written either way can be compared and each can be written as
/// the other:
///
/// ```swift
/// let sack = try EPCIdentifier(parsing: "urn:epc:id:sgtin:4012345.011111.987")
/// sack.link()  // https://id.gs1.org/01/04012345111118/21/987
/// ```
///
/// A Digital Link does not tell how long the company prefix is, which a URN needs: see ``CompanyPrefixTable``.
public struct EPCIdentifier: Sendable {
    /// What kind of identifier it is.
    public let scheme: EPCScheme
    /// The key with its check digit, as its application identifier holds it: a GTIN of 14 digits, an SSCC of 18.
    ///
    /// Of a scheme that is no GS1 key, everything behind `urn:epc:id:SCHEME:`, as written.
    public let key: String
    /// The serial or lot number, unescaped; nil for a class, and for keys that have none.
    public let serial: String?
    /// How many digits of the key are the company prefix; nil if the spelling did not tell.
    public let companyPrefixLength: Int?
    /// Qualifiers of a Digital Link that are coarser than the finest one, such as a lot beside a serial number.
    ///
    /// A URN has no place for them, and the canonical link leaves them out.
    public let coarser: [Qualifier]

    /// A qualifier of a Digital Link.
    public struct Qualifier: Sendable, Hashable {
        /// The application identifier.
        public let identifier: String
        /// The value, unescaped.
        public let value: String
    }

    init(
        scheme: EPCScheme,
        key: String,
        serial: String?,
        companyPrefixLength: Int?,
        coarser: [Qualifier] = []
    ) {
        self.scheme = scheme
        self.key = key
        self.serial = serial
        self.companyPrefixLength = companyPrefixLength
        self.coarser = coarser
    }

    /// Reads an EPC URN or a GS1 Digital Link of any domain.
    ///
    /// A wrong check digit is let pass here, because it is what the label says; ``checkDigitFault`` tells of it.
    public init(parsing text: String) throws(EPCIdentifierError) {
        if text.utf8.starts(with: "urn:".utf8) {
            try self.init(urn: text)
        } else {
            try self.init(link: text)
        }
    }

    /// Whether this is a class of things and not one thing: a GTIN without serial number, or with a lot number.
    public var isClass: Bool {
        scheme == .lgtin || (serial == nil && scheme.hasClasses)
    }

    /// The company prefix, where its length is known.
    public var companyPrefix: String? {
        guard let companyPrefixLength, let range = prefixRange(length: companyPrefixLength) else { return nil }
        return String(decoding: Array(key.utf8)[range], as: UTF8.self)
    }

    /// What is wrong with the check digit; nil if it fits, or the key has none.
    public var checkDigitFault: EPCIdentifierError? {
        guard case .digits(let count, let first) = scheme.layout else { return nil }
        let bytes = Array(key.utf8)
        let start = first == .zero ? 1 : 0
        guard bytes.count > start + count, let right = CheckDigit.of(bytes[start..<(start + count)]),
            right != bytes[start + count]
        else { return nil }
        return .wrongCheckDigit(
            expected: Character(UnicodeScalar(right)),
            found: Character(UnicodeScalar(bytes[start + count]))
        )
    }

    /// Where the company prefix stands in the key.
    func prefixRange(length: Int) -> Range<Int>? {
        let start: Int
        switch scheme.layout {
        case .digits(_, let first): start = first == .nothing ? 0 : 1
        case .text: start = 0
        case .foreign: return nil
        }
        return start + length <= key.utf8.count ? start..<(start + length) : nil
    }
}

extension EPCIdentifier: Hashable {
    /// Whether both name the same: the length of the company prefix and coarser qualifiers do not count, nor does it
    /// matter whether a bare GTIN was written as a class of serialised items or of tobacco packs.
    public static func == (left: Self, right: Self) -> Bool {
        left.comparable == right.comparable && left.key == right.key && left.serial == right.serial
    }

    /// Hashes what ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(comparable)
        hasher.combine(key)
        hasher.combine(serial)
    }

    private var comparable: EPCScheme {
        scheme == .upui && serial == nil ? .sgtin : scheme
    }
}

/// The states of many credentials as bits: set means withdrawn (W3C Bitstring Status List 1.0 section 3).
///
/// The first entry is the highest bit of the first byte. Each list covers at least 131,072 credentials, so that asking
/// for a list does not tell its publisher which credential was meant.
public struct StatusList: Sendable, Hashable {
    /// As few entries as a list may have (section 3.2).
    public static let leastEntries = 131_072
    /// As many bytes as a list may unfold to: a few bytes could otherwise stand for gigabytes.
    public static let byteLimit = 4 << 20

    /// The bits, eight a byte, the first the highest.
    public private(set) var bytes: [UInt8]
    /// How many bits the state of one credential has.
    public let size: Int

    /// A list in which nothing is set.
    ///
    /// - Throws: ``CredentialFault/Reason/shortStatusList``, or ``CredentialFault/Reason/tooLarge``.
    public init(entries: Int = StatusList.leastEntries, size: Int = 1) throws(CredentialFault) {
        guard entries >= Self.leastEntries, (1...8).contains(size) else { throw CredentialFault(.shortStatusList) }
        guard entries <= Self.byteLimit * 8 / size else { throw CredentialFault(.tooLarge, "status list") }
        bytes = [UInt8](repeating: 0, count: (entries * size + 7) / 8)
        self.size = size
    }

    /// Reads the member `encodedList`: multibase base64url of gzip.
    ///
    /// - Parameter leastEntries: As few entries as are accepted; only for lists from before the standard less than its
    ///   131,072.
    public init(
        encoded text: String,
        size: Int = 1,
        leastEntries: Int = StatusList.leastEntries
    ) throws(CredentialFault) {
        guard (1...8).contains(size) else { throw CredentialFault(.malformedStatus, "statusSize") }
        guard text.utf8.count <= Self.byteLimit * 2 else { throw CredentialFault(.tooLarge, "status list") }
        guard let packed = Multibase.base64URL(decoding: text) else {
            throw CredentialFault(.malformedStatus, "encodedList is no base64url")
        }
        bytes = try Gzip.expand(packed, limit: Self.byteLimit)
        self.size = size
        guard count >= leastEntries else { throw CredentialFault(.shortStatusList, "\(count) entries") }
    }

    /// How many entries there are.
    public var count: Int { bytes.count * 8 / size }

    /// The state of an entry: 0 if nothing is set.
    public subscript(index: Int) -> UInt8 {
        get throws(CredentialFault) {
            guard (0..<count).contains(index) else { throw CredentialFault(.outsideStatusList, "\(index) of \(count)") }
            return (0..<size).reduce(0) { value, place in
                let bit = index * size + place
                return value << 1 | (bytes[bit >> 3] >> UInt8(7 - bit & 7) & 1)
            }
        }
    }

    /// Sets the state of an entry.
    public mutating func set(_ index: Int, to value: UInt8 = 1) throws(CredentialFault) {
        guard (0..<count).contains(index), Int(value) < 1 << size else {
            throw CredentialFault(.outsideStatusList, "\(index) of \(count)")
        }
        for place in 0..<size {
            let bit = index * size + place
            let mask = UInt8(0x80) >> UInt8(bit & 7)
            if value >> UInt8(size - 1 - place) & 1 == 1 { bytes[bit >> 3] |= mask } else { bytes[bit >> 3] &= ~mask }
        }
    }

    /// The list as the member `encodedList`.
    public var encoded: String { Multibase.base64URL(Gzip.compress(bytes)) }
}

public import Crypto
import Formats

/// What entries of the log can be found by: a lot, a party, a digest; the key is a digest itself.
public struct LookupKey: Sendable, Hashable, Comparable {
    /// What kind of thing it names.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case lot, party, digest
    }

    /// The 32 bytes as four numbers, the greater first: without a heap of its own, so that an index of millions is small.
    private let words: SIMD4<UInt64>

    /// The 32 bytes.
    public var bytes: [UInt8] {
        (0..<4).flatMap { word in
            (0..<8).reversed().map { UInt8(truncatingIfNeeded: words[word] >> (8 * UInt64($0))) }
        }
    }

    /// Takes 32 bytes; nil if there are more or fewer.
    public init?(_ bytes: some Collection<UInt8>) {
        // An array first: other modules' collections would be walked through byte by byte as what they may be.
        let bytes = Array(bytes)
        guard bytes.count == TreeHash.byteCount else { return nil }
        var words = SIMD4<UInt64>()
        for place in bytes.indices { words[place / 8] = words[place / 8] << 8 | UInt64(bytes[place]) }
        self.words = words
    }

    private init(_ code: HMAC<SHA256>.MAC) {
        words = code.withUnsafeBytes { bytes in
            SIMD4((0..<4).map { UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) })
        }
    }

    /// Makes the key of a thing.
    ///
    /// - Parameter secret: Names that can be guessed, as those of lots and parties can, would be found by guessing: with a
    ///   secret, only who was told the key can find them, and who was told both can check the key.
    public init(_ kind: Kind, _ name: [UInt8], secret: [UInt8] = []) {
        self.init(kind, name, secret: SymmetricKey(data: secret))
    }

    /// Makes the key of a thing with a secret that is used for many.
    public init(_ kind: Kind, _ name: [UInt8], secret: SymmetricKey) {
        let message = Array("touchstone lookup 1\u{0}\(kind.rawValue)\u{0}".utf8) + name
        self.init(HMAC<SHA256>.authenticationCode(for: message, using: secret))
    }

    /// Whether the bytes come before the other's.
    public static func < (left: LookupKey, right: LookupKey) -> Bool {
        for word in 0..<4 where left.words[word] != right.words[word] { return left.words[word] < right.words[word] }
        return false
    }
}

/// One thing that one entry of the log is about.
public struct LookupEntry: Sendable, Hashable, Comparable {
    /// The thing.
    public let key: LookupKey
    /// The place of the entry in the log.
    public let place: UInt64

    /// Makes an entry of the index.
    public init(key: LookupKey, place: UInt64) {
        self.key = key
        self.place = place
    }

    /// The order of the index: by key, then by place.
    public static func < (left: LookupEntry, right: LookupEntry) -> Bool {
        left.key == right.key ? left.place < right.place : left.key < right.key
    }

    /// The hash of the entry as a leaf of the index: the key and eight bytes of the place.
    var hash: TreeHash {
        .leaf(key.bytes + (0..<8).reversed().map { UInt8(truncatingIfNeeded: place >> (8 * $0)) })
    }
}

import Crypto
import Formats

/// What entries of the log can be found by: a lot, a party, a digest; the key is a digest itself.
public struct LookupKey: Sendable, Hashable, Comparable {
    /// What kind of thing it names.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case lot, party, digest
    }

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes; nil if there are more or fewer.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == TreeHash.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// Makes the key of a thing.
    ///
    /// - Parameter secret: Names that can be guessed, as those of lots and parties can, would be found by guessing: with a
    ///   secret, only who was told the key can find them, and who was told both can check the key.
    public init(_ kind: Kind, _ name: [UInt8], secret: [UInt8] = []) {
        let message = Array("touchstone lookup 1\u{0}\(kind.rawValue)\u{0}".utf8) + name
        bytes = Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
    }

    /// Whether the bytes come before the other's.
    public static func < (left: LookupKey, right: LookupKey) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
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

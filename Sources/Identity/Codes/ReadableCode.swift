import Crypto

/// A one-time code that one person reads out and another types: set-up, invitation, recovery.
///
/// Groups of four symbols of Crockford's alphabet, which has no I, L, O and U; what is commonly mistaken is understood.
/// The last two symbols check the others and the purpose, so that a slip is told from a wrong guess and a code is good
/// for one purpose only.
public struct ReadableCode: Sendable {
    /// What a code is for.
    public enum Purpose: String, Sendable, CaseIterable {
        /// The first run of an installation.
        case setUp = "set-up"
        /// A person who is invited to make an account.
        case invitation
        /// A person who has lost their second factor.
        case recovery

        /// How many symbols the code has, the two that check it included.
        ///
        /// 18 of 5 bits make 90 bits. Recovery codes come in tens and are copied by hand: 14 make 70 bits.
        public var symbolCount: Int { self == .recovery ? 16 : 20 }
    }

    /// What is wrong with a text that should be a code.
    public enum Fault: String, Error, Sendable, Hashable, CaseIterable {
        /// Too few or too many symbols.
        case wrongLength
        /// A character that no code holds.
        case strangeCharacter
        /// The symbols do not check: a slip, or a code for another purpose.
        case slip

        /// The key of the sentence that tells the visitor.
        public var messageKey: String {
            switch self {
            case .wrongLength: "code.refused.wrong_length"
            case .strangeCharacter: "code.refused.strange_character"
            case .slip: "code.refused.slip"
            }
        }
    }

    /// What the code is for.
    public let purpose: Purpose
    /// The values of its symbols, 0 to 31.
    let values: [UInt8]

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// A new code; the generator must be a cryptographic one.
    public static func make(
        _ purpose: Purpose,
        using generator: inout some RandomNumberGenerator
    ) -> ReadableCode {
        let values = (0..<(purpose.symbolCount - 2)).map { _ in UInt8.random(in: 0..<32, using: &generator) }
        return ReadableCode(purpose: purpose, values: values + check(values, purpose))
    }

    private init(purpose: Purpose, values: [UInt8]) {
        self.purpose = purpose
        self.values = values
    }

    /// Reads what somebody typed: case, spaces and hyphens do not count.
    public init(_ text: String, for purpose: Purpose) throws(Fault) {
        // A code has at most 24 characters; what is much longer is not looked at.
        guard text.utf8.count <= 200 else { throw .wrongLength }
        var values: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .dashPunctuation { continue }
            guard let byte = UInt8(exactly: scalar.value), let value = Self.value(of: byte) else {
                throw .strangeCharacter
            }
            values.append(value)
        }
        guard values.count == purpose.symbolCount else { throw .wrongLength }
        guard Array(values.suffix(2)) == Self.check(values.dropLast(2), purpose) else { throw .slip }
        self.init(purpose: purpose, values: values)
    }

    /// The code in groups of four, such as `K7QM-3F9A-XR2D-8TWE-5NHC`.
    public var text: String {
        let symbols = values.map { Self.alphabet[Int($0)] }
        return stride(from: 0, to: symbols.count, by: 4)
            .map { String(decoding: symbols[$0..<min($0 + 4, symbols.count)], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// What is kept of the code.
    public var hash: TokenHash {
        TokenHash(of: Array("\(purpose.rawValue):".utf8) + values)
    }

    private static func check(_ values: some Sequence<UInt8>, _ purpose: Purpose) -> [UInt8] {
        let digest = Array(SHA256.hash(data: Array("touchstone \(purpose.rawValue) code:".utf8) + values))
        return [digest[0] & 31, digest[1] & 31]
    }

    private static func value(of byte: UInt8) -> UInt8? {
        let upper = (0x61...0x7A).contains(byte) ? byte & 0xDF : byte
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: upper).map { UInt8(truncatingIfNeeded: $0) }
        }
    }
}

extension ReadableCode: CustomStringConvertible, CustomReflectable {
    /// Says what the code is for and hides it.
    public var description: String { "(\(purpose.rawValue) code)" }

    /// Nothing, so that no log or dump shows the code.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}

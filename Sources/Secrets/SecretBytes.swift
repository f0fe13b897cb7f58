public import Crypto

/// Bytes that nobody else may learn: a key, a share, what a receipt gives.
///
/// They do not print, no dump or log shows them, two are compared in a time that tells nothing, and the memory that
/// holds them is overwritten when the last copy goes. What is made of them is for the caller to guard.
public struct SecretBytes: Sendable {
    /// The same bytes as a key for the functions of swift-crypto.
    public let symmetricKey: SymmetricKey

    /// Takes bytes over; the caller's own copy stays where it is.
    public init(_ bytes: some Collection<UInt8>) {
        symmetricKey = SymmetricKey(data: Array(bytes))
    }

    /// Takes a key over.
    public init(_ key: SymmetricKey) {
        symmetricKey = key
    }

    /// How many bytes there are.
    public var count: Int { symmetricKey.bitCount / 8 }

    /// A copy of the bytes, which is not overwritten when it goes: only for what takes nothing else.
    public var exposed: [UInt8] { symmetricKey.withUnsafeBytes { Array($0) } }

    /// Whether both are the same, in a time that depends on their lengths alone.
    ///
    /// A comparison that stops at the first difference tells a patient guesser how far they were right.
    package static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }

    /// Fresh bytes from the generator, which must be a cryptographic one.
    package static func random(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

extension SecretBytes: Equatable, CustomStringConvertible, CustomReflectable {
    /// Whether both hold the same bytes, in a time that depends on their number alone.
    public static func == (left: SecretBytes, right: SecretBytes) -> Bool { left.symmetricKey == right.symmetricKey }

    /// Hides the bytes.
    public var description: String { "(secret)" }

    /// Nothing, so that no log or dump shows the bytes.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}

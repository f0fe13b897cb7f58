import Crypto

/// An Ed25519 public key that was looked at before it is relied upon (RFC 8032).
///
/// Libraries that check signatures take keys of small order, for which a signature can fit every text, second spellings of
/// one key, and numbers that are no key ("Taming the many EdDSAs", Chalkias, Garillot and Nikolaenko, 2020). None of
/// them may stand among those who are trusted, and no honest signer has one.
public struct RegisteredKey: Sendable, Hashable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Takes a key.
    ///
    /// - Throws: ``KeyFault`` if it is of small order, not canonical, no key at all, or not 32 bytes.
    public init(_ bytes: some Collection<UInt8>) throws(KeyFault) {
        guard bytes.count == 32 else { throw .wrongLength }
        let bytes = Array(bytes)
        let y = EdwardsField(littleEndian: bytes, clearingTopBit: true)
        guard y.isReduced else { throw .notCanonical }
        let isNegative = bytes[31] & 0x80 != 0
        // x² = (y² − 1) / (d y² + 1); the divisor is never zero, for −1/d is no square.
        let square = y.squared()
        let numerator = square.subtracting(.one)
        let denominator = square.multiplied(by: .d).adding(.one)
        if numerator.isZero {
            // y is 1 or −1, x is zero and has no sign.
            throw isNegative ? .notCanonical : .smallOrder
        }
        // The quotient is a square if and only if the product is.
        guard numerator.multiplied(by: denominator).isSquare else { throw .notAKey }
        // Order 4 has y = 0; order 8 has x² = −y², which with the curve's equation is d y⁴ + 2 y² − 1 = 0.
        let eight = square.squared().multiplied(by: .d).adding(square).adding(square).subtracting(.one)
        guard !y.isZero, !eight.isZero else { throw .smallOrder }
        self.bytes = bytes
    }

    /// Whether a signature over some bytes is this key's.
    public func isValid(_ signature: some Collection<UInt8>, for message: some Collection<UInt8>) -> Bool {
        guard signature.count == 64,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return false }
        return key.isValidSignature(Array(signature), for: Array(message))
    }
}

/// What is asked of an Ed25519 public key before it is used.
///
/// RFC 8032 leaves open what a verifier does with points of small order, and with coordinates that are not reduced:
/// libraries differ ("Taming the many EdDSAs", Chalkias, Garillot and Nikolaenko, 2020). Under a key of small order a
/// signature can be valid for every message. No honest signer has either.
enum EdwardsPoint {
    /// The y coordinates, reduced, of the eight points whose order divides 8, lowest byte first.
    private static let smallOrder: [[UInt8]] = [
        [0] + [UInt8](repeating: 0, count: 31),
        [1] + [UInt8](repeating: 0, count: 31),
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98, 0xF0, 0xD5, 0xDF,
            0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67, 0x0F, 0x2A, 0x20,
            0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03, 0x7A,
        ],
        [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
    ]

    /// Whether 32 bytes stand for a point of small order, or for a coordinate of 2²⁵⁵ − 19 or more.
    static func isUnfit(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 32 else { return true }
        var y = bytes
        // The highest bit is the sign of the other coordinate.
        y[31] &= 0x7F
        let isUnreduced = y[0] >= 0xED && y[1..<31].allSatisfy { $0 == 0xFF } && y[31] == 0x7F
        return isUnreduced || smallOrder.contains(y)
    }
}

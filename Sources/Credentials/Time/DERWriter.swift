import SwiftASN1

/// Writes the few ASN.1 values that we ask with.
enum DERWriter {
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        if rest < 0x80 {
            length = [UInt8(rest)]
        } else {
            while rest > 0 {
                length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
                rest >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [tag] + length + content
    }

    static func sequence(_ parts: [[UInt8]]) -> [UInt8] { value(0x30, parts.flatMap(\.self)) }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { value(0x04, bytes) }

    /// A whole number that is not negative, from its bytes, the highest first.
    static func positive(_ bytes: [UInt8]) -> [UInt8] {
        let plain = Array(bytes.drop { $0 == 0 })
        return value(0x02, plain.first.map { $0 < 0x80 } == true ? plain : [0] + plain)
    }

    static func identifier(_ identifier: ASN1ObjectIdentifier) -> [UInt8] {
        var serializer = DER.Serializer()
        // Only identifiers that were read, or that stand in this room, come here: they can be written.
        try? serializer.serialize(identifier)
        return serializer.serializedBytes
    }
}

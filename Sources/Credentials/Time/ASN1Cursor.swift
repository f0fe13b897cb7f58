import SwiftASN1

/// Walks over the parts of an ASN.1 value, each of which must be what is expected at its place.
struct ASN1Cursor {
    private var nodes: ArraySlice<ASN1Node>

    /// The parts of a constructed value with that tag.
    init(_ node: ASN1Node, _ name: String, tag: ASN1Identifier = .sequence) throws(TimeStampFault) {
        guard node.identifier == tag, case .constructed(let parts) = node.content else {
            throw TimeStampFault(.malformed, name)
        }
        nodes = Array(parts)[...]
    }

    /// One value and nothing behind it, with lengths in any form: authorities do not all write the strict one.
    static func root(_ bytes: [UInt8], _ name: String) throws(TimeStampFault) -> ASN1Node {
        do {
            return try BER.parse(bytes)
        } catch {
            throw TimeStampFault(.malformed, name)
        }
    }

    var isAtEnd: Bool { nodes.isEmpty }

    /// The next part, whatever it is.
    mutating func any(_ name: String) throws(TimeStampFault) -> ASN1Node {
        guard let node = nodes.popFirst() else { throw TimeStampFault(.malformed, name) }
        return node
    }

    /// The next part, if it has that tag.
    mutating func optional(_ tag: ASN1Identifier) -> ASN1Node? {
        guard nodes.first?.identifier == tag else { return nil }
        return nodes.popFirst()
    }

    /// The next part, which must be constructed and have that tag.
    mutating func parts(_ name: String, tag: ASN1Identifier = .sequence) throws(TimeStampFault) -> ASN1Cursor {
        try ASN1Cursor(try any(name), name, tag: tag)
    }

    /// The next part as an object identifier.
    mutating func identifier(_ name: String) throws(TimeStampFault) -> ASN1ObjectIdentifier {
        let node = try any(name)
        guard let identifier = try? ASN1ObjectIdentifier(derEncoded: node) else {
            throw TimeStampFault(.malformed, name)
        }
        return identifier
    }

    /// The next part as a small number.
    mutating func number(_ name: String) throws(TimeStampFault) -> Int {
        let node = try any(name)
        guard let number = try? Int(derEncoded: node) else { throw TimeStampFault(.malformed, name) }
        return number
    }

    /// The next part as the bytes of a whole number, as they are written.
    mutating func integer(_ name: String) throws(TimeStampFault) -> [UInt8] {
        try Self.integer(try any(name), name)
    }

    static func integer(_ node: ASN1Node, _ name: String) throws(TimeStampFault) -> [UInt8] {
        guard node.identifier == .integer, case .primitive(let bytes) = node.content, !bytes.isEmpty else {
            throw TimeStampFault(.malformed, name)
        }
        return Array(bytes)
    }

    /// The next part as bytes.
    mutating func octets(_ name: String) throws(TimeStampFault) -> [UInt8] {
        let node = try any(name)
        guard let octets = try? ASN1OctetString(berEncoded: node) else { throw TimeStampFault(.malformed, name) }
        return Array(octets.bytes)
    }

    /// The next part as bits that fill their bytes.
    mutating func bits(_ name: String) throws(TimeStampFault) -> [UInt8] {
        let node = try any(name)
        guard let bits = try? ASN1BitString(derEncoded: node), bits.paddingBits == 0 else {
            throw TimeStampFault(.malformed, name)
        }
        return Array(bits.bytes)
    }

    /// The end, where there must be no more parts.
    func end(_ name: String) throws(TimeStampFault) {
        guard nodes.isEmpty else { throw TimeStampFault(.malformed, "more behind \(name)") }
    }
}

extension ASN1Identifier {
    static func context(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }
}

import Vocabulary

/// What an event of custody says in all three standards: which quantities, when, where, between whom.
struct Movement: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// Lots came into being, perhaps of others.
        case made
        /// Lots went from one place to another.
        case moved
        /// Lots were there: changed hands, were stored, were looked at.
        case observed
    }

    /// A lot and how much of it; the unit is a code of UN/ECE Recommendation 20.
    struct Portion: Sendable, Hashable {
        var lot: String
        var amount: DecimalNumber?
        var unit: String?
    }

    var kind: Kind
    var id: String?
    var time: UTCInstant
    var inputs: [Portion] = []
    var things: [Portion]
    var mineral: String?
    var gradePercent: DecimalNumber?
    var tag: String?
    var place: String?
    var destination: String?
    var giver: String?
    var receiver: String?
    var step: String?
    var disposition: String?
}

/// Identifiers of one standard as URIs of the others.
enum Names {
    static let lot = "urn:icglr:lot:"
    static let site = "urn:icglr:site:"
    static let party = "urn:icglr:party:"
    static let event = "urn:icglr:event:"

    /// A local identifier as a URI; one that is a URI already stays as it is.
    static func uri(_ prefix: String, _ name: String) -> String {
        let isURI =
            name.hasPrefix("urn:") || name.hasPrefix("http://") || name.hasPrefix("https://") || name.hasPrefix("did:")
        guard !isURI || name.hasPrefix(prefix) || name.utf8.contains(where: { $0 <= 0x20 }) else { return name }
        var result = prefix
        for byte in name.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-._~+".utf8.contains(byte)
            if isPlain {
                result.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }

    /// The local identifier of a URI that ``uri(_:_:)`` made; any other one stays as it is.
    static func local(_ prefix: String, _ uri: String) -> String {
        guard uri.hasPrefix(prefix) else { return uri }
        var bytes: [UInt8] = []
        var rest = uri.utf8.dropFirst(prefix.utf8.count)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return uri
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        let name = String(decoding: bytes, as: UTF8.self)
        // A URI that another program made, and that ours would write otherwise, is an identifier of its own.
        return Self.uri(prefix, name) == uri ? name : uri
    }
}

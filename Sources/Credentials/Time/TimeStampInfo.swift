import SwiftASN1
import Vocabulary

/// What an authority states (`TSTInfo`, RFC 3161 section 2.4.2).
struct TimeStampInfo {
    let policy: String
    let imprint: MessageImprint
    let serial: [UInt8]
    let time: UTCInstant
    /// The time may be wrong by so many microseconds.
    let accuracyMicroseconds: Int?
    let nonce: [UInt8]?
    /// The name of the authority as it is written, if that is a directory name.
    let authority: [UInt8]?

    init(_ bytes: [UInt8]) throws(TimeStampFault) {
        var parts = try ASN1Cursor(try ASN1Cursor.root(bytes, "TSTInfo"), "TSTInfo")
        guard try parts.number("version") == 1 else { throw TimeStampFault(.unsupportedVersion, "TSTInfo") }
        policy = try parts.identifier("policy").description
        imprint = try MessageImprint(try parts.any("messageImprint"))
        serial = try parts.integer("serialNumber")
        time = try StampClock.instant(try parts.any("genTime"))
        if let node = parts.optional(.sequence) {
            accuracyMicroseconds = try Self.accuracy(node)
        } else {
            accuracyMicroseconds = nil
        }
        if let node = parts.optional(.boolean), (try? Bool(berEncoded: node)) == nil {
            throw TimeStampFault(.malformed, "ordering")
        }
        if let node = parts.optional(.integer) {
            nonce = try ASN1Cursor.integer(node, "nonce")
        } else {
            nonce = nil
        }
        if let node = parts.optional(.context(0)) {
            var names = try ASN1Cursor(node, "tsa", tag: .context(0))
            authority = try Self.directoryName(try names.any("tsa"))
        } else {
            authority = nil
        }
        if let node = parts.optional(.context(1)) {
            var extensions = try ASN1Cursor(node, "extensions", tag: .context(1))
            while !extensions.isAtEnd {
                var parts = try extensions.parts("extension")
                let name = try parts.identifier("extension")
                if let critical = parts.optional(.boolean), (try? Bool(berEncoded: critical)) != false {
                    throw TimeStampFault(.unknownCriticalExtension, name.description)
                }
                _ = try parts.octets("extension")
                try parts.end("extension")
            }
        }
        try parts.end("TSTInfo")
    }

    private static func accuracy(_ node: ASN1Node) throws(TimeStampFault) -> Int {
        var parts = try ASN1Cursor(node, "accuracy")
        var total = 0
        if let seconds = parts.optional(.integer) {
            guard let value = try? Int(derEncoded: seconds), (0...31_536_000).contains(value) else {
                throw TimeStampFault(.malformed, "accuracy")
            }
            total = value * 1_000_000
        }
        for (tag, weight) in [(UInt(0), 1_000), (1, 1)] {
            guard let part = parts.optional(.context(tag)) else { continue }
            guard let value = try? Int(derEncoded: part, withIdentifier: .context(tag)), (1...999).contains(value)
            else {
                throw TimeStampFault(.malformed, "accuracy")
            }
            total += value * weight
        }
        try parts.end("accuracy")
        return total
    }

    /// The name in a `GeneralName`, if it is a directory name.
    static func directoryName(_ node: ASN1Node) throws(TimeStampFault) -> [UInt8]? {
        guard node.identifier == .context(4) else { return nil }
        var parts = try ASN1Cursor(node, "directoryName", tag: .context(4))
        let name = Array(try parts.any("directoryName").encodedBytes)
        try parts.end("directoryName")
        return name
    }
}

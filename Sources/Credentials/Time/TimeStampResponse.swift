import SwiftASN1

/// The answer of an authority (RFC 3161 section 2.4.2), not checked yet.
public struct TimeStampResponse: Sendable {
    /// The stamp, as it is kept.
    public let token: [UInt8]
    /// Whether the answer says that all was granted as asked, and nothing else: nobody signed what it says beside.
    public let isPlain: Bool

    /// The answer without whatever stood beside the stamp: every byte of it is signed, or has one value.
    public var plain: [UInt8] { DERWriter.sequence([DERWriter.sequence([DERWriter.positive([0])]), token]) }

    /// Reads an answer.
    ///
    /// - Throws: ``TimeStampFault``: ``TimeStampFault/Reason/notGranted`` with the authority's number for why.
    public init(_ bytes: [UInt8]) throws(TimeStampFault) {
        guard bytes.count <= TimeStampToken.byteLimit + 1_024 else { throw TimeStampFault(.tooLarge, "response") }
        var parts = try ASN1Cursor(try ASN1Cursor.root(bytes, "response"), "response")
        var info = try parts.parts("status")
        let status = try info.number("status")
        // 0 is granted; 1 is granted with changes, of which what was asked for is checked in the stamp.
        guard status == 0 || status == 1 else { throw TimeStampFault(.notGranted, "status \(status)") }
        guard !parts.isAtEnd else { throw TimeStampFault(.malformed, "no token") }
        isPlain = status == 0 && info.isAtEnd
        token = Array(try parts.any("token").encodedBytes)
        try parts.end("response")
    }
}

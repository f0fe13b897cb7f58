/// What a witness puts below a checkpoint: a time, and Ed25519 over it and the text (C2SP tlog-cosignature,
/// cosignature/v1).
struct Cosignature {
    /// Seconds since 1970.
    let time: UInt64
    let signature: ArraySlice<UInt8>

    /// Takes the bytes of a signature line; nil if they are none.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 72 else { return nil }
        time = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        guard time <= UInt64(Int64.max) else { return nil }
        signature = bytes[8...]
    }

    /// The bytes that are signed.
    static func message(_ text: NoteText, time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text.bytes
    }

    /// The line of a witness below a checkpoint.
    static func line(
        below text: NoteText,
        at time: UInt64,
        by verifier: VerifierKey,
        signing: (_ message: [UInt8]) throws(NoteFault) -> [UInt8]
    ) throws(NoteFault) -> NoteSignature {
        guard verifier.algorithm == .cosignature else { throw .unknownAlgorithm }
        guard 1...UInt64(Int64.max) ~= time else { throw .badTime }
        _ = try Checkpoint(parsing: text)
        let bytes = [56, 48, 40, 32, 24, 16, 8, 0].map { UInt8(truncatingIfNeeded: time >> $0) }
        return NoteSignature(
            name: verifier.name,
            keyID: verifier.id,
            bytes: bytes + (try signing(message(text, time: time)))
        )
    }
}

extension SigningKey {
    /// Signs a checkpoint as its witness.
    ///
    /// - Parameter time: Seconds since 1970, at most 2⁶³ − 1 and not zero, which would be no statement of a time.
    /// - Throws: ``NoteFault`` if the key is not a witness's, the text no checkpoint or the time none.
    public func cosign(_ text: NoteText, at time: UInt64) throws(NoteFault) -> NoteSignature {
        try Cosignature.line(below: text, at: time, by: verifier) { (message) throws(NoteFault) in
            try signature(of: message)
        }
    }
}

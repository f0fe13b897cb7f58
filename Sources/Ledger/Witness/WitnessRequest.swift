import Formats

/// What a log asks of a witness (C2SP tlog-witness, `add-checkpoint`): to sign a checkpoint, with the proof that it
/// begins with what the witness saw last.
public struct WitnessRequest: Sendable, Hashable {
    /// How large the log believes the last tree to be that the witness signed.
    public let oldSize: UInt64
    /// The proof of consistency.
    public let proof: [TreeHash]
    /// The new checkpoint.
    public let note: SignedNote

    /// The most hashes that a proof may have.
    public static let hashLimit = 63

    /// Makes a request.
    public init(oldSize: UInt64, proof: [TreeHash], note: SignedNote) {
        self.oldSize = oldSize
        self.proof = proof
        self.note = note
    }

    /// Reads the body of a request.
    public init(parsing bytes: [UInt8]) throws(NoteFault) {
        guard bytes.count <= SignedNote.byteLimit else { throw .tooLong }
        var rest = bytes[...]
        func line() throws(NoteFault) -> ArraySlice<UInt8> {
            guard let end = rest.firstIndex(of: 0x0A) else { throw .missingLine }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }
        let first = try line()
        guard first.starts(with: "old ".utf8), let oldSize = Decimal.value(first.dropFirst(4)) else { throw .badSize }
        self.oldSize = oldSize
        var proof: [TreeHash] = []
        while true {
            let text = try line()
            if text.isEmpty { break }
            guard let hash = TreeHash(base64: text) else { throw .badRoot }
            guard proof.count < Self.hashLimit else { throw .tooLong }
            proof.append(hash)
        }
        self.proof = proof
        note = try SignedNote(parsing: Array(rest))
    }

    /// The body of the request.
    public var bytes: [UInt8] {
        Array("old \(oldSize)\n".utf8) + proof.flatMap { Array("\($0)\n".utf8) } + [0x0A] + note.bytes
    }
}

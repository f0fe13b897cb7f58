/// What a witness answers, as a value: the server only sends it.
public enum WitnessOutcome: Sendable, Hashable {
    /// It signed: 200, and these signatures. What it saw is kept before this is said.
    case signed([NoteSignature])
    /// The body is no request, or the old size is above the new: 400.
    case badRequest(NoteFault)
    /// No key that is known of the log signed, or a known key's signature is wrong: 403.
    case forbidden(NoteFault)
    /// The log is not known: 404.
    case unknownLog
    /// The witness saw another size last, which it says: 409.
    case conflict(size: UInt64)
    /// The checkpoint contradicts what the witness saw: 422.
    case inconsistent(ProofFault)
    /// Whoever holds the witness's key gave no signature; nothing was kept: 503.
    case unsigned(NoteFault)

    /// The status of the answer (HTTP).
    public var status: Int {
        switch self {
        case .signed: 200
        case .badRequest: 400
        case .forbidden: 403
        case .unknownLog: 404
        case .conflict: 409
        case .inconsistent: 422
        case .unsigned: 503
        }
    }

    /// The type of the body.
    public var contentType: String {
        if case .conflict = self { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
    }

    /// The body of the answer: signatures or the size; otherwise empty.
    public var body: [UInt8] {
        switch self {
        case .signed(let signatures): signatures.flatMap(\.line)
        case .conflict(let size): Array("\(size)\n".utf8)
        case .badRequest, .forbidden, .unknownLog, .inconsistent, .unsigned: []
        }
    }
}

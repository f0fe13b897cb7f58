import Formats
public import Store

extension Statement {
    /// Makes the statement of a row of the store.
    public init(_ row: CommittedRow, salt: [UInt8]) throws(StatementFault) {
        switch row {
        case .record(let slice, let sha256, let kind, let corrects):
            try self.init(
                .record,
                Self.members(slice) + [
                    JSONNode.Member("kind", .string(kind)),
                    JSONNode.Member("sha256", .string(Hexadecimal.text(sha256))),
                ] + Self.digest("corrects", corrects),
                salt: salt
            )
        case .quarantine(let slice, let code):
            try self.init(.quarantined, Self.members(slice) + [JSONNode.Member("code", .string(code))], salt: salt)
        case .decision(let slice, let decision, let by, let time):
            try self.init(
                .quarantineDecision,
                Self.members(slice) + [
                    JSONNode.Member("decision", .string(decision)), JSONNode.Member("at", .string(time)),
                ] + Self.digest("by", by),
                salt: salt
            )
        case .verdict(let finding, let verdict, let reason, let by, let time):
            try self.init(
                .verdict,
                Self.texts([
                    ("finding", finding), ("verdict", verdict), ("reason", reason), ("by", by), ("at", time),
                ]),
                salt: salt
            )
        case .credential(let id, let format, let length, let sha256, let time):
            try self.init(
                .credential,
                Self.texts([("credential", id), ("format", format), ("at", time)]) + [
                    JSONNode.Member("length", .integer(length)),
                    JSONNode.Member("sha256", .string(Hexadecimal.text(sha256))),
                ],
                salt: salt
            )
        case .credentialState(let id, let state, let reason, let by, let time):
            try self.init(
                .credentialState,
                Self.texts([("credential", id), ("state", state), ("reason", reason), ("by", by), ("at", time)]),
                salt: salt
            )
        case .access(let columns):
            try self.init(.access, Self.texts(columns.map { ($0, $1) }), salt: salt)
        }
    }

    /// The bytes of the statement of a row; those of records, of which there are millions, are written as they are.
    static func bytes(of row: CommittedRow, salt: [UInt8]) throws(StatementFault) -> [UInt8] {
        guard case .record(let slice, let sha256, let kind, let corrects) = row, isPlain(kind),
            isPlain(slice.receivedAt)
        else { return try Statement(row, salt: salt).bytes }
        var output: [UInt8] = []
        output.reserveCapacity(400)
        func append(_ text: StaticString) {
            output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        append("{")
        if let corrects {
            append("\"corrects\":\"")
            Hexadecimal.append(corrects, to: &output)
            append("\",")
        }
        append("\"file\":\"")
        Hexadecimal.append(slice.file, to: &output)
        append("\",\"kind\":\"")
        output.append(contentsOf: kind.utf8)
        append("\",\"length\":")
        output.append(contentsOf: String(slice.length).utf8)
        append(",\"position\":")
        output.append(contentsOf: String(slice.position).utf8)
        append(",\"receivedAt\":\"")
        output.append(contentsOf: slice.receivedAt.utf8)
        append("\",\"salt\":\"")
        output.append(contentsOf: Base64.text(salt).utf8)
        append("\",\"sha256\":\"")
        Hexadecimal.append(sha256, to: &output)
        append("\",\"type\":\"record\"}")
        return output
    }

    /// Whether a text stands in JSON as it is.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    private static func texts(_ texts: [(name: String, value: String)]) -> [JSONNode.Member] {
        texts.map { JSONNode.Member($0.name, .string($0.value)) }
    }

    private static func members(_ slice: CommittedRow.Slice) -> [JSONNode.Member] {
        [
            JSONNode.Member("file", .string(Hexadecimal.text(slice.file))),
            JSONNode.Member("position", .integer(slice.position)),
            JSONNode.Member("length", .integer(slice.length)),
            JSONNode.Member("receivedAt", .string(slice.receivedAt)),
        ]
    }

    private static func digest(_ name: String, _ digest: [UInt8]?) -> [JSONNode.Member] {
        digest.map { [JSONNode.Member(name, .string(Hexadecimal.text($0)))] } ?? []
    }
}

extension Statement.Kind {
    /// The kind of the statements of a subject.
    public init(_ subject: CommittedSubject) {
        self =
            switch subject {
            case .record: .record
            case .quarantine: .quarantined
            case .decision: .quarantineDecision
            case .verdict: .verdict
            case .credential: .credential
            case .credentialState: .credentialState
            case .access: .access
            }
    }
}

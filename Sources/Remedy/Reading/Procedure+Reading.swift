public import Formats
import Vocabulary

extension Procedure {
    /// Reads a procedure.
    ///
    /// Beside its form, what would harm people is refused: a step that cannot be reached or from which there is no way
    /// to an end, a step without a body, a decision against a person that nobody can appeal.
    ///
    /// - Throws: ``FileFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(FileFaults) {
        var reader = StrictJSON(file: file)
        let object = reader.object(
            reader.root(of: bytes),
            required: ["kind", "id", "version", "label", "sources", "bodies", "steps", "terms"]
        )
        let kind = reader.word(object?["kind"], Kind.self)
        let id = reader.id(object?["id"])
        let version = reader.integer(object?["version"], in: 1...9_999)
        let label = reader.localised(object?["label"])
        sources = reader.sources(object?["sources"])
        bodies = reader.list(object?["bodies"], atMost: 40).compactMap { reader.body($0) }
        steps = reader.list(object?["steps"], atMost: 60).compactMap { reader.step($0, kind: kind) }
        index = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let terms = reader.terms(object?["terms"])
        reader.unique(bodies.map(\.id.rawValue), object?["bodies"])
        reader.unique(steps.map(\.id.rawValue), object?["steps"])
        // A step that could not be read would show up again as one that leads nowhere.
        if let place = object?["steps"], reader.faults.isEmpty {
            reader.checkGraph(steps, bodies: bodies, kind: kind, at: place)
        }
        try reader.check()
        guard let kind, let id, let version, let label, let terms else { throw FileFaults(faults: reader.faults) }
        (self.kind, self.id, self.version, self.label, self.terms) = (kind, id, version, label, terms)
    }
}

extension StrictJSON {
    fileprivate mutating func body(_ value: Value) -> Procedure.Body? {
        guard
            let object = object(
                value,
                required: ["id", "label"],
                optional: ["alternates", "communityMember"]
            ),
            let id = id(object["id"]), let label = localised(object["label"])
        else { return nil }
        return Procedure.Body(
            id: BodyID(id),
            label: label,
            alternates: ids(object["alternates"]).map(BodyID.init(rawValue:)),
            hasCommunityMember: flag(object["communityMember"]) ?? false
        )
    }

    fileprivate mutating func step(_ value: Value, kind: Procedure.Kind?) -> Procedure.Step? {
        guard
            let object = object(
                value,
                required: ["id", "label", "stage", "waitsFor", "moves"],
                optional: ["body", "limit", "urgentLimit", "longestExtension"]
            ),
            let id = id(object["id"]), let label = localised(object["label"]),
            let stage = word(object["stage"], Procedure.Stage.self),
            let waitsFor = word(object["waitsFor"], Procedure.WaitsFor.self)
        else { return nil }
        var moves: [String: StepID] = [:]
        for (move, target) in members(object["moves"]) {
            if let kind, !kind.moves.contains(move) {
                fault(target, "unknown move; expected one of \(kind.moves.sorted().joined(separator: ", "))")
            }
            if let step = self.id(target) { moves[move] = StepID(step) }
        }
        return Procedure.Step(
            id: StepID(id),
            label: label,
            stage: stage,
            body: object["body"].flatMap { self.id($0) }.map(BodyID.init(rawValue:)),
            waitsFor: waitsFor,
            limit: object["limit"].flatMap { limit($0) },
            urgentLimit: object["urgentLimit"].flatMap { limit($0) },
            longestExtension: integer(object["longestExtension"], in: 0...365) ?? 0,
            moves: moves
        )
    }

    fileprivate mutating func terms(_ place: Value?) -> Procedure.Terms? {
        guard
            let object = object(
                place,
                required: ["reminders"],
                optional: ["longestPause", "contactAttempts", "contactDays", "graceDays"]
            )
        else { return nil }
        return Procedure.Terms(
            reminders: list(object["reminders"], atMost: 10).compactMap { integer($0, in: 1...100) },
            longestPause: integer(object["longestPause"], in: 1...365) ?? 30,
            contactAttempts: integer(object["contactAttempts"], in: 3...100) ?? 3,
            contactDays: integer(object["contactDays"], in: 30...3_650) ?? 90,
            graceDays: integer(object["graceDays"], in: 0...365) ?? 60
        )
    }
}

extension Procedure.Kind {
    /// The words that its moves may use.
    public var moves: Set<String> {
        switch self {
        case .grievance: Set(GrievanceMove.allCases.map(\.rawValue))
        case .commitment: Set(CommitmentMove.allCases.map(\.rawValue))
        case .mediation: Set(MediationMove.allCases.map(\.rawValue))
        }
    }
}

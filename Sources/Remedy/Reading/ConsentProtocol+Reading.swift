public import Formats
import Vocabulary

extension ConsentProtocol {
    /// Reads the steps of a consultation, such as `Content/procedures/fpic.json`.
    ///
    /// - Throws: ``FileFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(FileFaults) {
        var reader = StrictJSON(file: file)
        let object = reader.object(
            reader.root(of: bytes),
            required: ["kind", "id", "version", "label", "sources", "steps", "answerLimit"]
        )
        if let object { reader.header(object, kind: "consultation") }
        let id = reader.id(object?["id"])
        let version = reader.integer(object?["version"], in: 1...9_999)
        let label = reader.localised(object?["label"])
        sources = reader.sources(object?["sources"])
        steps = reader.list(object?["steps"], atMost: 60).compactMap { reader.consentStep($0) }
        let limit = reader.limit(object?["answerLimit"])
        reader.unique(steps.map(\.id.rawValue), object?["steps"])
        if let place = object?["steps"], reader.faults.isEmpty { reader.checkOrder(steps, at: place) }
        try reader.check()
        guard let id, let version, let label, let limit else { throw FileFaults(faults: reader.faults) }
        (self.id, self.version, self.label, answerLimit) = (id, version, label, limit)
    }
}

extension StrictJSON {
    fileprivate mutating func consentStep(_ value: Value) -> ConsentProtocol.Step? {
        guard
            let object = object(
                value,
                required: ["id", "label", "after", "needs"],
                optional: ["leastDays", "everyDays", "decision", "afterYes"]
            ),
            let id = id(object["id"]), let label = localised(object["label"])
        else { return nil }
        return ConsentProtocol.Step(
            id: StepID(id),
            label: label,
            after: ids(object["after"]).map(StepID.init(rawValue:)),
            leastDays: integer(object["leastDays"], in: 0...3_650) ?? 0,
            needs: words(object["needs"], ConsentProtocol.Evidence.self),
            everyDays: integer(object["everyDays"], in: 1...3_650),
            isDecision: flag(object["decision"]) ?? false,
            isAfterYes: flag(object["afterYes"]) ?? false
        )
    }

    /// Steps stand behind those they come after, and the people decide exactly once, in their own way.
    fileprivate mutating func checkOrder(_ steps: [ConsentProtocol.Step], at place: Value) {
        var seen: Set<StepID> = []
        for step in steps {
            for before in step.after where !seen.contains(before) {
                fault(place, "\(step.id) comes after \(before), which does not stand before it")
            }
            seen.insert(step.id)
        }
        let decisions = steps.filter(\.isDecision)
        if decisions.count != 1 { fault(place, "expected one step in which the people decide") }
        for step in decisions where !step.needs.contains(.ownWay) || step.after.isEmpty || step.isAfterYes {
            fault(place, "\(step.id): people decide in their own way (own-way), after other steps")
        }
    }
}

import Formats
import Vocabulary

/// EPCIS 2.0 events in JSON (section 10): object, transaction and transformation events at the level of lots.
enum EventForm {
    private static let context = JSONNode.array([
        .object([.init("touchstone", .string("urn:touchstone:interchange:"))])
    ])

    /// Reads an event; nil where it aggregates, associates or ends things, which neither other standard can say.
    static func read(_ node: JSONNode) -> Movement? {
        guard let text = node["eventTime"]?.string, var time = try? UTCInstant(text) else { return nil }
        // The field beside it says more than the time's own suffix: a time is often written in UTC.
        if let offset = node["eventTimeZoneOffset"]?.string,
            let local = try? UTCInstant("2000-01-01T00:00:00\(offset)"),
            let instant = UTCInstant(milliseconds: time.milliseconds, offsetMinutes: local.offsetMinutes)
        {
            time = instant
        }
        let kind: Movement.Kind
        var inputs: [Movement.Portion] = []
        let things: [Movement.Portion]
        let place = identifier(node["readPoint"])
        let location = identifier(node["bizLocation"])
        let isMove = place != nil && location != nil && place != location
        switch (node["type"]?.string, node["action"]?.string) {
        case ("TransformationEvent", _):
            kind = .made
            inputs = portions(node, "inputQuantityList", "inputEPCList")
            things = portions(node, "outputQuantityList", "outputEPCList")
            // Inputs and outputs may stand in events of their own; neither other standard joins them.
            guard !inputs.isEmpty else { return nil }
        case ("ObjectEvent", "ADD"):
            kind = .made
            things = portions(node, "quantityList", "epcList")
        case ("ObjectEvent", "OBSERVE"), ("TransactionEvent", "OBSERVE"), ("TransactionEvent", "ADD"):
            kind = isMove ? .moved : .observed
            things = portions(node, "quantityList", "epcList")
        default: return nil
        }
        guard !things.isEmpty else { return nil }
        let ilmd = node["ilmd"]?.members ?? []
        func particular(_ name: String) -> JSONNode? {
            ilmd.first { $0.name.split(separator: ":").last.map { $0 == name } ?? false }?.value
        }
        return Movement(
            kind: kind,
            id: node["eventID"]?.string,
            time: time,
            inputs: inputs,
            things: things,
            mineral: particular("mineral")?.string,
            gradePercent: particular("gradePercent")?.numberText.flatMap { try? DecimalNumber($0) },
            tag: particular("tag")?.string,
            place: isMove ? place : location ?? place,
            destination: isMove ? location : nil,
            giver: party(node["sourceList"], "source"),
            receiver: party(node["destinationList"], "destination"),
            step: node["bizStep"]?.string,
            disposition: node["disposition"]?.string
        )
    }

    private static func identifier(_ node: JSONNode?) -> String? { node?["id"]?.string }

    private static func party(_ list: JSONNode?, _ term: String) -> String? {
        let entries = list?.elements ?? []
        func named(_ type: String) -> JSONNode? {
            entries.first { $0["type"]?.string?.hasSuffix(type) ?? false }
        }
        return (named("owning_party") ?? named("possessing_party"))?[term]?.string
    }

    private static func portions(_ node: JSONNode, _ quantities: String, _ things: String) -> [Movement.Portion] {
        let counted = (node[quantities]?.elements ?? []).compactMap { element -> Movement.Portion? in
            guard let lot = element["epcClass"]?.string else { return nil }
            let amount = element["quantity"]?.numberText.flatMap { try? DecimalNumber($0) }
            return Movement.Portion(lot: lot, amount: amount, unit: element["uom"]?.string)
        }
        return counted + (node[things]?.elements ?? []).compactMap(\.string).map { Movement.Portion(lot: $0) }
    }

    // MARK: Writing

    static func write(_ movement: Movement) -> JSONNode {
        var members: [JSONNode.Member] = []
        func add(_ name: String, _ value: JSONNode?) { if let value { members.append(.init(name, value)) } }
        let isTransformation = movement.kind == .made && !movement.inputs.isEmpty
        add("@context", context)
        add("type", .string(isTransformation ? "TransformationEvent" : "ObjectEvent"))
        add("eventID", movement.id.map(JSONNode.string))
        add("eventTime", .string(movement.time.text))
        add("eventTimeZoneOffset", .string(movement.time.offsetText))
        if !isTransformation { add("action", .string(movement.kind == .made ? "ADD" : "OBSERVE")) }
        add("bizStep", movement.step.map(JSONNode.string))
        add("disposition", movement.disposition.map(JSONNode.string))
        add("readPoint", place(movement.place))
        add("bizLocation", place(movement.destination ?? movement.place))
        add("sourceList", parties(movement.giver, "source"))
        add("destinationList", parties(movement.receiver, "destination"))
        if isTransformation { add("inputQuantityList", list(movement.inputs)) }
        add(isTransformation ? "outputQuantityList" : "quantityList", list(movement.things))
        add("ilmd", particulars(movement))
        return .object(members)
    }

    private static func place(_ id: String?) -> JSONNode? {
        id.map { .object([.init("id", .string($0))]) }
    }

    private static func parties(_ id: String?, _ term: String) -> JSONNode? {
        id.map { .array([.object([.init("type", .string("owning_party")), .init(term, .string($0))])]) }
    }

    private static func list(_ portions: [Movement.Portion]) -> JSONNode {
        .array(
            portions.map { portion in
                let amount = portion.amount.map { JSONNode.Member("quantity", .number($0.description)) }
                let unit = portion.unit.map { JSONNode.Member("uom", .string($0)) }
                return .object([.init("epcClass", .string(portion.lot))] + [amount, unit].compactMap(\.self))
            }
        )
    }

    private static func particulars(_ movement: Movement) -> JSONNode? {
        let members = [
            movement.mineral.map { JSONNode.Member("touchstone:mineral", .string($0)) },
            movement.gradePercent.map { JSONNode.Member("touchstone:gradePercent", .number($0.description)) },
            movement.tag.map { JSONNode.Member("touchstone:tag", .string($0)) },
        ].compactMap(\.self)
        return members.isEmpty ? nil : .object(members)
    }
}

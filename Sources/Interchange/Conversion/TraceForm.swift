import Formats
import UNTP
import Vocabulary

/// UNTP 0.7 events.
enum TraceForm {
    static func read(_ node: JSONNode) -> Movement? {
        guard let event = TraceEvent(reading: node) else { return nil }
        let isDay = event.date.utf8.count == 10
        guard let time = try? UTCInstant(isDay ? event.date + "T00:00:00Z" : event.date) else { return nil }
        let product = node[productsName(event.kind)]?.elements?.first?["product"]
        let characteristics = product?["characteristics"]
        let kind: Movement.Kind =
            switch event.kind {
            case .make: .made
            case .move: .moved
            case .modify: .observed
            }
        return Movement(
            kind: kind,
            id: event.id,
            time: time,
            inputs: (event.inputs ?? []).map(portion),
            things: event.products.map(portion),
            mineral: characteristics?["mineral"]?.string,
            gradePercent: characteristics?["gradePercent"]?.numberText.flatMap { try? DecimalNumber($0) },
            tag: characteristics?["tag"]?.string,
            place: event.facility?.id,
            destination: event.destination?.id,
            giver: event.party("consignor")?.id,
            receiver: event.party("consignee", "owner", "producer", "manufacturer", "operator")?.id,
            step: event.activity?["code"]?.string,
            disposition: nil
        )
    }

    private static func productsName(_ kind: EventKind) -> String {
        switch kind {
        case .make: "outputProduct"
        case .move: "movedProduct"
        case .modify: "modifiedProduct"
        }
    }

    private static func portion(_ product: EventProduct) -> Movement.Portion {
        .init(lot: product.lot, amount: product.quantity?.value, unit: product.quantity?.unit)
    }

    // MARK: Writing

    static func write(_ movement: Movement) -> JSONNode {
        // A move without both its ends is none: the lots are said to have been there.
        let kind: EventKind =
            switch movement.kind {
            case .made: .make
            case .moved: movement.place != nil && movement.destination != nil ? .move : .modify
            case .observed: .modify
            }
        let status: ProductStatus =
            switch kind {
            case .make: .new
            case .move: .inTransit
            case .modify: .active
            }
        var event = TraceEvent(
            kind,
            id: movement.id ?? identifier(of: movement),
            date: movement.time.text,
            inputs: movement.inputs.isEmpty ? nil : movement.inputs.map { product($0, .consumed, [], nil) },
            products: movement.things.enumerated().map { index, thing in
                product(thing, status, index == 0 ? characteristics(movement) : [], movement.mineral)
            },
            facility: movement.place.map { reference($0, Names.site) },
            destination: kind == .move ? movement.destination.map { reference($0, Names.site) } : nil
        )
        var parties: [PartyRole] = []
        if let giver = movement.giver { parties.append(PartyRole("consignor", reference(giver, Names.party))) }
        if let receiver = movement.receiver {
            parties.append(PartyRole(kind == .make ? "producer" : "consignee", reference(receiver, Names.party)))
        }
        if !parties.isEmpty { event.parties = parties }
        event.activity = movement.step.map(activity)
        return event.json
    }

    private static func identifier(of movement: Movement) -> String {
        let lot = movement.things.first.map { Names.local(Names.lot, $0.lot) } ?? ""
        return Names.uri(Names.event, "\(lot) \(movement.time.text)")
    }

    /// The protocol asks for a name beside every identifier; where none is known the identifier is one.
    private static func reference(_ id: String, _ prefix: String) -> Reference {
        Reference(id, name: Names.local(prefix, id))
    }

    private static func product(
        _ portion: Movement.Portion,
        _ status: ProductStatus,
        _ characteristics: [JSONNode.Member],
        _ mineral: String?
    ) -> EventProduct {
        var extras: [JSONNode.Member] = [.init("idGranularity", .string(Granularity.batch.rawValue))]
        if !characteristics.isEmpty { extras.append(.init("characteristics", .object(characteristics))) }
        let name = mineral ?? Names.local(Names.lot, portion.lot)
        let quantity = portion.amount.flatMap { amount in portion.unit.map { Measure(amount, $0) } }
        return EventProduct(Reference(portion.lot, name: name, extras: extras), quantity: quantity, disposition: status)
    }

    private static func characteristics(_ movement: Movement) -> [JSONNode.Member] {
        [
            movement.mineral.map { .init("mineral", .string($0)) },
            movement.gradePercent.map { .init("gradePercent", .number($0.description)) },
            movement.tag.map { .init("tag", .string($0)) },
        ].compactMap(\.self)
    }

    private static func activity(_ step: String) -> JSONNode {
        .object([
            .init("code", .string(step)), .init("name", .string(step)),
            .init("schemeId", .string("https://ref.gs1.org/cbv/BizStep")),
            .init("schemeName", .string("GS1 CBV business step")),
        ])
    }
}

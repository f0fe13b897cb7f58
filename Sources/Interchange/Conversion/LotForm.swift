import Formats
import MiningData
import Vocabulary

/// ICGLR lots (MD.12).
enum LotForm {
    /// Reads a lot as far as it says what happened; it need not be complete, since EPCIS and UNTP name less of a party
    /// than MD.12 wants.
    static func read(_ node: JSONNode, _ profile: Profile) -> Movement? {
        guard let number = node["lotNumber"]?.string, !number.isEmpty,
            let date = node["dateRegistration"]?.string.flatMap({ try? CalendarDate($0) }), date.day != nil,
            let clock = node["timeRegistration"]?.string.flatMap({ ClockTime($0, profile) })
        else { return nil }
        let offset = clock.offsetMinutes ?? 0
        let minutes = date.dayNumber * 1_440 + clock.hour * 60 + clock.minute
        let local = minutes * 60_000 + (clock.second ?? 0) * 1_000
        guard let time = UTCInstant(milliseconds: local - offset * 60_000, offsetMinutes: offset) else { return nil }
        let sources = (node["inputLot"]?.elements ?? []).compactMap { InputLot(reading: $0, profile) }
        let isHandOver = sources.count == 1 && sources[0].number == number
        let inputs = isHandOver ? [] : sources
        let operations = (node["originatingOperation"]?.elements ?? [])
            .compactMap { $0.numberText.flatMap { Int($0) }.flatMap(OriginatingOperation.init) }
        let isMade = !inputs.isEmpty || operations.contains { $0 == .production || $0 == .importing }
        let mineral = node["mineral"]?.string
        return Movement(
            kind: isMade ? .made : .observed,
            id: nil,
            time: time,
            inputs: inputs.map(portion),
            things: [
                .init(
                    lot: Names.uri(Names.lot, number),
                    amount: decimal(node["mass"]),
                    unit: node["unitOfMeasurement"]?.string
                )
            ],
            mineral: mineral.map { DesignatedMineral(code: $0)?.factWord ?? $0 },
            gradePercent: decimal(node["concentration"]),
            tag: node["tag"]?["identifier"]?.string,
            place: node["mineSiteId"]?.string.map { Names.uri(Names.site, $0) },
            receiver: node["creator"]?["identifier"]?.string.map { Names.uri(Names.party, $0) },
            step: step(of: operations, isMade: isMade)
        )
    }

    private static func decimal(_ node: JSONNode?) -> DecimalNumber? {
        node?.numberText.flatMap { try? DecimalNumber($0) }
    }

    private static func portion(_ input: InputLot) -> Movement.Portion {
        let kilograms = input.consumedGrams.map { DecimalNumber(significand: Int64($0), exponent: -3) }
        return .init(
            lot: Names.uri(Names.lot, input.number),
            amount: kilograms,
            unit: kilograms.map { _ in WeightUnit.kilogram.rawValue }
        )
    }

    private static func step(of operations: [OriginatingOperation], isMade: Bool) -> String {
        if operations.contains(.production) { return "commissioning" }
        if isMade { return "creating_class_instance" }
        if operations.contains(.transportation) { return "transporting" }
        return operations.contains(.storage) ? "storing" : "receiving"
    }

    /// The lots that a movement speaks of: one for each thing that it made or observed.
    static func write(_ movement: Movement, _ profile: Profile) -> [JSONNode] {
        movement.things.map { thing in
            var members: [JSONNode.Member] = []
            func add(_ name: String, _ value: JSONNode?) { if let value { members.append(.init(name, value)) } }
            let day = CalendarDate(dayNumber: local(movement.time).day)
            add("lotNumber", .string(Names.local(Names.lot, thing.lot)))
            add("dateRegistration", day.map { .string($0.description) })
            add("timeRegistration", clock(movement.time, profile).map { .string($0.text(profile)) })
            add("creator", movement.receiver.map { business(Names.local(Names.party, $0)) })
            let code = movement.mineral.map { DesignatedMineral(factWord: $0)?.rawValue ?? $0 }
            add("mineral", code.map(JSONNode.string))
            add("concentration", movement.gradePercent.map { .number($0.description) })
            let weight = weight(of: thing)
            add("mass", weight.map { .number($0.amount.description) })
            add("unitOfMeasurement", weight.map { .string($0.unit.rawValue) })
            add("mineSiteId", movement.place.map { .string(Names.local(Names.site, $0)) })
            let operations = operations(of: movement)
            add("creatorRole", .array([.integer(operations.role.rawValue)]))
            add("originatingOperation", .array([.integer(operations.operation.rawValue)]))
            add("inputLot", inputs(of: movement, thing))
            add("tag", movement.tag.map { .object([.init("identifier", .string($0))]) })
            return .object(members)
        }
    }

    private static func local(_ time: UTCInstant) -> (day: Int, second: Int) {
        let milliseconds = time.milliseconds + time.offsetMinutes * 60_000
        let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        return (day, (milliseconds - day * 86_400_000) / 1_000)
    }

    /// The core has no zone, so that its clock is the one of the record; Rwanda's profile says it.
    private static func clock(_ time: UTCInstant, _ profile: Profile) -> ClockTime? {
        let second = local(time).second
        let offset = profile == .rwanda && time.offsetMinutes != 0 ? time.offsetMinutes : nil
        return ClockTime(
            hour: second / 3_600,
            minute: second / 60 % 60,
            second: second % 60,
            offsetMinutes: offset
        )
    }

    private static func business(_ id: String) -> JSONNode { .object([.init("identifier", .string(id))]) }

    /// The weight in a unit that the standard has; another unit of mass becomes kilograms.
    private static func weight(of thing: Movement.Portion) -> (amount: DecimalNumber, unit: WeightUnit)? {
        guard let amount = thing.amount, let unit = thing.unit else { return nil }
        if let own = WeightUnit(rawValue: unit) { return (amount, own) }
        guard let mass = MassUnit(symbol: Array(unit.utf8)), let grams = try? Mass(amount, mass).grams else {
            return nil
        }
        return (DecimalNumber(significand: Int64(grams), exponent: -3), .kilogram)
    }

    private static func operations(of movement: Movement) -> (operation: OriginatingOperation, role: CustodyRole) {
        switch movement.kind {
        case .made where movement.inputs.isEmpty: (.production, .miner)
        case .made where movement.inputs.count > 1 && movement.step?.hasSuffix("commissioning") == true:
            (.combination, .trader)
        case .made: (.processing, .processor)
        case .moved: (.transportation, .shipper)
        case .observed where movement.step?.hasSuffix("storing") == true: (.storage, .warehouse)
        case .observed: (.purchase, .trader)
        }
    }

    private static func inputs(of movement: Movement, _ thing: Movement.Portion) -> JSONNode? {
        if movement.kind != .made {
            // MD.12, key rule 5: where only the custodian changes, the input lot is the lot itself.
            return .array([.object([.init("lotNumber", .string(Names.local(Names.lot, thing.lot)))])])
        }
        guard !movement.inputs.isEmpty else { return nil }
        return .array(
            movement.inputs.map { input in
                let grams = input.amount.flatMap { amount -> Int? in
                    guard let unit = input.unit.flatMap({ MassUnit(symbol: Array($0.utf8)) }) else { return nil }
                    return try? Mass(amount, unit).grams
                }
                let number = JSONNode.Member("lotNumber", .string(Names.local(Names.lot, input.lot)))
                return .object([number] + (grams.map { [.init(InputLot.consumedTerm, .integer($0))] } ?? []))
            }
        )
    }
}

/// Events of some weeks as EPCIS 2.0 writes them, from a seed: bags, blends, metal, boxes, sales, and events that were
/// declared an error.
struct EventYear {
    private(set) var events: [String] = []
    private(set) var lots: [String] = []
    private var dice: Dice
    private var owners: [String: Int] = [:]

    /// A small generator, the same on any machine (SplitMix64).
    struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }

        mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }
    }

    init(seed: UInt64, events count: Int) {
        dice = Dice(state: seed)
        for number in 0..<12 { dig(number) }
        for number in 12..<count {
            switch Int.random(in: 0..<8, using: &dice) {
            case 0, 1: dig(number)
            case 2, 3, 4: blend(number)
            case 5: sell(number)
            case 6: pack(number)
            default: sell(number)
            }
        }
    }

    private static let models = [
        "identityPreserved", "segregated", "controlledBlending", "massBalance", "bookAndClaim",
    ]

    private mutating func dig(_ number: Int) {
        let grade = Double(Int.random(in: 540...600, using: &dice)) / 10
        let bag = quantity("BAG-\(number)", Int.random(in: 20...90, using: &dice))
        let model = dice.once(in: 2) ? #","x:custodyModel":"\#(any(Self.models))""# : ""
        add(
            number,
            #""type":"ObjectEvent","action":"ADD","bizStep":"commissioning","bizLocation":{"id":"MINE-\#(number % 4)"},"#
                + #""quantityList":[\#(bag)],"#
                + #""ilmd":{"x:mineral":"tin","x:gradePercent":\#(grade),"x:form":"concentrate","#
                + #""x:tag":"T-\#(number / 2)"\#(model)}"#
        )
        lots.append("BAG-\(number)")
    }

    private mutating func blend(_ number: Int) {
        let inputs = Set((0..<Int.random(in: 1...3, using: &dice)).map { _ in any(lots) }).sorted()
        let masses = inputs.map { ($0, Int.random(in: 1...60, using: &dice)) }
        let total: Int = masses.reduce(0) { $0 + $1.1 }
        let used: String = masses.map { quantity($0.0, $0.1) }.joined(separator: ",")
        let isMetal = dice.once(in: 3)
        let made = quantity("LOT-\(number)", isMetal ? max(total / 2, 1) : total)
        let form = isMetal ? "metal" : "concentrate"
        let grade = isMetal ? 99.9 : Double(Int.random(in: 560...620, using: &dice)) / 10
        let model = dice.once(in: 2) ? #","x:custodyModel":"\#(any(Self.models))""# : ""
        add(
            number,
            #""type":"TransformationEvent","bizLocation":{"id":"PLANT-\#(number % 2)"},"#
                + #""inputQuantityList":[\#(used)],"#
                + #""outputQuantityList":[\#(made)],"#
                + #""ilmd":{"x:mineral":"tin","x:gradePercent":\#(grade),"x:form":"\#(form)""#
                + model + "}"
        )
        lots.append("LOT-\(number)")
    }

    private mutating func sell(_ number: Int) {
        let lot = any(lots)
        let giver = dice.once(in: 4) ? Int.random(in: 0..<5, using: &dice) : owners[lot, default: 0]
        let taker = (giver + 1) % 5
        owners[lot] = taker
        add(
            number,
            #""type":"ObjectEvent","action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"ROAD"},"#
                + #""quantityList":[\#(quantity(lot, 20))],"#
                + #""sourceList":[{"type":"owning_party","source":"P-\#(giver)"}],"#
                + #""destinationList":[{"type":"owning_party","destination":"P-\#(taker)"}]"#
        )
    }

    private mutating func pack(_ number: Int) {
        let action = dice.once(in: 3) ? "DELETE" : "ADD"
        add(
            number,
            #""type":"AggregationEvent","action":"\#(action)","parentID":"BOX-\#(number % 3)","bizStep":"packing","#
                + #""childQuantityList":[\#(quantity(any(lots), 10))]"#
        )
        if !lots.contains("BOX-\(number % 3)") { lots.append("BOX-\(number % 3)") }
    }

    private mutating func any(_ list: [String]) -> String { list.randomElement(using: &dice) ?? "BAG-0" }

    private func quantity(_ lot: String, _ kilograms: Int) -> String {
        #"{"epcClass":"\#(lot)","quantity":\#(kilograms),"uom":"KGM"}"#
    }

    private mutating func add(_ number: Int, _ rest: String) {
        // Hours run ahead of one another, so that some lots are used before they were made.
        let hour = 24 + number * 7 + Int.random(in: 0...20, using: &dice)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "2026-\(padded(1 + hour / 672))-\(padded(1 + hour % 672 / 24))T\(padded(hour % 24)):00:00Z"
        let head = #""eventID":"urn:test:\#(number)","eventTime":"\#(time)","eventTimeZoneOffset":"+00:00","#
        events.append("{" + head + rest + "}")
        guard dice.once(in: 12) else { return }
        let error = #""errorDeclaration":{"declarationTime":"2026-12-01T00:00:00Z","reason":"incorrect_data"},"#
        events.append("{" + head + error + rest + "}")
    }

    /// Some events as a file.
    static func document(_ events: some Sequence<String>, mark: Int = 0) -> [UInt8] {
        // The mark makes a file with the same events another file, so that they are read again.
        let text =
            #"{"@context":{"x":"https://x.example/"},"type":"EPCISDocument","schemaVersion":"2.0","x:batch":\#(mark),"#
            + #""epcisBody":{"eventList":["# + events.joined(separator: ",\n") + "]}}"
        return Array(text.utf8)
    }
}

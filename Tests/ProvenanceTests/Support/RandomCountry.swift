import Provenance

/// Makes sets of events with everything in them that makes a graph hard: stocks, containers that are emptied and filled
/// again, transformations in parts, changes of custody, circles, missing masses, duplicates and withdrawals.
struct RandomCountry {
    /// Something that a graph is told.
    enum Telling {
        case event(LotEvent, Learnt)
        case withdrawal(String, Learnt)
    }

    var tellings: [Telling] = []
    var lots: [String] = []

    init(seed: UInt64, events: Int, isOrdered: Bool = false) {
        var dice = Dice(seed: seed)
        for number in 0..<8 {
            lots.append("BAG-\(number)")
            let made = LotEvent(
                "MADE-\(number)",
                .made,
                time: 0,
                steps: [.init(outputs: [.init("BAG-\(number)", grams: Int.random(in: 1...5000, using: &dice))])],
                site: "MINE-\(number % 3)"
            )
            tellings.append(.event(made, Learnt(number, record: number)))
        }
        for number in 0..<events {
            let event = Self.event(number, lots: &lots, isOrdered: isOrdered, &dice)
            let learnt = Learnt(Int.random(in: 0...200, using: &dice), record: 100 + number)
            tellings.append(.event(event, learnt))
            if dice.once(in: 12) {
                let wrong = Int.random(in: 0...number, using: &dice)
                tellings.append(
                    .withdrawal("E\(wrong)", Learnt(Int.random(in: 0...220, using: &dice), record: 5000 + number))
                )
            }
        }
    }

    private static func event(_ number: Int, lots: inout [String], isOrdered: Bool, _ dice: inout Dice) -> LotEvent {
        func any(_ dice: inout Dice) -> LotEvent.Quantity {
            let grams = dice.once(in: 10) ? nil : Int.random(in: 1...900, using: &dice)
            return .init(lots.randomElement(using: &dice) ?? "BAG-0", grams: grams)
        }
        let time = isOrdered ? number + 1 : Int.random(in: 1...40, using: &dice)
        let inputs = (0..<Int.random(in: 1...3, using: &dice)).map { _ in any(&dice) }
        switch Int.random(in: 0..<10, using: &dice) {
        case 0:
            return LotEvent(
                "E\(number)",
                .packed,
                time: time,
                steps: [.init(inputs: inputs, outputs: [.init("BOX-\(number % 3)")])]
            )
        case 1:
            let taken = dice.once(in: 2) ? [] : inputs
            return LotEvent(
                "E\(number)",
                .unpacked,
                time: time,
                steps: [.init(inputs: taken, outputs: [.init("BOX-\(number % 3)")])]
            )
        case 2:
            let isIn = dice.once(in: 2)
            let step = isIn ? LotEvent.Step(inputs: inputs) : .init(outputs: [any(&dice)])
            return LotEvent("E\(number)", .transformed, time: time, steps: [step], transformation: "T\(number % 4)")
        case 3:
            let lot = any(&dice)
            return LotEvent(
                "E\(number)",
                .moved,
                time: time,
                steps: [.init(inputs: [lot], outputs: [lot])],
                giver: "A",
                receiver: "B"
            )
        case 4:
            // Into a stock that is there already: circles come about.
            let stock = isOrdered ? LotEvent.Quantity("STOCK-\(number)", grams: 10) : any(&dice)
            if isOrdered { lots.append(stock.lot) }
            return LotEvent("E\(number)", .transformed, time: time, steps: [.init(inputs: inputs, outputs: [stock])])
        default:
            let outputs = (0..<Int.random(in: 1...2, using: &dice)).map {
                LotEvent.Quantity("LOT-\(number)-\($0)", grams: Int.random(in: 1...900, using: &dice))
            }
            lots += outputs.map(\.lot)
            if dice.once(in: 3) { lots += ["BOX-0", "BOX-1", "BOX-2"].filter { !lots.contains($0) } }
            return LotEvent("E\(number)", .transformed, time: time, steps: [.init(inputs: inputs, outputs: outputs)])
        }
    }

    /// A graph that was told these things in this order.
    static func graph(_ tellings: some Sequence<Telling>) throws -> LotGraph {
        let graph = LotGraph()
        for telling in tellings {
            switch telling {
            case .event(let event, let learnt): try graph.append(event, learnt: learnt)
            case .withdrawal(let name, let learnt): try graph.withdraw(event: name, learnt: learnt)
            }
        }
        return graph
    }
}

extension LotGraph {
    /// What a trace found, in words that two graphs share.
    func words(of trace: Trace?) -> [String] {
        guard let trace else { return ["none"] }
        let lots = trace.lots.map { "lot \(name(of: $0))" }
        let edges = edges(of: trace).map { edge in
            let event = event(of: edge.step)?.name ?? ""
            return "\(name(of: edge.input)) \(edge.grams ?? -1) \(event) \(name(of: edge.output))"
        }
        let cycles = trace.cycles.map { "cycle \($0.map { name(of: $0) })" }
        return (lots + Set(edges) + cycles).sorted()
    }

    /// What a mix says, in words that two graphs share.
    func words(of mix: OriginMix?) -> [String] {
        guard let mix else { return ["none"] }
        return mix.origins.map { "\($0.site) \($0.share.parts) \($0.bounds)" } + ["unknown \(mix.unknown.parts)"]
    }
}

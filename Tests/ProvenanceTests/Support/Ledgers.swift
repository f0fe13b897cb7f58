import Provenance

/// Small ways to tell a graph what happened.
struct Ledger {
    let graph = LotGraph()
    private var record = 0

    init() {}

    mutating func tell(_ event: LotEvent, at learnt: Int = 0) throws {
        record += 1
        try graph.append(event, learnt: Learnt(learnt, record: record))
    }

    mutating func made(
        _ lot: String,
        _ grams: Int?,
        time: Int = 0,
        site: String = "MINE",
        _ traits: LotTraits? = nil
    ) throws {
        let step = LotEvent.Step(outputs: [.init(lot, grams: grams, traits: traits)])
        try tell(LotEvent("made \(lot)", .made, time: time, steps: [step], site: site))
    }

    mutating func turned(
        _ inputs: [LotEvent.Quantity],
        _ outputs: [LotEvent.Quantity],
        time: Int = 10,
        process: String? = nil,
        group: String? = nil
    ) throws {
        let name = "turned \((inputs + outputs).map(\.lot).joined(separator: " "))"
        let step = LotEvent.Step(inputs: inputs, outputs: outputs)
        try tell(
            LotEvent(
                name,
                .transformed,
                time: time,
                steps: [step],
                site: "PLANT",
                transformation: group,
                process: process
            )
        )
    }

    mutating func moved(_ lot: String, _ grams: Int? = nil, time: Int, from: String, to: String) throws {
        let quantity = LotEvent.Quantity(lot, grams: grams)
        try tell(
            LotEvent(
                "moved \(lot) \(from) \(to) \(time)",
                .moved,
                time: time,
                steps: [.init(inputs: [quantity], outputs: [quantity])],
                giver: from,
                receiver: to
            )
        )
    }

    func account(_ lot: String, asOf: Int? = nil) -> LotAccount? {
        guard let number = graph.lot(lot) else { return nil }
        return graph.book(BalanceQuery(asOf: asOf)).account(of: number)
    }

    /// What does not add up, in words.
    func breaks(_ query: BalanceQuery = BalanceQuery()) -> [String] {
        graph.breaks(query).map { item in
            ([item.kind.rawValue, graph.name(of: item.lot)] + [item.other.map { graph.name(of: $0) }].compactMap { $0 })
                .joined(separator: " ")
        }
    }
}

extension LotTraits {
    /// A grade in parts per million.
    static func grade(_ ppm: Int, _ mineral: String = "tin") -> LotTraits { LotTraits(mineral: mineral, gradePPM: ppm) }
}

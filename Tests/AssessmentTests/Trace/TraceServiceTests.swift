import Assessment
import Foundation
import Store
import Testing
import Vocabulary

/// A trace tells its reader no more than the views of the store do, and the same after every way of coming about.
@Suite("Traces for a reader")
struct TraceServiceTests {
    private static func bag(_ lot: String, _ grams: Int, site: String) -> String {
        """
        {"type":"ObjectEvent","action":"ADD","eventID":"urn:test:made-\(lot)","eventTime":"2026-01-02T08:00:00Z",
        "eventTimeZoneOffset":"+02:00","bizStep":"commissioning","readPoint":{"id":"\(site)"},
        "bizLocation":{"id":"\(site)"},
        "quantityList":[{"epcClass":"\(lot)","quantity":\(Double(grams) / 1000),"uom":"KGM"}]}
        """
    }

    private static func blend(_ inputs: [(String, Int)], _ output: String, _ grams: Int, day: Int) -> String {
        let list = inputs.map { #"{"epcClass":"\#($0.0)","quantity":\#(Double($0.1) / 1000),"uom":"KGM"}"# }
        return """
            {"type":"TransformationEvent","eventID":"urn:test:into-\(output)",
            "eventTime":"2026-01-\(day < 10 ? "0" : "")\(day)T08:00:00Z","eventTimeZoneOffset":"+02:00",
            "bizStep":"commissioning",
            "inputQuantityList":[\(list.joined(separator: ","))],
            "outputQuantityList":[{"epcClass":"\(output)","quantity":\(Double(grams) / 1000),"uom":"KGM"}]}
            """
    }

    private func take(_ events: [String], into bureau: Bureau, _ marking: HandlingMarking = .amber) async throws {
        let text = #"{"type":"EPCISDocument","epcisBody":{"eventList":["# + events.joined(separator: ",") + "]}}"
        try await bureau.take([("events.json", Array(text.utf8))], marking: marking)
    }

    private static let bags = [bag("BAG-1", 60_000, site: "COLLINE-3"), bag("BAG-2", 20_000, site: "COLLINE-7")]
    private static let blends = [
        blend([("BAG-1", 60_000), ("BAG-2", 20_000)], "LOT-1", 80_000, day: 3),
        blend([("LOT-1", 40_000)], "METAL-1", 25_000, day: 4),
    ]

    private func shares(_ answer: TraceAnswer) -> [String: Int] {
        Dictionary(
            (answer.mix?.origins ?? []).map { ($0.site, $0.sharePPM) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test("The worked example: what went into the metal, and in what shares")
    func example() async throws {
        let bureau = try Bureau()
        try await take(Self.bags + Self.blends, into: bureau)
        let service = TraceService(bureau.store)
        let answer = try await service.answer(TraceRequest("METAL-1", direction: .both), as: .local)
        #expect(answer.upstream?.lots.map(\.id).sorted() == ["BAG-1", "BAG-2", "LOT-1", "METAL-1"])
        #expect(answer.upstream?.lots.map(\.depth) == [0, 1, 2, 2])
        #expect(shares(answer) == ["COLLINE-3": 750_000, "COLLINE-7": 250_000])
        #expect(answer.mix?.unknownPPM == 0)
        #expect(answer.downstream?.lots.count == 1)
        let down = try await service.answer(TraceRequest("BAG-2", direction: .downstream), as: .local)
        #expect(down.downstream?.lots.map(\.id) == ["BAG-2", "LOT-1", "METAL-1"])
        #expect(down.mix == nil)
    }

    @Test("Months late, twice and in another order, the answer is the same")
    func order() async throws {
        let (early, late) = (try Bureau(), try Bureau())
        try await take(Self.bags + Self.blends, into: early)
        let service = TraceService(late.store)
        for (turn, event) in ((Self.blends + Self.bags).reversed() + Self.blends).enumerated() {
            // Blanks make another file of the same events, so that they are read again.
            try await take([String(repeating: " ", count: turn) + event], into: late)
            // Asked between: the graph grows with the store.
            _ = try? await service.answer(TraceRequest("METAL-1"), as: .local)
        }
        let whole = try await TraceService(early.store).answer(TraceRequest("METAL-1"), as: .local)
        let grown = try await service.answer(TraceRequest("METAL-1"), as: .local)
        #expect(shares(whole) == shares(grown))
        #expect(Set(whole.upstream?.lots.map(\.id) ?? []) == Set(grown.upstream?.lots.map(\.id) ?? []))
        // A second process opens what the first one left on disk, and one after it has gone.
        let second = try await TraceService(late.store).answer(TraceRequest("METAL-1"), as: .local)
        #expect(second == grown)
    }

    @Test("What a reader may not see is said to be withheld, and nothing of it is told")
    func withheld() async throws {
        let bureau = try Bureau()
        try await take([Self.bags[0]] + Self.blends, into: bureau, .clear)
        try await take([Self.bags[1]], into: bureau, .amber)
        let service = TraceService(bureau.store)
        let all = try await service.answer(TraceRequest("METAL-1"), as: .local)
        #expect(shares(all) == ["COLLINE-3": 750_000, "COLLINE-7": 250_000])
        let some = try await service.answer(TraceRequest("METAL-1"), as: .everyone)
        #expect(shares(some) == ["COLLINE-3": 750_000])
        #expect(some.mix?.withheldPPM == 250_000)
        #expect(!String(describing: some).contains("COLLINE-7"))
        // Asked again in the other order, what was kept for one reader is not given to the other.
        #expect(shares(try await service.answer(TraceRequest("METAL-1"), as: .local)).count == 2)
        #expect(try await service.answer(TraceRequest("METAL-1"), as: .everyone) == some)
    }

    @Test("A lot of which a reader sees no record is unknown to them")
    func unknown() async throws {
        let bureau = try Bureau()
        try await take(Self.bags, into: bureau, .amber)
        let service = TraceService(bureau.store)
        await #expect(throws: TraceRefusal.unknownLot(nearest: [])) {
            try await service.answer(TraceRequest("BAG-1"), as: .everyone)
        }
        await #expect(throws: TraceRefusal.unknownLot(nearest: ["BAG-1", "BAG-2"])) {
            try await service.answer(TraceRequest("BAG-9"), as: .local)
        }
        // Two letters swapped, one missing, one too many: the nearest first; what is far off is not offered.
        for (slip, nearest) in [
            ("BGA-2", ["BAG-2", "BAG-1"]), ("BG-1", ["BAG-1", "BAG-2"]), ("BAAG-2", ["BAG-2", "BAG-1"]),
        ] {
            await #expect(throws: TraceRefusal.unknownLot(nearest: nearest)) {
                try await service.answer(TraceRequest(slip), as: .local)
            }
        }
        await #expect(throws: TraceRefusal.unknownLot(nearest: [])) {
            try await service.answer(TraceRequest("SACK-100"), as: .local)
        }
    }

    @Test("A corrected event counts from its correction on, and the answer as of before stays")
    func correction() async throws {
        let bureau = try Bureau()
        try await take(Self.bags + Self.blends, into: bureau)
        let service = TraceService(bureau.store)
        #expect(shares(try await service.answer(TraceRequest("METAL-1"), as: .local)).count == 2)
        let before = Int(Date().timeIntervalSince1970 * 1000)
        // Stores tell the time to the millisecond.
        while Int(Date().timeIntervalSince1970 * 1000) <= before { await Task.yield() }
        let corrected = Self.blend([("BAG-1", 80_000)], "LOT-1", 80_000, day: 3)
        try await take([corrected], into: bureau)
        #expect(shares(try await service.answer(TraceRequest("METAL-1"), as: .local)) == ["COLLINE-3": 1_000_000])
        let then = try await service.answer(TraceRequest("METAL-1", asOf: before), as: .local)
        #expect(shares(then) == ["COLLINE-3": 750_000, "COLLINE-7": 250_000])
    }
}

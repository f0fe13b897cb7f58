import Remedy
import Testing
import Vocabulary

@Suite("Groups as files")
struct GroupTests {
    private static let chair = Author("c", .facilitator)
    private static let charter = GroupFact.chartered(
        Charter(groups: [.init("women", seats: 1, quorum: 1)], leastWomen: 50)
    )

    private static func seat(_ id: SeatID, alternateOf other: SeatID? = nil) -> GroupFact {
        .seated(
            Seat(id, group: "women", sex: .woman, choice: .elected, from: day("2026-01-01"), alternateOf: other)
        )
    }

    private static func run(_ facts: [GroupFact], by author: Author = chair) throws -> GroupFile {
        var file = GroupFile(GroupRules())
        for (index, fact) in facts.enumerated() {
            let event = Event(EventID("e\(index)"), at: try noon("2026-03-02"), rank: index, by: author, fact)
            try file.append(event, now: noon("2026-03-02"))
        }
        return file
    }

    @Test func seatsAreTakenAndLeft() throws {
        let leaving = GroupFact.vacated("w1", until: day("2026-04-01"), reason: "moved away")
        let state = try Self.run([Self.charter, Self.seat("w1"), Self.seat("w2", alternateOf: "w1"), leaving]).state
        #expect(state.balance(on: day("2026-04-01"))?.held == 1 && state.balance(on: day("2026-04-02"))?.held == 0)
        #expect(state.seats.count == 2)
    }

    @Test func whatCannotBe() throws {
        #expect(refusal { try Self.run([Self.seat("w1")]) } == .notBegun)
        #expect(refusal { try Self.run([Self.charter], by: Author("m", .organisation("mine"))) } == .notTheirs)
        #expect(refusal { try Self.run([Self.charter, Self.seat("w1"), Self.seat("w1")]) } == .idUsedTwice)
        #expect(refusal { try Self.run([Self.charter, Self.seat("w2", alternateOf: "w1")]) } == .nothingThere)
        let early = GroupFact.vacated("w1", until: day("2025-04-01"), reason: "moved away")
        #expect(refusal { try Self.run([Self.charter, Self.seat("w1"), early]) } == .notANumber)
        let odd = GroupFact.chartered(Charter(groups: [.init("a", seats: 1, quorum: 2)], leastWomen: 0))
        #expect(refusal { try Self.run([odd]) } == .notANumber)
    }
}

import Recovery
import Testing
import Vocabulary

@Suite("The independence of auditors")
struct IndependenceTests {
    private static func facts() -> IndependenceFacts {
        var facts = IndependenceFacts(auditor: "Firm A", team: ["Ana", "Ben"], audited: "Mine M")
        facts.declared = ["Ana", "Ben"]
        facts.fees = (2023...2025).map { .init("fees \($0)", year: $0, fromAudited: usd(10), total: usd(1_000)) }
        facts.holdings = [
            .init("h1", "Holding H", owns: "Mine M", share: 6_000),
            .init("h2", "Owner O", owns: "Holding H", share: 10_000),
            .init("h3", "Partners P", owns: "Firm A", share: 10_000),
        ]
        facts.ends = ["Owner O", "Partners P"]
        return facts
    }

    private static func reasons(
        _ facts: IndependenceFacts,
        on text: String = "2026-06-15"
    ) throws -> [IndependenceReason] {
        IndependenceCheck(try Content.independence()).reasons(facts, on: day(text))
    }

    @Test func nothingIsFoundWhereNothingIs() throws {
        #expect(try Self.reasons(Self.facts()) == [])
    }

    @Test func tiesWithinThreeYearsAreNamedWithTheirRecord() throws {
        var facts = Self.facts()
        facts.ties = [
            .init("t1", "Ana", "Holding H", .employment, from: day("2019-01-01"), until: day("2023-06-15")),
            .init("t2", "Ben", "Mine M", .employment, from: day("2015-01-01"), until: day("2023-06-14")),
            .init("t3", "Mine M", "Firm A", .contract, from: day("2026-01-01")),
            .init("t4", "Ana", "Owner O", .family, until: day("2010-01-01")),
            .init("t5", "Ben", "Mine M", .prepared, from: day("2012-01-01"), until: day("2012-02-01")),
            .init("t6", "Cid", "Mine M", .board),
            .init("t7", "Ana", "Mine M", .board, from: day("2027-01-01")),
        ]
        let found = try Self.reasons(facts)
        #expect(found.map(\.kind) == [.tie, .tie, .pastTie, .ownWork])
        #expect(found.map(\.records) == [["t3"], ["t4"], ["t1"], ["t5"]])
        #expect(found.allSatisfy { !$0.isGap })
    }

    @Test func theSameLastOwnerIsFoundThroughChains() throws {
        var facts = Self.facts()
        facts.holdings.append(.init("h4", "Owner O", owns: "Partners P", share: 1_000))
        facts.ends = ["Owner O"]
        let found = try Self.reasons(facts)
        let same = try #require(found.first { $0.kind == .sameOwner })
        #expect(same.parties == ["Firm A", "Mine M", "Owner O"])
        #expect(same.detail == ["Firm A → Partners P → Owner O", "Mine M → Holding H → Owner O"])
        #expect(same.records == ["h3", "h4", "h1", "h2"])
        // A share of 9.99 percent is below what counts, and then nobody knows who stands behind the partners.
        facts.holdings[3] = .init("h4", "Owner O", owns: "Partners P", share: 999)
        let less = try Self.reasons(facts)
        #expect(less.map(\.kind) == [.ownerUnknown] && less[0].parties == ["Firm A"] && less[0].isGap)
        // A share that nobody knows counts.
        facts.holdings[3] = .init("h4", "Owner O", owns: "Partners P", share: nil)
        #expect(try Self.reasons(facts).contains { $0.kind == .sameOwner })
    }

    @Test func ringsOfOwnersEndAndAreNamed() throws {
        var facts = Self.facts()
        facts.holdings = [
            .init("a", "X", owns: "Mine M", share: 10_000), .init("b", "Y", owns: "X", share: 10_000),
            .init("c", "X", owns: "Y", share: 10_000), .init("h3", "Partners P", owns: "Firm A", share: 10_000),
        ]
        let found = try Self.reasons(facts)
        #expect(found.map(\.kind) == [.ownerUnknown] && found[0].parties == ["Mine M"])
    }

    @Test func feesAboveFifteenPercentAreNamedWithTheirSums() throws {
        var facts = Self.facts()
        facts.fees[2] = .init("f", year: 2025, fromAudited: usd(150), total: usd(1_000))
        #expect(try Self.reasons(facts) == [])
        facts.fees[2] = .init("f", year: 2025, fromAudited: Money(minorUnits: 15_001, dollars), total: usd(1_000))
        let found = try Self.reasons(facts)
        #expect(found.map(\.kind) == [.feeShare])
        #expect(found[0].detail == ["2025", "150.01 USD", "1000.00 USD", "15 %"])
        facts.fees[2] = .init("f", year: 2025, fromAudited: usd(1), total: Money(minorUnits: 5, currency("EUR")))
        #expect(try Self.reasons(facts).map(\.kind) == [.feesUnknown])
        facts.fees.removeAll()
        #expect(try Self.reasons(facts).map(\.detail) == [["2023", "2024", "2025"]])
    }

    @Test func sevenYearsInARowAreTooMany() throws {
        var facts = Self.facts()
        facts.audits = ["Firm A": Set(2019...2025)]
        #expect(try Self.reasons(facts).map(\.kind) == [.rotation])
        facts.audits = ["Firm A": Set(2020...2025)]
        #expect(try Self.reasons(facts) == [])
        // A pause that is shorter than the time to stay away does not begin the count anew.
        facts.audits = ["Ana": Set(2015...2019).union([2022, 2023])]
        #expect(try Self.reasons(facts).map(\.kind) == [.rotation])
        facts.audits = ["Ana": Set(2010...2020)]
        #expect(try Self.reasons(facts) == [])
    }

    @Test func absurdYearsAreNoTrap() throws {
        var facts = Self.facts()
        facts.audits = ["Firm A": [.min, 0, .max, 2025]]
        facts.fees.append(.init("f", year: .min, fromAudited: usd(-1), total: Money(minorUnits: .max, dollars)))
        facts.holdings.append(.init("h", "Mine M", owns: "Mine M", share: .max))
        #expect(try Self.reasons(facts) == [])
    }

    @Test func whoDidNotDeclareIsNamedAsAGap() throws {
        var facts = Self.facts()
        facts.declared = ["Ana"]
        let found = try Self.reasons(facts)
        #expect(found.map(\.kind) == [.declarationMissing] && found[0].parties == ["Ben"] && found[0].isGap)
    }

    @Test func aLeapDayHasADayThreeYearsBefore() throws {
        var facts = Self.facts()
        facts.ties = [.init("t", "Ana", "Mine M", .advice, until: day("2021-02-28"))]
        facts.fees = (2020...2024).map { .init("f", year: $0, fromAudited: usd(0), total: usd(1)) }
        #expect(try Self.reasons(facts, on: "2024-02-29").map(\.kind) == [.pastTie])
    }
}

import Offences
import Testing

@Suite("Hypotheses against evidence")
struct HypothesisTableTests {
    private typealias Hypothesis = HypothesisTable.Hypothesis

    private static let hypotheses = [
        Hypothesis("other", "The metal comes from another site", isInnocent: false),
        Hypothesis("site", "The metal comes from the declared site", isInnocent: true),
        Hypothesis("mixed", "Two lots were mixed by mistake", isInnocent: true),
    ]

    private static let pieces = ["assay", "papers", "seal"].map {
        HypothesisTable.Piece($0, "the \($0)", rests: EvidenceReference(.exhibit, $0))
    }

    /// The assay can hardly be if the declared site is true and would surprise for a mixture; papers fit everything.
    private static func table() throws -> HypothesisTable {
        var table = try HypothesisTable(hypotheses: hypotheses, pieces: pieces)
        for hypothesis in hypotheses { try table.rate("papers", against: hypothesis.id, .consistent) }
        try table.rate("assay", against: "other", .consistent)
        try table.rate("assay", against: "site", .stronglyInconsistent)
        try table.rate("assay", against: "mixed", .inconsistent)
        try table.rate("seal", against: "other", .inconsistent)
        try table.rate("seal", against: "site", .consistent)
        try table.rate("seal", against: "mixed", .consistent)
        return table
    }

    @Test func aTableNeedsAnInnocentExplanation() {
        #expect(throws: HypothesisTable.Fault.fewerThanTwoHypotheses) {
            try HypothesisTable(hypotheses: [Self.hypotheses[0]], pieces: [])
        }
        #expect(throws: HypothesisTable.Fault.noInnocentExplanation) {
            try HypothesisTable(
                hypotheses: [Hypothesis("a", "a", isInnocent: false), Hypothesis("b", "b", isInnocent: false)],
                pieces: []
            )
        }
        #expect(throws: HypothesisTable.Fault.idTwice("seal")) {
            try HypothesisTable(hypotheses: Self.hypotheses, pieces: Self.pieces + [Self.pieces[2]])
        }
    }

    @Test func ratingsNameWhatIsThere() throws {
        var table = try Self.table()
        #expect(throws: HypothesisTable.Fault.unknownID("x")) { try table.rate("x", against: "site", .neutral) }
        #expect(throws: HypothesisTable.Fault.unknownID("y")) { try table.rate("seal", against: "y", .neutral) }
    }

    @Test func whatFitsEverythingTellsNothing() throws {
        let table = try Self.table()
        #expect(table.pieces.map { table.diagnosticity(of: $0) } == [.tellsApart, .tellsNothing, .tellsApart])
        #expect(table.isComplete)
        let bare = try HypothesisTable(hypotheses: Self.hypotheses, pieces: Self.pieces)
        #expect(bare.pieces.allSatisfy { bare.diagnosticity(of: $0) == .unrated } && !bare.isComplete)
        #expect(bare.leastAgainst == bare.hypotheses && bare.carrying.isEmpty)
    }

    @Test func theSinglePieceThatCarriesTheConclusionIsNamed() throws {
        let table = try Self.table()
        #expect(table.leastAgainst.map(\.id) == ["other", "mixed"])
        #expect(table.against.map(\.strong.count) == [0, 1, 0] && table.against.map(\.plain.count) == [1, 0, 1])
        // Without the assay both innocent explanations are ahead; without the seal the accusation stands alone.
        #expect(table.carrying.map(\.piece.id) == ["assay", "seal"])
        #expect(table.carrying.map { $0.without.map(\.id) } == [["site", "mixed"], ["other"]])
    }
}

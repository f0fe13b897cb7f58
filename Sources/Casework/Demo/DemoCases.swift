import Docket
public import Store
import Vocabulary

/// An invented case of the demo, over the gravest finding of a country that does not exist.
public enum DemoCases {
    /// Opens it; once, and only where the demo's people and a finding are there.
    ///
    /// - Returns: How many cases were opened.
    public static func make(in store: FactStore, shelf: OffenceShelf) async throws -> Int {
        guard try await store.cases(as: .local).isEmpty,
            let finding = try await DemoPeople.gravestFinding(in: store),
            let sami = try await DemoPeople.sitDown(.supervisor, in: store),
            let ibo = try await DemoPeople.sitDown(.inspector, in: store)
        else { return 0 }
        let office = CaseOffice(store, shelf: shelf)
        let source = CaseReference("finding", finding.id)
        let subject = CaseReference(finding.subject.kind, finding.subject.id)
        let id = try await office.open(
            "More came out than went in",
            "A lot gave more than it held: ore from elsewhere, or a mistake (demo).",
            from: source,
            id: "demo-case",
            by: sami.reader
        )
        for (number, (deed, isOwn)) in supervisor(
            source,
            subject,
            sami.reader,
            due: CalendarDay(clamping: office.now.dayNumber + 14)
        ).enumerated() {
            try await office.act(deed, isOwn: isOwn, id: "demo-s\(number)", in: id, by: sami.reader)
        }
        for (number, deed) in inspector().enumerated() {
            try await office.act(deed, id: "demo-i\(number)", in: id, by: ibo.reader)
        }
        for seat in [sami, ibo] { try await store.endSession(digest: seat.digest) }
        return 1
    }

    private static func supervisor(
        _ source: CaseReference,
        _ subject: CaseReference,
        _ lead: Reader,
        due: CalendarDay
    ) -> [(CaseDeed, Bool)] {
        let books = CaseReference("exhibit", "X-1")
        return [
            (.subjectAdded(subject, role: "lot that is looked at"), false),
            (.exhibitAdded(books), false),
            (.actsDated(from: "2025-01-01", to: "2025-12-31"), false),
            (.offenceConsidered("O01"), false), (.offenceConsidered("O03"), false),
            (
                .proofOffered(
                    ItemID("demo-p1"),
                    ProofOffer(
                        of: "O01.1a",
                        rests: source,
                        says: "supports",
                        weight: "lead",
                        words: "The rule sees more going out of the lot than came in."
                    )
                ), false
            ),
            (
                .proofOffered(
                    ItemID("demo-p2"),
                    ProofOffer(
                        of: "O03.1a",
                        rests: books,
                        says: "contradicts",
                        weight: "corroborative",
                        words: "The purchase book names a seller for every lot."
                    )
                ), false
            ),
            (
                .hypothesisStated(ItemID("demo-h1"), text: "Ore from elsewhere was mixed in.", isInnocent: false),
                false
            ),
            (
                .hypothesisStated(
                    ItemID("demo-h2"),
                    text: "The weights were written in another unit by mistake.",
                    isInnocent: true
                ), false
            ),
            (.weighed(ItemID("demo-h1"), books, consistency: "inconsistent", words: "Every lot has a seller."), false),
            (
                .weighed(
                    ItemID("demo-h2"),
                    books,
                    consistency: "consistent",
                    words: "The sums are a thousand times off."
                ), false
            ),
            (
                .taskSet(
                    ItemID("demo-t1"),
                    CaseTask(
                        "Weigh three lots in the store house.",
                        of: MemberID(Int(lead.agency.rawValue)),
                        due: due.text
                    )
                ), false
            ),
            (
                .happened(
                    ItemID("demo-m1"),
                    CaseMoment("2025-11", "The lot leaves the store house.", rests: [source])
                ), false
            ),
            (.noteWritten(ItemID("demo-n1"), text: "A source in the port must not be named."), true),
        ]
    }

    private static func inspector() -> [CaseDeed] {
        [
            .noteWritten(ItemID("demo-n2"), text: "The scales in the store house were last checked two years ago."),
            .proofLookedAt(ItemID("demo-p2"), agrees: true, words: "I compared the book with the receipts."),
        ]
    }
}

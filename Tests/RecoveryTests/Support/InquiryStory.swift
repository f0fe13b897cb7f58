import Recovery
import Vocabulary

/// A parliamentary committee inquires into permits on a river: the story of `docs/inquiries.md`.
enum InquiryStory {
    static let director = ActorID("director of the mining office")
    static let nurse = ActorID("witness 4")

    static let terms = InquiryTerms(
        questions: ["Who issued the permits on the river since 2023?"],
        powers: [.summon, .compelDocuments, .protectWitnesses, .enterSites, .publish, .refer],
        reportDue: day("2026-10-01")
    )

    static let finding = InquiryFinding(
        "F1",
        "Eleven permits were issued without the environmental assessment that the law asks for.",
        .balance,
        evidence: ["E1", "E2"],
        adverseTo: [director]
    )

    static let recommendation = Recommendation(
        "R1",
        "Suspend the eleven permits until each is assessed.",
        owner: "Ministry of Mines",
        due: day("2026-12-31"),
        issue: "permits-without-assessment",
        findings: ["F1"],
        repeats: "2021/R7"
    )

    static let deeds: [(String, InquiryDeed)] = [
        ("2026-03-02", .propose(body: "Committee on natural resources", mandate: "resolution 14")),
        ("2026-03-09", .setTerms(terms)),
        ("2026-03-10", .advance(.evidence)),
        ("2026-03-10", .request("Q1", to: "Mining office", what: "all permits of the river", compelled: true)),
        ("2026-03-10", .request("Q2", to: "River authority", what: "water samples", compelled: false)),
        ("2026-03-20", .answer("Q2", .complete)),
        ("2026-04-10", .answer("Q1", .partial(lacking: "permits of 2024"))),
        ("2026-04-14", .answer("Q1", .complete)),
        ("2026-04-14", .evidence("E1", title: "permits of the river, 2023 to 2026", restricted: false)),
        ("2026-04-15", .witness(nurse, protected: true)),
        ("2026-04-15", .hearing("H1", on: day("2026-04-15"), open: false, witnesses: [nurse], exhibits: ["E1"])),
        ("2026-04-16", .evidence("E2", title: "statement of witness 4", restricted: true)),
        ("2026-04-20", .hearing("H2", on: day("2026-04-27"), open: true, witnesses: [], exhibits: ["E1"])),
        ("2026-04-21", .visit("landing place", on: day("2026-04-28"))),
        ("2026-05-04", .advance(.analysis)),
        ("2026-05-11", .finding(finding)),
        ("2026-05-12", .advance(.notice)),
        ("2026-05-12", .notice(finding: "F1", to: director)),
        ("2026-05-20", .reply(finding: "F1", from: director, text: "The assessments were made and lost in a flood.")),
        ("2026-05-27", .recommend(recommendation)),
        ("2026-06-01", .publish(findings: ["F1"], replies: [ReplyID("F1", director)])),
        ("2026-06-02", .refer(finding: "F1")),
        ("2026-06-10", .advance(.answer)),
        ("2026-07-20", .respond(recommendation: "R1", .partly(reasons: "nine of the eleven are suspended"))),
        ("2026-11-27", .advance(.followUp)),
        ("2026-12-01", .step(recommendation: "R1", what: "nine suspensions published in the gazette")),
        ("2027-01-20", .done(recommendation: "R1")),
        ("2027-02-10", .verify(recommendation: "R1", by: "Court of Audit", isDone: true)),
        ("2027-02-11", .advance(.closed)),
    ]

    static func file(_ count: Int = deeds.count) throws -> ActFile<InquiryRules> {
        var file = ActFile(InquiryRules(try Content.inquiries(), .weekdays))
        for (on, deed) in deeds.prefix(count) { try file.act(on, deed) }
        return file
    }

    /// The file before the first act of this kind.
    static func file(before isIt: (InquiryDeed) -> Bool) throws -> ActFile<InquiryRules> {
        try file(deeds.firstIndex { isIt($0.1) } ?? deeds.count)
    }
}

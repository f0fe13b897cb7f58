import Recovery
import Testing
import Vocabulary

/// The worked examples of the pages are what the kernel gives.
@Suite("The pages about recovery and inquiries")
struct PageTests {
    private static func expect(_ block: String, in page: String) throws {
        let text = try Content.page(page)
        #expect(text.contains("```text\n\(block)\n```"), "docs/\(page).md does not show:\n\(block)")
    }

    @Test func theAssetOfThePage() throws { try Self.expect(Transcript.asset(), in: "recovery") }

    @Test func thePlanOfThePage() throws { try Self.expect(Transcript.plan(), in: "recovery") }

    @Test func theLedgerOfThePage() throws { try Self.expect(Transcript.ledger(), in: "recovery") }

    @Test func theInquiryOfThePage() throws { try Self.expect(Transcript.inquiry(), in: "inquiries") }

    @Test func theRefusalsOfThePages() throws {
        let asset = try AssetStory.file(in: .restraintRequested)
        let freeze = asset.refuses("2026-03-09", .move(.frozen, [.court: .text("High Court")]))
        let sale = try AssetStory.file(in: .managed).refuses("2026-05-04", .move(.realised, [.method: .text("sale")]))
        let early = try AssetStory.file(in: .confiscated).refuses(
            "2026-09-02",
            .move(.realised, [.method: .text("sale")])
        )
        let costs = try FundStory.adopted().refuses("2026-11-03", .cost("bank", Booked(usd(151)), purpose: "fees"))
        try Self.expect(
            [freeze, sale, early, costs].compactMap { $0?.description }.joined(separator: "\n"),
            in: "recovery"
        )
        let told = try InquiryStory.file { if case .notice = $0 { true } else { false } }
        let silent = told.refuses("2026-06-30", .publish(findings: ["F1"], replies: []))
        var noticed = told
        try noticed.act("2026-05-12", .notice(finding: "F1", to: InquiryStory.director))
        let hasty = noticed.refuses("2026-05-26", .publish(findings: ["F1"], replies: []))
        try Self.expect([silent, hasty].compactMap { $0?.description }.joined(separator: "\n"), in: "inquiries")
    }

    @Test func thePagesNameEveryWordOfTheContent() throws {
        let recovery = try Content.page("recovery")
        for stage in AssetStage.allCases { #expect(recovery.contains("`\(stage.rawValue)`"), "\(stage.rawValue)") }
        for kind in AssetAlarm.Kind.allCases { #expect(recovery.contains("`\(kind.rawValue)`"), "\(kind.rawValue)") }
        for victims in VictimClass.allCases {
            #expect(recovery.contains("`\(victims.rawValue)`"), "\(victims.rawValue)")
        }
        let inquiries = try Content.page("inquiries")
        for stage in InquiryStage.allCases { #expect(inquiries.contains("`\(stage.rawValue)`"), "\(stage.rawValue)") }
        for power in InquiryPower.allCases { #expect(inquiries.contains("`\(power.rawValue)`"), "\(power.rawValue)") }
        for status in FollowUpStatus.allCases {
            #expect(inquiries.contains("`\(status.rawValue)`"), "\(status.rawValue)")
        }
        for kind in IndependenceReason.Kind.allCases {
            #expect(inquiries.contains("`\(kind.rawValue)`"), "\(kind.rawValue)")
        }
    }
}

import KernelSamples
import Recovery
import Testing
import Vocabulary

@Suite("An inquiry from its terms to the follow-up")
struct InquiryTests {
    private static func isPublish(_ deed: InquiryDeed) -> Bool { if case .publish = deed { true } else { false } }

    @Test func theStoryRunsThroughAllStages() throws {
        let file = try InquiryStory.file()
        #expect(file.state.stage == .closed && Set(file.state.days.keys) == Set(InquiryStage.allCases))
        #expect(file.refuses("2027-03-01", .visit("x", on: day("2027-03-01")))?.reason == .ended)
    }

    @Test func nobodyIsCriticisedInPublicWithoutTheRightOfReply() throws {
        let publish = InquiryDeed.publish(findings: ["F1"], replies: [])
        let told = try InquiryStory.file { if case .notice = $0 { true } else { false } }
        let untold = told.refuses("2026-06-30", publish)
        #expect(untold?.reason == .noNotice && untold?.detail == ["F1", "director of the mining office"])
        #expect(untold?.missing == ["notice"])
        var noticed = told
        #expect(
            told.refuses("2026-05-12", .notice(finding: "F1", to: InquiryStory.director), paper: nil)?.missing == [
                "paper"
            ]
        )
        try noticed.act("2026-05-12", .notice(finding: "F1", to: InquiryStory.director))
        // Fourteen days without a reply: until 26 May nothing is printed.
        let open = noticed.refuses("2026-05-26", publish)
        #expect(open?.reason == .replyOpen && open?.detail.last == "2026-05-26")
        #expect(noticed.refuses("2026-05-27", publish) == nil)
        // A reply, even a late one, is printed with the finding.
        try noticed.act("2026-05-28", .reply(finding: "F1", from: InquiryStory.director, text: "It is not so."))
        #expect(noticed.refuses("2026-05-28", publish)?.reason == .replyNotPrinted)
        #expect(
            noticed.refuses("2026-05-28", .publish(findings: ["F1"], replies: [ReplyID("F1", InquiryStory.director)]))
                == nil
        )
        let stranger = ActorID("stranger")
        #expect(noticed.refuses("2026-05-28", .reply(finding: "F1", from: stranger, text: "x"))?.reason == .noNotice)
        #expect(noticed.refuses("2026-05-28", .notice(finding: "F1", to: stranger))?.reason == .unknown)
    }

    @Test func aFindingAddedLateNeedsItsOwnNotice() throws {
        var file = try InquiryStory.file(before: Self.isPublish)
        let second = InquiryFinding("F2", "He knew.", .clear, evidence: ["E1"], adverseTo: [InquiryStory.director])
        try file.act("2026-06-01", .finding(second))
        let both = InquiryDeed.publish(findings: ["F1", "F2"], replies: [ReplyID("F1", InquiryStory.director)])
        #expect(file.refuses("2026-06-01", both)?.reason == .noNotice)
        // The same id with harder words is no way around it.
        let harder = InquiryFinding("F1", "He sold them.", .clear, evidence: ["E1"], adverseTo: [])
        #expect(file.refuses("2026-06-01", .finding(harder))?.reason == .usedTwice)
    }

    @Test func powersThatWereNotGivenAreNotUsed() throws {
        var file = ActFile(InquiryRules(try Content.inquiries(), .weekdays))
        try file.act("2026-03-02", .propose(body: "Committee", mandate: "resolution"))
        #expect(file.refuses("2026-03-03", .request("Q", to: "o", what: "w", compelled: false))?.reason == .notLawful)
        let weak = InquiryTerms(questions: ["q"], powers: [], reportDue: day("2026-10-01"))
        try file.act("2026-03-09", .setTerms(weak))
        #expect(
            file.refuses("2026-03-10", .request("Q", to: "o", what: "w", compelled: true))?.detail == [
                "compel-documents"
            ]
        )
        #expect(file.refuses("2026-03-10", .request("Q", to: "o", what: "w", compelled: false)) == nil)
        #expect(file.refuses("2026-03-10", .visit("v", on: day("2026-03-11")))?.reason == .noPower)
        #expect(file.refuses("2026-03-10", .witness(ActorID("w"), protected: true))?.reason == .noPower)
        #expect(file.refuses("2026-03-10", .advance(.analysis))?.lawful.last == "evidence")
    }

    @Test func aProtectedWitnessIsNotHeardInPublicNorSeen() throws {
        let file = try InquiryStory.file { if case .visit = $0 { true } else { false } }
        let open = InquiryDeed.hearing(
            "H3",
            on: day("2026-04-29"),
            open: true,
            witnesses: [InquiryStory.nurse],
            exhibits: []
        )
        #expect(file.refuses("2026-04-21", open)?.missing == ["closed hearing"])
        let shown = InquiryDeed.hearing("H3", on: day("2026-04-29"), open: true, witnesses: [], exhibits: ["E2"])
        #expect(file.refuses("2026-04-21", shown)?.reason == .notLawful)
        for count in 0...InquiryStory.deeds.count {
            let view = try InquiryStory.file(count).state.view(on: day("2027-03-01"))
            let all = String(describing: view)
            #expect(!all.contains("witness 4") && !all.contains("E2") && !all.contains("H1"))
        }
    }

    @Test func beforeTheReportNoFindingIsPublic() throws {
        let file = try InquiryStory.file(before: Self.isPublish)
        let view = try #require(file.state.view(on: day("2026-06-01")))
        #expect(view.findings.isEmpty && view.replies.isEmpty && view.recommendations.isEmpty && view.report == nil)
        #expect(!String(describing: view).contains("director"))
        #expect(
            view.evidence == ["E1": "permits of the river, 2023 to 2026"] && view.hearings == ["H2": day("2026-04-27")]
        )
        let after = try #require(InquiryStory.file().state.view(on: day("2027-03-01")))
        #expect(after.findings.map(\.evidence) == [["E1"]])
        #expect(
            after.replies == [ReplyID("F1", InquiryStory.director): "The assessments were made and lost in a flood."]
        )
    }

    @Test func latenessIsCountedAndPublic() throws {
        let file = try InquiryStory.file()
        let view = try #require(file.state.view(on: day("2027-03-01")))
        // Asked on 10 March with 21 days, so due on 31 March; a part on 10 April is no answer; all of it on 14 April.
        #expect(
            view.late.map(\.office) == ["Mining office"] && view.late.map(\.days) == [14] && view.late[0].isAnswered
        )
        // Due on 31 December, done on 20 January.
        #expect(view.recommendations.map(\.daysLate) == [20] && view.recommendations[0].status == .doneAndVerified)
        let measures = file.state.measures(on: day("2027-03-01"))
        #expect(
            [measures.inTime.part, measures.inTime.whole, measures.verified.part, measures.verified.whole] == [
                1, 2, 1, 1,
            ]
        )
        #expect(measures.twiceMedianLate == ["Mining office": 28, "River authority": 0] && measures.repeated == ["R1"])
    }

    @Test func clocksWarn() throws {
        let file = try InquiryStory.file(5)
        #expect(file.rules.deadlines(of: file.state).prefix(2).map(\.due) == [day("2026-03-31"), day("2026-03-31")])
        #expect(file.rules.alarms(of: file.state, on: day("2026-03-16")).isEmpty)
        #expect(
            file.rules.alarms(of: file.state, on: day("2026-03-17")).map(\.level) == [
                .within(days: 14, left: 14), .within(days: 14, left: 14),
            ]
        )
        #expect(
            file.rules.alarms(of: file.state, on: day("2026-04-02")).map(\.level) == [
                .overdue(days: 2), .overdue(days: 2),
            ]
        )
        #expect(file.refuses("2026-04-01", .extend("Q1", days: 5))?.reason == .ended)
        var extended = file
        try extended.act("2026-03-31", .extend("Q1", days: 5))
        #expect(extended.state.requests["Q1"]?.due == day("2026-04-05"))
        let published = try InquiryStory.file { if case .respond = $0 { true } else { false } }
        let answer = published.rules.deadlines(of: published.state).first { $0.matter == "answer" }
        #expect(answer?.due == day("2026-07-31"))
    }

    @Test func nothingIsDoneWithoutProofOrVerifiedByItsOwner() throws {
        var file = try InquiryStory.file { if case .step = $0 { true } else { false } }
        #expect(file.refuses("2026-12-01", .done(recommendation: "R1"))?.missing == ["step"])
        #expect(file.refuses("2026-12-01", .step(recommendation: "R1", what: "x"), paper: nil)?.missing == ["paper"])
        #expect(file.refuses("2026-12-01", .advance(.closed))?.reason == .openMatters)
        try file.act("2026-12-01", .step(recommendation: "R1", what: "x"))
        try file.act("2026-12-01", .done(recommendation: "R1"))
        #expect(
            file.refuses("2026-12-02", .verify(recommendation: "R1", by: "MINISTRY of  Mines ", isDone: true))?.reason
                == .notIndependent
        )
        try file.act("2026-12-02", .verify(recommendation: "R1", by: "Court of Audit", isDone: false))
        #expect(file.state.recommendations["R1"]?.status == .inProgress)
        #expect(file.refuses("2026-12-03", .recommend(InquiryStory.recommendation))?.reason == .notLawful)
    }

    @Test(arguments: 1...30) func byChanceNoAdverseFindingIsPublishedWithoutNotice(_ seed: Int) throws {
        print("seed \(seed)")
        var dice = Dice(seed: UInt64(seed))
        let parties = (0..<3).map { ActorID("p\($0)") }
        var file = try InquiryStory.file { if case .finding = $0 { true } else { false } }
        var notices: [ReplyID: CalendarDay] = [:]
        for step in 0..<200 {
            let on = CalendarDay(clamping: day("2026-05-11").number + step / 3)
            let finding = "f\(dice.roll(0...5))"
            let deed: InquiryDeed =
                switch dice.roll(0...9) {
                case 0, 1:
                    .finding(
                        InquiryFinding(
                            finding,
                            "text",
                            .balance,
                            evidence: ["E1"],
                            adverseTo: Set(parties.filter { _ in dice.roll(0...1) == 0 })
                        )
                    )
                case 2: .advance(pick(InquiryStage.allCases, &dice))
                case 3...5: .notice(finding: finding, to: pick(parties, &dice))
                case 6: .reply(finding: finding, from: pick(parties, &dice), text: "no")
                default:
                    .publish(
                        findings: [finding, "f\(dice.roll(0...5))"],
                        replies: file.state.replies.filter { $0.value.text != nil && dice.roll(0...3) > 0 }.map(\.key)
                    )
                }
            let act = Act(on, by: ActorID("x"), because: "chance", on: paper, deed)
            guard refusal({ try file.append(act) }) == nil else { continue }
            if case .notice(let id, let party) = deed { notices[ReplyID(id, party)] = on }
            guard case .publish(let findings, let printed) = deed else { continue }
            for id in findings {
                for party in file.state.findings[id]?.adverseTo ?? [] {
                    let notice = try #require(notices[ReplyID(id, party)])
                    let replied = file.state.replies[ReplyID(id, party)]?.text != nil
                    #expect(replied ? printed.contains(ReplyID(id, party)) : on.number - notice.number > 14)
                }
            }
        }
        #expect(try ActFile(file.rules, acts: file.acts).state == file.state)
    }
}

import Docket
import Testing
import Vocabulary

@Suite struct CaseFileTests {
    @Test func `a case goes from its finding to its outcome`() throws {
        var scribe = try opened()
        let (finding, party) = (CaseReference("finding", "F-1"), CaseReference("party", "P-9"))
        let exhibit = CaseReference("exhibit", "X-1")
        try scribe.act(police, .sourceAdded(finding))
        try scribe.act(police, .subjectAdded(party, role: "suspect"))
        try scribe.act(customs, .exhibitAdded(exhibit))
        try scribe.act(police, .offenceConsidered("O01"))
        let offer = ProofOffer(
            of: "O01.1",
            rests: exhibit,
            says: "supports",
            weight: "strong",
            words: "ore of that pit"
        )
        try scribe.act(customs, .proofOffered("p1", offer), by: "ben")
        try scribe.act(police, .proofLookedAt("p1", agrees: true, words: "seen it myself"))
        try scribe.act(
            police,
            .requested(
                "r1",
                CaseRequest(to: customs, for: "declarations", because: "to see where it went", due: "2026-02-01")
            )
        )
        try scribe.act(customs, .requestRefused("r1", reason: "not without an order"))
        try scribe.act(police, .taskSet("t1", CaseTask("ask the court", of: police, due: "2026-01-20")))
        try scribe.act(police, .taskDone("t1", words: "order 12/2026"))
        try scribe.act(police, .hypothesisStated("h1", text: "bought, not mined", isInnocent: true))
        try scribe.act(police, .weighed("h1", exhibit, consistency: "against", words: "the bag has its seal"))
        try scribe.act(police, .weighed("h1", exhibit, consistency: "for", words: "a second look"))
        try scribe.act(police, .stepAnswered("F01", isDone: true, words: "the buyer's account"))
        try scribe.act(
            police,
            .decided("d1", CaseDecision("charge", because: "all elements", insteadOf: ["warn"], rests: [exhibit]))
        )
        try scribe.act(police, .closed(.convicted, reason: "judgement of 2 March", lessons: "ask earlier"))
        let state = scribe.file.state
        #expect(state.stage == .closed && state.outcome == .convicted && state.outcome?.confirmsFindings == true)
        #expect(state.subjects == [party: "suspect"] && state.sources == [finding] && state.exhibits == [exhibit])
        #expect(state.proofs.first?.content.looks.map(\.agrees) == [true])
        #expect(state.requests.first?.end?.how == .refused && state.tasks.first?.end?.how == .done)
        #expect(state.weighings.map(\.consistency) == ["for"])
        #expect(scribe.file.acts.count == 18 && scribe.file.setAside.isEmpty)
    }

    @Test func `an act that is sent twice is one, and one name never stands for two`() throws {
        var scribe = try opened()
        let act = CaseAct("n", at: moment(5), by: "ana", of: police, .noteWritten("n1", text: "seen"))
        try scribe.file.append(act, now: moment(9))
        try scribe.file.append(act, now: moment(9))
        #expect(scribe.file.state.notes.count == 1)
        let other = CaseAct("n", at: moment(5), by: "ana", of: police, .noteWritten("n1", text: "not seen"))
        #expect(throws: CaseRefusal(.idUsedTwice, ["n"])) { try scribe.file.append(other, now: moment(9)) }
        let late = CaseAct("m", at: moment(10), by: "ana", of: police, .noteWritten("n2", text: "x"))
        #expect(throws: CaseRefusal(.inFuture, [moment(10).text])) { try scribe.file.append(late, now: moment(9)) }
    }

    @Test func `a note keeps all that it ever said, and only its agency revises it`() throws {
        var scribe = try opened()
        try scribe.act(customs, .noteWritten("n1", text: "three bags"))
        #expect(scribe.refusal(police, .noteRevised("n1", text: "four bags")) == .notTheirs)
        try scribe.act(customs, .noteRevised("n1", text: "four bags"))
        #expect(scribe.file.state.notes.first?.content.revisions.map(\.text) == ["three bags", "four bags"])
        #expect(scribe.refusal(customs, .noteRevised("n1", text: "five"), isOwn: true) == .ownedByOne)
    }

    @Test func `each thing that may not be is refused with its reason`() throws {
        var scribe = try opened()
        let request = CaseRequest(to: customs, for: "lists", because: "needed", due: "2026-02-01")
        try scribe.act(police, .requested("r1", request))
        let offer = ProofOffer(
            of: "O01.1",
            rests: CaseReference("record", "1"),
            says: "supports",
            weight: "weak",
            words: "so"
        )
        try scribe.act(police, .proofOffered("p1", offer))
        let refused: [(MemberID, CaseDeed, Bool, CaseRefusal.Reason)] = [
            (police, .opened(title: "again", summary: ""), false, .openedAlready),
            (unit, .noteWritten("x", text: "hello"), false, .notAMember),
            (customs, .described(title: "ours", summary: ""), false, .notTheLead),
            (customs, .decided("d", CaseDecision("stop", because: "so")), false, .notTheLead),
            (police, .decided("d", CaseDecision("stop", because: " ")), false, .wordsMissing),
            (police, .resumed(reason: "on"), false, .alreadySo),
            (police, .partnerAdded(customs, reason: "twice"), false, .alreadySo),
            (police, .partnerRemoved(police, reason: "self"), false, .leadStays),
            (police, .leadMoved(unit, reason: "theirs"), false, .notAMember),
            (
                police, .requested("r2", CaseRequest(to: police, for: "x", because: "y", due: "2026-02-01")), false,
                .ownWork
            ),
            (police, .requested("r2", CaseRequest(to: customs, for: "x", because: "y", due: "soon")), false, .notADay),
            (police, .requestGiven("r1", words: "here", nil), false, .notTheirs),
            (customs, .requestRefused("r1", reason: ""), false, .wordsMissing),
            (customs, .requestWithdrawn("r1", reason: "no"), false, .notTheirs),
            (police, .proofLookedAt("p1", agrees: true, words: "mine"), false, .ownWork),
            (police, .proofLookedAt("p9", agrees: true, words: "none"), false, .nothingThere),
            (police, .proofOffered("p1", offer), false, .idUsedTwice),
            (police, .proofOffered("p2", offer), true, .ownedByOne),
            (police, .taskSet("t", CaseTask("x", of: unit)), false, .notAMember),
            (police, .taskSet("t", CaseTask("x", of: customs)), true, .ownedByOne),
            (police, .happened("m", CaseMoment("yesterday", "it left")), false, .notADay),
            (police, .closed(.convicted, reason: "done", lessons: ""), false, .openWork),
            (police, .subjectRemoved(CaseReference("party", "9"), reason: "wrong"), false, .nothingThere),
            (police, .marked("TLP:PINK", reason: "so"), false, .notAMarking),
            (police, .marked("TLP:AMBER+STRICT", reason: "so"), false, .alreadySo),
            (customs, .marked("TLP:RED", reason: "so"), false, .notTheLead),
            (police, .actsDated(from: "2026-02-02", to: "2026-02-01"), false, .notADay),
            (police, .proofWithdrawalAgreed("p1", words: "right"), false, .stillStands),
            (police, .stepAnswered("F01", isDone: false, words: " "), false, .wordsMissing),
        ]
        for (agency, deed, isOwn, reason) in refused {
            let before = scribe.file
            #expect(scribe.refusal(agency, deed, isOwn: isOwn) == reason, "\(deed)")
            #expect(scribe.file == before, "what is refused changes nothing")
        }
        try scribe.act(customs, .requestGiven("r1", words: "here", nil))
        try scribe.act(police, .paused(reason: "court holiday"))
        #expect(scribe.refusal(police, .taskSet("t", CaseTask("x", of: police))) == .paused)
        #expect(scribe.refusal(police, .paused(reason: "again")) == .alreadySo)
        try scribe.act(police, .closed(.notShown, reason: "witness gone", lessons: ""))
        #expect(scribe.refusal(police, .taskSet("t", CaseTask("x", of: police))) == .ended)
        try scribe.act(police, .reopened(reason: "the witness is back"))
        #expect(scribe.file.state.outcome == nil)
        var empty = Scribe()
        #expect(empty.refusal(police, .noteWritten("n", text: "x")) == .notOpened)
    }

    @Test func `what clears somebody is withdrawn by two, and a card is looked at by a second person`() throws {
        var scribe = try opened()
        let (witness, miner) = (CaseReference("statement", "S-1"), CaseReference("party", "P-2"))
        let offer = ProofOffer(
            of: "O01.1",
            rests: witness,
            says: "contradicts",
            weight: "probative",
            words: "elsewhere"
        )
        try scribe.act(police, .proofOffered("p1", offer), by: "ana")
        try scribe.act(police, .proofWithdrawn("p1", reason: "another person was meant"), by: "ana")
        #expect(scribe.refusal(police, .proofWithdrawalAgreed("p1", words: "yes"), by: "ana") == .ownWork)
        try scribe.act(customs, .proofWithdrawalAgreed("p1", words: "the statement says so"), by: "ben")
        #expect(scribe.refusal(police, .proofWithdrawalAgreed("p1", words: "yes"), by: "chi") == .alreadySo)
        #expect(scribe.file.state.proofs.first?.content.agreed?.origin.by == "ben")
        let card = CaseTriage(
            of: miner,
            answers: [.init("scale", true, words: "by hand", rests: [])],
            decision: "formalise",
            because: "digs to live"
        )
        try scribe.act(police, .triaged("t1", card), by: "ana")
        #expect(scribe.refusal(police, .triageLookedAt("t1", agrees: true, words: "yes"), by: "ana") == .ownWork)
        try scribe.act(police, .triageLookedAt("t1", agrees: false, words: "armed"), by: "chi")
        #expect(scribe.file.state.triages.first?.content.looks.map(\.agrees) == [false])
        try scribe.act(police, .marked("TLP:RED", reason: "an informant"))
        try scribe.act(police, .actsDated(from: "2025-11-01", to: "2025-12-31"))
        #expect(scribe.file.state.marking == .red && scribe.file.state.days?.upperBound.text == "2025-12-31")
    }

    @Test func `what an agency keeps to itself is not seen by others, and nothing of theirs hangs on it`() throws {
        var scribe = try opened()
        try scribe.act(customs, .noteWritten("n1", text: "our source says"), isOwn: true)
        try scribe.act(customs, .taskSet("t1", CaseTask("meet them", of: customs)), isOwn: true)
        #expect(scribe.refusal(police, .taskDropped("t1", reason: "no")) == .ownedByOne)
        #expect(scribe.refusal(customs, .taskDone("t1", words: "met")) == .ownedByOne)
        try scribe.act(customs, .taskDone("t1", words: "met"), isOwn: true)
        let theirs = try #require(scribe.file.seen(by: police))
        #expect(theirs.state.notes.isEmpty && theirs.state.tasks.isEmpty && theirs.setAside.isEmpty)
        #expect(scribe.file.seen(by: customs)?.state.notes.count == 1)
        #expect(scribe.file.seen(by: unit) == nil)
    }
}

extension Identifier where RawValue == String {
    /// A name written in a test.
    init(stringLiteral value: String) { self.init(rawValue: value) }
}
extension ActID: ExpressibleByStringLiteral {}
extension ItemID: ExpressibleByStringLiteral {}

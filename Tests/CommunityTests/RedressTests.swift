import Community
import Foundation
import Remedy
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Complaints in the store")
struct RedressTests {
    @Test("A complaint is seen by those alone to whom the procedure has led it")
    func readers() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let stranger = try await bench.staff.person(.supervisor, of: try await bench.staff.agency())
        let colleague = try await bench.staff.person(.analyst, of: bench.secretariat.agency.rawValue)
        let low = try await bench.staff.person(.supervisor, of: bench.secretariat.agency.rawValue, clearance: .amber)
        let seen = [bench.liaison, bench.secretariat]
        for reader in bench.readers + [stranger, colleague, low, .everyone] {
            let isTheirs = seen.contains(reader)
            #expect(try await bench.sees(reader, file) == isTheirs, "\(reader.name)")
            #expect(try await bench.shelf.store.remedyEntries(of: file, as: reader).isEmpty != isTheirs)
            #expect((try await bench.shelf.store.remedyAccount(of: file, as: reader) != nil) == isTheirs)
        }
        #expect(try await bench.sees(.local, file))
        try await bench.toInquiry(file)
        for reader in bench.readers {
            let isTheirs = (seen + [bench.facts, bench.mine, bench.guards]).contains(reader)
            #expect(try await bench.sees(reader, file) == isTheirs, "\(reader.name)")
        }
    }

    @Test("Those complained of see what the procedure lets them see, and of the person what the person allowed")
    func respondents() async throws {
        let bench = try await RedressBench()
        var open = RedressBench.account
        open.tellsName = true
        open.tellsWords = true
        for (account, isTold) in [(RedressBench.account, false), (open, true)] {
            let file = try await bench.lodge(bench.draft("water", against: nil, account))
            try await bench.toInquiry(file)
            for reader in [bench.mine, bench.guards] {
                let one = try #require(try await bench.office.grievance(file, as: reader))
                #expect(one.file == nil && one.plan == nil && one.cover.parts == [.respondent])
                #expect(one.glimpse.step?.id == StepID("inquiry") && one.allowed.isEmpty)
                #expect(try await bench.shelf.store.remedyEntries(of: file, as: reader).isEmpty)
                let seen = try #require(try await bench.shelf.store.remedyAccount(of: file, as: reader))
                #expect(seen.name == (isTold ? account.name : "") && seen.words == (isTold ? account.words : ""))
                #expect(seen.contact.isEmpty)
                await #expect(throws: RemedyFault.noPart) {
                    try await bench.say(.updateSent, .body, reader, in: file)
                }
                await #expect(throws: RemedyFault.noPart) {
                    try await bench.say(.withdrawn(reason: "never mind"), .taker, reader, in: file)
                }
            }
            // An inspector hears; who the person is, only who took it in and who reads what identifies persons know.
            let heard = try #require(try await bench.shelf.store.remedyAccount(of: file, as: bench.facts))
            #expect(heard.words == account.words && heard.name.isEmpty && heard.contact.isEmpty)
            #expect(try await bench.shelf.store.remedyAccount(of: file, as: bench.liaison)?.name == account.name)
            #expect(try await bench.shelf.store.remedyAccount(of: file, as: bench.secretariat)?.name == account.name)
        }
        let trail = try await bench.shelf.store.accessTrail(as: .local, limit: 500)
        #expect(trail.contains { $0.action == "grievance-read" && $0.reader == bench.mine.name })
    }

    @Test("A body that is complained of, or controlled by who is, never sees it: the next in line does")
    func complainedOf() async throws {
        let bench = try await RedressBench()
        let supervisor = bench.secretariat
        let file = try await bench.lodge(bench.draft(against: supervisor.agency))
        #expect(try await !bench.sees(supervisor, file))
        #expect(try await bench.sees(bench.panel, file), "the alternate of the secretariat")
        let one = try #require(try await bench.office.grievance(file, as: bench.panel))
        #expect(one.glimpse.acting == OrganisationID(bench.panel.agency))
        #expect(one.plan?.excluded == [BodyID("secretariat")])
        await #expect(throws: RemedyFault.noSuchFile) {
            try await bench.say(.admitted, .body, supervisor, in: file)
        }
        let controlled = try await RedressBench(control: true)
        let second = try await controlled.lodge()
        #expect(try await !controlled.sees(controlled.secretariat, second))
        #expect(try await controlled.sees(controlled.panel, second))
        // Named later, it is taken away at once.
        let third = try await bench.lodge()
        #expect(try await bench.sees(bench.secretariat, third))
        let all: Set<OrganisationID> = [OrganisationID(bench.mine.agency), OrganisationID(bench.secretariat.agency)]
        try await bench.say(.respondentsNamed(all), .taker, bench.liaison, in: third)
        #expect(try await !bench.sees(bench.secretariat, third))
    }

    @Test("Who took it in and is complained of themselves does not see it again; somebody else speaks with the person")
    func taker() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge(bench.draft(against: bench.liaison.agency))
        #expect(try await !bench.sees(bench.liaison, file))
        let one = try #require(try await bench.office.grievance(file, as: bench.secretariat))
        #expect(one.cover.parts == [.body, .taker])
    }

    @Test("Where no body may deal with it, the keeper sees it and names somebody")
    func nobody() async throws {
        let bench = try await RedressBench()
        let all = [bench.secretariat, bench.facts, bench.panel, bench.appeals, bench.liaison]
        let intake = Intake(
            bringer: .anonymous,
            channel: .web,
            language: "por",
            categories: [CategoryID("bribe")],
            respondents: Set(all.map { OrganisationID($0.agency) })
        )
        let file = try await bench.lodge(
            GrievanceDraft(intake: intake, against: .company, account: RemedyAccount(words: "they asked for money"))
        )
        for reader in all { #expect(try await !bench.sees(reader, file)) }
        let one = try #require(try await bench.office.grievance(file, as: bench.keeper))
        #expect(one.glimpse.acting == nil && one.cover.parts.contains(.keeper))
        let helper = try await bench.staff.person(.supervisor, of: try await bench.staff.agency())
        try await bench.say(.assigned(OrganisationID(helper.agency)), .keeper, bench.keeper, in: file)
        #expect(try await bench.sees(helper, file))
    }

    @Test("An event that comes twice is there once, and what is refused leaves nothing")
    func replay() async throws {
        let bench = try await RedressBench()
        let first = try await bench.lodge(event: "form-1")
        #expect(try await bench.lodge(event: "form-1") == first, "a form sent twice is one complaint")
        bench.clock.advance(60)
        for _ in 0..<3 {
            bench.clock.advance(1)
            try await bench.say(.updateSent, .body, bench.secretariat, in: first, event: "form-2")
        }
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_event WHERE file_id = \(first)") == [["2"]])
        await #expect(throws: Refusal.self) {
            try await bench.say(.documentsShared, .body, bench.secretariat, in: first, event: "form-2")
        }
        // Found before it was acknowledged: refused, with what is allowed instead.
        let refusal = await #expect(throws: Refusal.self) {
            try await bench.say(.admitted, .body, bench.secretariat, in: first)
        }
        #expect(refusal?.reason == .notInThisStep)
        #expect(refusal?.allowed.contains(Refusal.Allowed("acknowledge", by: "body")) == true)
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_event WHERE file_id = \(first)") == [["2"]])
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_file") == [["1"]])
    }

    @Test("A form that is sent again with other words is refused, and what was said first stands")
    func edited() async throws {
        let bench = try await RedressBench()
        let first = try await bench.lodge(event: "form-1")
        let dated = try await bench.lodge(event: "form-2", on: "2026-09-20")
        bench.clock.advance(60)
        #expect(try await bench.lodge(event: "form-1") == first)
        #expect(try await bench.lodge(event: "form-2", on: "2026-09-20") == dated)
        var others = [bench.draft("land"), bench.draft("water", against: bench.guards.agency)]
        var account = RedressBench.account
        account.words += " again."
        others.append(bench.draft("water", account))
        var elsewhere = bench.draft()
        elsewhere.site = "TS-2"
        others.append(elsewhere)
        for other in others {
            await #expect(throws: RemedyFault.sentBefore) { try await bench.lodge(other, event: "form-1") }
        }
        await #expect(throws: RemedyFault.sentBefore) { try await bench.lodge(event: "form-2", on: "2026-09-19") }
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_file") == [["2"]])
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_account") == [["2"]])
    }

    @Test("Many who write at once each have their word kept once")
    func concurrent() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        bench.clock.advance(60)
        var kept = 0
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    for _ in 0..<20 {
                        do {
                            let event = "form-\(number)"
                            try await bench.say(.updateSent, .body, bench.secretariat, in: file, event: event)
                            return true
                        } catch RemedyFault.busy { continue }
                    }
                    return false
                }
            }
            for try await isKept in group where isKept { kept += 1 }
        }
        #expect(kept == 8)
        #expect(try bench.shelf.rows("SELECT count(DISTINCT event_id), count(*) FROM remedy_event") == [["9", "9"]])
        let one = try #require(try await bench.office.grievance(file, as: bench.secretariat))
        #expect(one.file?.setAside.isEmpty == true && one.file?.state.updates.count == 8)
    }

    @Test("Only who said a thing corrects it; the entry stays on file")
    func correction() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        bench.clock.advance(60)
        try await bench.say(.updateSent, .body, bench.secretariat, in: file, event: "said")
        let wrong = Event<GrievanceFact>.Content.correction(of: EventID("said"), nil, because: "another file", at: nil)
        bench.clock.advance(60)
        await #expect(throws: Refusal.self) {
            try await bench.office.say(wrong, as: .taker, in: file, event: "c1", by: bench.liaison)
        }
        try await bench.office.say(wrong, as: .body, in: file, event: "c2", by: bench.secretariat)
        let one = try #require(try await bench.office.grievance(file, as: bench.secretariat))
        #expect(one.file?.state.updates.isEmpty == true)
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_event") == [["3"]])
    }

    @Test("Whoever has the step is reminded in their own bell, and nobody else")
    func reminders() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let store = bench.shelf.store
        func due(_ reader: Reader) async throws -> Int {
            try await store.gatherNotices(for: reader)
            return try await store.notices(of: reader).count { $0.event == .remedyDue }
        }
        #expect(try await due(bench.secretariat) == 0)
        bench.clock.advance(12 * 86_400)
        let count = try await due(bench.secretariat)
        #expect(count > 0)
        #expect(try await due(bench.secretariat) == count, "told once")
        for reader in [bench.liaison, bench.mine, bench.facts, bench.appeals] { #expect(try await due(reader) == 0) }
        let notice = try #require(try await store.notices(of: bench.secretariat).first { $0.event == .remedyDue })
        #expect(notice.subject.hasPrefix("\(file)@"))
    }

    @Test("A complaint under a procedure that nobody has set up is refused in words, and so is one against nobody")
    func notSetUp() async throws {
        let bench = try await RedressBench()
        var draft = bench.draft()
        draft.against = .state
        await #expect(throws: RemedyFault.notSetUp(procedure: "state")) { _ = try await bench.lodge(draft) }
        let intake = Intake(
            bringer: .person,
            channel: .web,
            language: "por",
            categories: [CategoryID("water")],
            respondents: []
        )
        let empty = GrievanceDraft(intake: intake, against: .company, account: RemedyAccount(words: "x"))
        await #expect(throws: RemedyFault.nobodyNamed) { _ = try await bench.lodge(empty) }
        #expect(throws: RemedyFault.notText) { try RemedyOffice.cleaned(String(repeating: "a", count: 9_000)) }
        #expect(try RemedyOffice.cleaned("a\r\nb\u{0}\tc") == "a\nb c")
    }

    @Test("Who may not take in, hear or set up is denied")
    func capabilities() async throws {
        let bench = try await RedressBench()
        for role in Role.allCases where !Capabilities.of(role).contains(.takeGrievances) {
            let reader = try await bench.staff.person(role, of: bench.liaison.agency.rawValue)
            await #expect(throws: Denial.self, "\(role)") {
                _ = try await bench.office.lodge(bench.draft(), event: "x", by: reader)
            }
        }
        await #expect(throws: Denial.self) {
            try await bench.office.setUp("company", MechanismSettings(calendar: "mz"), by: bench.secretariat)
        }
        await #expect(throws: Denial.self) { _ = try await bench.office.report(by: bench.liaison) }
        #expect(try await bench.office.report(by: bench.keeper).measures.measures.count == Measure.Kind.allCases.count)
    }
}

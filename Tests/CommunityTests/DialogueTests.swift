import Community
import Foundation
public import Remedy
import Store
import StoreSamples
import Testing
import Vocabulary

extension SeatID: ExpressibleByStringLiteral {
    /// The identifier as it is written in a test.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

private func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(clamping: 0) }

/// A group that is public, led by the liaison, with four seats.
struct DialogueBench {
    let bench: RedressBench
    let group: Int64

    static let charter = Charter(
        groups: [
            .init("women", seats: 2, quorum: 1), .init("community", seats: 1, quorum: 1),
            .init("company", seats: 1, quorum: 1),
        ],
        leastWomen: 50
    )

    init(isPublic: Bool = true) async throws {
        bench = try await RedressBench()
        let (office, liaison) = (bench.office, bench.liaison)
        try await office.setUp("mediation", MechanismSettings(calendar: "mz"), by: .local)
        let at = try RedressBench.noon("2026-01-05")
        let draft = GroupDraft(name: "The valley", site: "S-1", charter: Self.charter, isPublic: isPublic)
        group = try await office.found(draft, event: "found", at: at, by: liaison)
        let seats: [(String, String, Intake.Sex)] = [
            ("w1", "women", .woman), ("w2", "women", .woman), ("v1", "community", .man), ("m1", "company", .man),
        ]
        for (id, sector, sex) in seats {
            let seat = Seat(SeatID(id), group: sector, sex: sex, choice: .assembly, from: day("2026-01-05"))
            try await office.say(.seated(seat), inGroup: group, event: "seat-\(id)", at: at, by: liaison)
        }
    }

    func call(_ agenda: [String] = ["The siren", "The road"], event: String = "call") async throws -> Int64 {
        let held = day("2026-09-10")
        let draft = MeetingDraft(group: group, title: "A meeting", agenda: agenda, day: held, place: "School")
        return try await bench.office.call(draft, event: event, at: RedressBench.noon("2026-09-01"), by: bench.liaison)
    }

    func attend(_ meeting: Int64, _ seats: [SeatID], _ event: String = UUID().uuidString) async throws {
        let facts = seats.map {
            (MeetingFact.attended($0, $0.rawValue.hasPrefix("w") ? .woman : .man), Author.Part.facilitator)
        }
        try await say(facts, meeting, event)
    }

    func say(
        _ facts: [(MeetingFact, Author.Part)],
        _ meeting: Int64,
        _ event: String = UUID().uuidString,
        by reader: Reader? = nil
    ) async throws {
        let at = try RedressBench.noon("2026-09-10")
        try await bench.office.say(facts, inMeeting: meeting, event: event, at: at, by: reader ?? bench.liaison)
    }

    func take(_ minutes: [ItemMinutes], _ meeting: Int64, _ event: String = UUID().uuidString) async throws {
        let at = try RedressBench.noon("2026-09-10")
        try await bench.office.take(minutes, ofMeeting: meeting, event: event, at: at, by: bench.liaison)
    }

    func state(_ meeting: Int64) async throws -> MeetingState {
        try #require(try await bench.office.meeting(meeting, as: bench.liaison)?.file).state
    }

    func approve(_ meeting: Int64) async throws {
        try await say([(.minutesRead(language: "vmw"), .facilitator), (.minutesApproved, .facilitator)], meeting)
    }
}

@Suite("Groups, meetings and mediations in the store")
struct DialogueTests {
    @Test("Everybody sees how a public group is balanced; who sits there, only who leads it")
    func balance() async throws {
        let dialogue = try await DialogueBench()
        let (bench, office) = (dialogue.bench, dialogue.bench.office)
        let colleague = try await bench.staff.person(.analyst, of: bench.liaison.agency.rawValue)
        for reader in [bench.mine, bench.facts, colleague, .everyone] {
            let one = try #require(try await office.group(dialogue.group, as: reader))
            #expect(one.file == nil && one.seats(on: day("2026-09-10")).isEmpty, "\(reader.name)")
            #expect(one.balance?.held == 4 && one.balance?.women == 2 && one.balance?.hasEnoughWomen == true)
            #expect(try await bench.shelf.store.remedyEntries(of: dialogue.group, as: reader).isEmpty)
        }
        let led = try #require(try await office.group(dialogue.group, as: bench.liaison))
        #expect(led.file?.state.seats.count == 4)
        let hidden = try await DialogueBench(isPublic: false)
        for reader in [hidden.bench.mine, .everyone] {
            #expect(try await hidden.bench.office.group(hidden.group, as: reader) == nil)
            #expect(try await hidden.bench.office.groups(as: reader).isEmpty)
        }
    }

    @Test("Minutes in one breath: all that they say is kept, or where one thing is refused none of it")
    func minutes() async throws {
        let dialogue = try await DialogueBench()
        let meeting = try await dialogue.call()
        let both = [ItemMinutes(item: 1, .decided, text: "A siren"), ItemMinutes(item: 2, .postponed, text: "Later")]
        // Without the company there is no quorum: nothing of the form is kept, not what could be.
        try await dialogue.attend(meeting, ["w1", "v1"])
        let before = try await dialogue.state(meeting)
        await #expect(throws: Refusal.self) { try await dialogue.take(both, meeting) }
        #expect(try await dialogue.state(meeting) == before)
        try await dialogue.attend(meeting, ["m1"])
        try await dialogue.take(both, meeting, "minutes")
        try await dialogue.take(both, meeting, "minutes")
        let state = try await dialogue.state(meeting)
        #expect(state.proposals.map(\.isDecided) == [true] && state.proposals[0].voices.count == 3)
        #expect(state.conclusions.mapValues(\.outcome) == [1: .decided, 2: .postponed])
        // An objection is on record, and what one has against a thing leaves it undecided.
        let against = [ItemMinutes(item: 2, .dissent, text: "No trucks at the school", seat: "w1")]
        try await dialogue.take(against, meeting)
        #expect(try await dialogue.state(meeting).proposals.last?.objectors == ["w1"])
        await #expect(throws: Refusal.self) {
            try await dialogue.take([ItemMinutes(item: 9, .noted, text: "x")], meeting)
        }
        await #expect(throws: RemedyFault.nothingSaid) { try await dialogue.take([], meeting) }
    }

    @Test("Decisions are told to everybody once the minutes stand, without who said what")
    func decisions() async throws {
        let dialogue = try await DialogueBench()
        let (bench, office) = (dialogue.bench, dialogue.bench.office)
        let meeting = try await dialogue.call()
        try await dialogue.attend(meeting, ["w1", "v1", "m1"])
        try await dialogue.take([ItemMinutes(item: 1, .decided, text: "A siren", seat: "m1")], meeting)
        let early = try #require(try await office.meeting(meeting, as: .everyone))
        #expect(early.decisions.isEmpty && early.file == nil && !early.isApproved)
        await #expect(throws: Refusal.self) { try await dialogue.say([(.minutesApproved, .facilitator)], meeting) }
        try await dialogue.approve(meeting)
        let told = try #require(try await office.meetings(of: dialogue.group, as: .everyone).first)
        #expect(told.decisions.map(\.text) == ["A siren"] && told.decisions[0].reservations == 1 && told.file == nil)
        #expect(told.decisions[0].day == CalendarDay("2026-09-10"))
        #expect(try await bench.shelf.store.remedyEntries(of: meeting, as: .everyone).isEmpty)
        await #expect(throws: Refusal.self) { try await dialogue.attend(meeting, ["w2"]) }
    }

    @Test("Only who leads the group takes down what is said in it")
    func permission() async throws {
        let dialogue = try await DialogueBench()
        let (bench, office) = (dialogue.bench, dialogue.bench.office)
        let meeting = try await dialogue.call()
        let other = try await bench.staff.person(.communityLiaison, of: try await bench.staff.agency())
        for reader in [other, bench.mine] {
            await #expect(throws: RemedyFault.noPart, "\(reader.name)") {
                try await dialogue.say([(.minuted("x"), .facilitator)], meeting, by: reader)
            }
            let draft = MeetingDraft(group: dialogue.group, title: "x", agenda: ["y"], day: dialogueDay, place: "z")
            await #expect(throws: RemedyFault.noPart) { _ = try await office.call(draft, event: "x", by: reader) }
        }
        await #expect(throws: Denial.self) {
            let draft = GroupDraft(name: "x", charter: DialogueBench.charter, isPublic: true)
            _ = try await office.found(draft, event: "other", by: bench.mine)
        }
        #expect(try await office.meeting(meeting, as: bench.liaison)?.file?.history.count == 2)
    }

    private let dialogueDay = CalendarDay(clamping: 20_000)

    @Test("A promise made in a meeting is a file of its own that the meeting names")
    func promise() async throws {
        let dialogue = try await DialogueBench()
        let (bench, office) = (dialogue.bench, dialogue.bench.office)
        let meeting = try await dialogue.call()
        let draft = CommitmentDraft(
            what: "A siren",
            owner: bench.mine.agency,
            due: day("2026-12-01"),
            proof: "a test",
            confirmer: "v1",
            isPublic: true
        )
        let at = try RedressBench.noon("2026-09-10")
        for _ in 0..<2 {
            _ = try await office.make(draft, inMeeting: meeting, event: "made", at: at, by: bench.liaison)
        }
        let made = try await office.commitments(madeIn: meeting, as: .everyone)
        #expect(made.map(\.cover.title) == ["A siren"] && made[0].cover.site == "S-1")
        #expect(try await dialogue.state(meeting).commitments == [CaseID(made[0].id)])
        await #expect(throws: RemedyFault.noSuchFile) {
            _ = try await office.make(draft, inMeeting: 999, event: "nowhere", by: bench.liaison)
        }
    }

    @Test("Whoever leads is reminded of a meeting, of minutes that do not stand, and of a term that ends")
    func reminders() async throws {
        let dialogue = try await DialogueBench()
        let (bench, store) = (dialogue.bench, dialogue.bench.shelf.store)
        func days(_ file: Int64) throws -> [String] {
            try bench.shelf.rows("SELECT day FROM remedy_reminder WHERE file_id = \(file) ORDER BY day").flatMap { $0 }
        }
        let meeting = try await dialogue.call()
        #expect(try days(meeting) == ["2026-09-07", "2026-09-10", "2026-09-24"])
        try await dialogue.attend(meeting, ["w1", "v1", "m1"])
        try await dialogue.take([ItemMinutes(item: 1, .noted, text: "x")], meeting)
        try await dialogue.approve(meeting)
        #expect(try days(meeting) == [])
        let (today, end) = (try RedressBench.noon("2026-09-10"), day("2026-10-20"))
        let leaving = GroupFact.vacated("v1", until: end, reason: "moves away")
        try await bench.office.say(leaving, inGroup: dialogue.group, event: "leave", at: today, by: bench.liaison)
        #expect(try days(dialogue.group) == ["2026-09-20"])
        try await store.gatherNotices(for: bench.liaison)
        let told = try await store.notices(of: bench.liaison).filter { $0.event == .remedyDue }
        #expect(told.map(\.subject) == ["\(dialogue.group)@2026-09-20"])
    }

    // MARK: Mediation

    private func propose(_ dialogue: DialogueBench) async throws -> Int64 {
        let draft = MediationDraft(title: "The road", agencies: [dialogue.bench.mine.agency], others: ["The women"])
        let at = try RedressBench.noon("2026-09-01")
        return try await dialogue.bench.office.propose(draft, event: "propose", at: at, by: dialogue.bench.liaison)
    }

    @Test("A mediation is seen by the mediator and the parties, and by nobody else whatever their role")
    func confidential() async throws {
        let dialogue = try await DialogueBench()
        let (bench, office) = (dialogue.bench, dialogue.bench.office)
        let file = try await propose(dialogue)
        let colleague = try await bench.staff.person(.analyst, of: bench.liaison.agency.rawValue)
        for role in Role.allCases {
            let reader = try await bench.staff.person(role, of: try await bench.staff.agency())
            #expect(try await office.mediation(file, as: reader) == nil, "\(role)")
        }
        for reader in [bench.facts, bench.keeper, bench.guards, colleague, .everyone] {
            #expect(try await office.mediation(file, as: reader) == nil, "\(reader.name)")
            #expect(try await bench.shelf.store.remedyEntries(of: file, as: reader).isEmpty)
            #expect(try await !office.mediations(as: reader).contains { $0.id == file })
        }
        for reader in [bench.liaison, bench.mine] {
            #expect(try await office.mediation(file, as: reader) != nil)
        }
        await #expect(throws: RemedyFault.ownPromise) {
            let own = MediationDraft(title: "x", agencies: [bench.liaison.agency], others: ["y"])
            _ = try await office.propose(own, event: "own", by: bench.liaison)
        }
        await #expect(throws: Refusal.self) {
            let grave = MediationDraft(title: "x", agencies: [bench.mine.agency], others: ["y"], isGrave: true)
            _ = try await office.propose(grave, event: "grave", by: bench.liaison)
        }
    }

    @Test("It ends with commitments that both sides took, or a party leaves; nobody speaks for an agency but itself")
    func mediation() async throws {
        let dialogue = try await DialogueBench()
        let (bench, office) = (dialogue.bench, dialogue.bench.office)
        let file = try await propose(dialogue)
        let women = Author.Part.seat("The women")
        let mine = Author.Part.organisation(OrganisationID(bench.mine.agency))
        func say(_ fact: MediationFact, _ part: RemedyPart, _ voice: Author.Part? = nil) async throws {
            bench.clock.advance(60)
            let reader = part == .party ? bench.mine : bench.liaison
            let event = UUID().uuidString
            try await office.say(fact, as: part, for: voice, inMediation: file, event: event, by: reader)
        }
        await #expect(throws: RemedyFault.noPart) { try await say(.agreed, .chair, mine) }
        try await say(.agreed, .chair, women)
        try await say(.agreed, .party)
        let mediator = "person-\(try #require(bench.liaison.person).rawValue)"
        #expect(try await office.mediation(file, as: bench.mine)?.mediators == [mediator])
        for part in [RemedyPart.chair, .party] {
            try await say(.mediatorAccepted(id: mediator), part, part == .chair ? women : nil)
        }
        try await say(.met(minutes: "They walked the road"), .chair)
        try await say(.termsProposed("A wall by March"), .chair)
        let draft = CommitmentDraft(
            what: "A wall",
            owner: bench.mine.agency,
            due: day("2027-03-01"),
            proof: "the wall",
            confirmer: "The women",
            isPublic: true
        )
        let made = try await office.make(draft, inMediation: file, event: "wall", by: bench.liaison)
        bench.clock.advance(60)
        await #expect(throws: Refusal.self) { try await office.settle(mediation: file, event: "s1", by: bench.liaison) }
        try await say(.termsAccepted, .party)
        try await say(.termsAccepted, .chair, women)
        bench.clock.advance(60)
        try await office.settle(mediation: file, event: "s2", by: bench.liaison)
        let one = try #require(try await office.mediation(file, as: bench.mine))
        #expect(one.step?.isEnd == true && one.file.state.commitments == [CaseID(made)] && one.due == nil)
        // What was promised is public; that there were talks is not.
        let seen = try #require(try await office.commitment(made, as: .everyone))
        #expect(seen.state == .open)
        #expect(try bench.shelf.rows("SELECT count(*) FROM remedy_reminder WHERE file_id = \(file)") == [["0"]])
    }

    // MARK: The store

    @Test("A store from before keeps its files, and takes the new kinds")
    func migration() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let tables = ["remedy_file", "remedy_event", "remedy_seat", "remedy_account", "remedy_reminder"]
        func content() throws -> [[[String]]] {
            try tables.map { table in
                let columns = table == "remedy_file" ? "id, kind, setting_id, owner, marking, opened_at" : "*"
                return try bench.shelf.rows("SELECT \(columns) FROM \(table) ORDER BY 1, 2, 3")
            }
        }
        let before = try content()
        let kinds = "'grievance', 'commitment', 'consultation', 'assessment', 'follow-up'"
        let all = kinds + ", 'group', 'meeting', 'mediation'"
        func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
        try bench.shelf.execute(
            """
            DROP INDEX remedy_file_parent;
            ALTER TABLE remedy_file DROP COLUMN parent_id;
            DROP TABLE remedy_receipt;
            DROP TABLE remedy_paper;
            PRAGMA writable_schema = 1;
            UPDATE sqlite_master SET sql = replace(replace(sql, \(quoted(all)), \(quoted(kinds))), \(quoted(", 'party'")), '')
            WHERE name IN ('remedy_file', 'remedy_seat');
            PRAGMA writable_schema = 0;
            DELETE FROM grdb_migrations WHERE identifier IN ('v175_dialogue', 'v195_sealed_papers');
            """
        )
        let old = try bench.shelf.rows("SELECT sql FROM sqlite_master WHERE name = 'remedy_file'")
        #expect(old[0][0].contains(kinds) && !old[0][0].contains("meeting"))
        let clock = bench.clock
        let store = try FactStore(at: bench.shelf.store.folder) { clock.now }
        #expect(try content() == before)
        #expect(try bench.shelf.rows("PRAGMA foreign_key_check").isEmpty)
        #expect(try bench.shelf.rows("PRAGMA quick_check") == [["ok"]])
        let names = try bench.shelf.rows("SELECT name FROM sqlite_master WHERE tbl_name = 'remedy_file' ORDER BY name")
        #expect(
            names.flatMap { $0 } == ["remedy_file", "remedy_file_kind", "remedy_file_licence", "remedy_file_parent"]
        )
        let office = try RemedyOffice(store, content: RedressBench.home.appending(path: "Content")) { clock.now }
        #expect(try await office.grievance(file, as: bench.liaison) != nil)
        let draft = GroupDraft(name: "x", charter: DialogueBench.charter, isPublic: true)
        #expect(try await office.found(draft, event: "g", by: bench.liaison) == file + 1)
    }
}

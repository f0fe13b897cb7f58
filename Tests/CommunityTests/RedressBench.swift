import Community
import Foundation
import Remedy
import Store
import StoreSamples
import Testing
import Vocabulary

/// A store with a mechanism: who takes complaints in, its bodies, a mine, and guards whom the mine controls.
struct RedressBench {
    static let home = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let shelf: Shelf
    /// 21 September 2026.
    let clock = SetClock()
    let office: RemedyOffice
    let staff: Staff
    let liaison: Reader
    let secretariat: Reader
    let facts: Reader
    let panel: Reader
    let appeals: Reader
    let keeper: Reader
    let mine: Reader
    let guards: Reader

    init(control mineOverSecretariat: Bool = false) async throws {
        let clock = clock
        shelf = try Shelf { clock.now }
        staff = Staff(shelf.store)
        office = try RemedyOffice(shelf.store, content: Self.home.appending(path: "Content")) { clock.now }
        liaison = try await staff.person(.communityLiaison, of: staff.agency())
        secretariat = try await staff.person(.supervisor, of: staff.agency())
        facts = try await staff.person(.inspector, of: staff.agency())
        panel = try await staff.person(.auditor, of: staff.agency())
        appeals = try await staff.person(.supervisor, of: staff.agency())
        keeper = try await staff.person(.oversight, of: staff.agency())
        mine = try await staff.person(.company, of: staff.agency())
        guards = try await staff.person(.company, of: staff.agency())
        var settings = MechanismSettings(calendar: "mz", keeper: keeper.agency, languages: ["vmw", "por"])
        settings.bodies = [
            BodyID("secretariat"): secretariat.agency, BodyID("fact-finding-team"): facts.agency,
            BodyID("independent-panel"): panel.agency, BodyID("appeals-panel"): appeals.agency,
            BodyID("mediation-office"): liaison.agency,
        ]
        settings.controls = [.init(OrganisationID(mine.agency), over: OrganisationID(guards.agency))]
        if mineOverSecretariat {
            let over = MechanismSettings.Control(
                OrganisationID(mine.agency),
                over: OrganisationID(secretariat.agency)
            )
            settings.controls.append(over)
        }
        try await office.setUp("company", settings, by: .local)
        let plain = MechanismSettings(calendar: "mz")
        try await office.setUp("commitment", plain, by: .local)
        try await office.setUp("fpic", plain, by: .local)
    }

    var readers: [Reader] { [liaison, secretariat, facts, panel, appeals, keeper, mine, guards] }

    static let account = RemedyAccount(
        name: "Amélia Canário",
        contact: "by the well",
        words: "The river turned brown below the plant",
        place: "Lower quarter"
    )

    func draft(
        _ category: String = "water",
        against agency: AgencyNumber? = nil,
        _ account: RemedyAccount = account
    ) -> GrievanceDraft {
        let intake = Intake(
            bringer: .person,
            channel: .meeting,
            language: "vmw",
            sex: .woman,
            categories: [CategoryID(category)],
            respondents: [OrganisationID(agency ?? mine.agency)],
            wasAssisted: true
        )
        return GrievanceDraft(intake: intake, against: .company, account: account)
    }

    func lodge(
        _ draft: GrievanceDraft? = nil,
        event: String = UUID().uuidString,
        on day: String? = nil
    ) async throws -> Int64 {
        try await office.lodge(draft ?? self.draft(), event: event, at: day.map(Self.noon), by: liaison)
    }

    static func noon(_ day: String) throws -> UTCInstant { try UTCInstant("\(day)T12:00:00Z") }

    func say(
        _ fact: GrievanceFact,
        _ part: RemedyPart,
        _ reader: Reader,
        in file: Int64,
        event: String = UUID().uuidString,
        on day: String? = nil
    ) async throws {
        let moment = try day.map(Self.noon)
        try await office.say(.fact(fact), as: part, in: file, event: event, at: moment, by: reader)
    }

    /// From intake to an inquiry, today.
    func toInquiry(_ file: Int64) async throws {
        let routes = try #require(try await office.grievance(file, as: secretariat)).routes.map(\.id)
        try await say(.acknowledged(routes: Set(routes)), .body, secretariat, in: file)
        try await say(.admitted, .body, secretariat, in: file)
    }

    func sees(_ reader: Reader, _ file: Int64) async throws -> Bool {
        let one = try await office.grievance(file, as: reader)
        let listed = try await office.grievances(as: reader).contains { $0.id == file }
        #expect(listed == (one != nil))
        return one != nil
    }
}

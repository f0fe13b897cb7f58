import Remedy
import Store
import Vocabulary

/// What happens in the demo, told in days before today, so that something is always due.
struct DemoStage {
    let office: RemedyOffice
    let cast: DemoCast

    private static let routes: Set<RouteID> = Set(
        [
            "prosecutor", "human-rights-commission", "court", "labour-inspection", "oecd-ncp", "police-oversight",
            "ombudsman", "regional-body",
        ].map(RouteID.init(rawValue:))
    )

    /// Noon of a day so long ago.
    func ago(_ days: Int) -> UTCInstant {
        let noon = (office.now.dayNumber - days) * 86_400_000 + 43_200_000
        return UTCInstant(milliseconds: noon) ?? office.now
    }

    func day(_ days: Int) -> CalendarDay { CalendarDay(clamping: office.now.dayNumber + days) }

    /// - Returns: How many files were made.
    func play(site: String?, licence: String?) async throws -> Int {
        try await water(site)
        try await dust(site)
        try await land(site)
        try await ministry()
        try await promises(site)
        try await consent(licence, site)
        return 9 + (try await dialogue(site))
    }

    // MARK: Complaints

    private func lodge(
        _ name: String,
        _ categories: Set<CategoryID>,
        _ draft: (days: Int, account: RemedyAccount, sex: Intake.Sex, bringer: Intake.Bringer),
        against: AgencyNumber,
        _ kind: ComplaintCategory.Against,
        site: String?
    ) async throws -> Int64 {
        let intake = Intake(
            bringer: draft.bringer,
            channel: .meeting,
            language: "por",
            sex: draft.sex,
            categories: categories,
            respondents: [OrganisationID(against)],
            wasAssisted: true
        )
        return try await office.lodge(
            GrievanceDraft(intake: intake, against: kind, account: draft.account, site: site),
            event: "demo-\(name)",
            at: ago(draft.days),
            by: cast.liaison
        )
    }

    private func say(
        _ fact: GrievanceFact,
        _ part: RemedyPart,
        _ reader: Reader,
        in file: Int64,
        daysAgo: Int,
        _ name: String
    ) async throws {
        try await office.say(
            .fact(fact),
            as: part,
            in: file,
            event: "demo-\(file)-\(name)",
            at: ago(daysAgo),
            by: reader
        )
    }

    /// Settled and closed: the company laid a new pipe, and the woman who complained says so.
    private func water(_ site: String?) async throws {
        let account = RemedyAccount(
            name: "Maria Exemplo (invented)",
            contact: "By Lia, at the market on Saturdays",
            words: "Since the washing plant runs, the well of our quarter gives brown water.",
            place: "Lower quarter",
            tellsWords: true
        )
        let draft = (days: 120, account: account, sex: Intake.Sex.woman, bringer: Intake.Bringer.person)
        let file = try await lodge(
            "water",
            [CategoryID("water")],
            draft,
            against: cast.company.agency,
            .company,
            site: site
        )
        func body(_ fact: GrievanceFact, _ days: Int, _ name: String) async throws {
            try await say(fact, .body, cast.ministry, in: file, daysAgo: days, name)
        }
        func person(_ fact: GrievanceFact, _ days: Int, _ name: String) async throws {
            try await say(fact, .taker, cast.liaison, in: file, daysAgo: days, name)
        }
        try await body(.acknowledged(routes: Self.routes), 118, "ack")
        try await body(.admitted, 112, "admit")
        try await body(.interestDeclared(hasConflict: false), 112, "interest")
        try await body(.found(Finding(CategoryID("water"), .established, by: .plausible)), 96, "find")
        try await say(.documentsShared, .body, currentBody(file), in: file, daysAgo: 95, "documents")
        try await say(.adviserOffered(taken: true), .body, currentBody(file), in: file, daysAgo: 94, "adviser")
        let offer = Offer(
            id: "1",
            items: [.init(id: "1", form: .restitution, what: "A pipe from the clean spring, with a tap in the quarter")]
        )
        try await say(.offered(offer), .respondent, cast.company, in: file, daysAgo: 88, "offer")
        try await person(.accepted(offer: "1"), 80, "accept")
        let report = GrievanceFact.deliveryReported(offer: "1", item: "1")
        try await say(report, .respondent, cast.company, in: file, daysAgo: 50, "report")
        try await person(.deliveryConfirmed(offer: "1", item: "1"), 44, "confirm")
        try await say(.retaliationChecked(found: false), .body, currentBody(file), in: file, daysAgo: 42, "retaliation")
        try await say(.causeNamed("No settling pond"), .body, currentBody(file), in: file, daysAgo: 42, "cause")
        let closure = Closure(.delivered, askedSatisfaction: true)
        try await say(.closed(closure), .body, currentBody(file), in: file, daysAgo: 40, "close")
        try await person(.rated(4), 40, "rate")
    }

    /// Whoever of the cast has the step.
    private func currentBody(_ file: Int64) async throws -> Reader {
        let acting = try await office.grievance(file, as: .local)?.glimpse.acting?.agency
        let everyone = [cast.ministry, cast.auditor, cast.oversight, cast.liaison]
        return everyone.first { $0.agency == acting } ?? cast.ministry
    }

    /// With the fact-finding team, and overdue.
    private func dust(_ site: String?) async throws {
        let account = RemedyAccount(
            words: "Blasting has cracked eleven houses. Nobody tells us when they blast.",
            place: "Along the haul road"
        )
        let draft = (days: 75, account: account, sex: Intake.Sex.notSaid, bringer: Intake.Bringer.group(11))
        let file = try await lodge(
            "dust",
            [CategoryID("dust-noise")],
            draft,
            against: cast.company.agency,
            .company,
            site: site
        )
        try await say(.acknowledged(routes: Self.routes), .body, cast.ministry, in: file, daysAgo: 72, "ack")
        try await say(.admitted, .body, cast.ministry, in: file, daysAgo: 66, "admit")
    }

    /// New, and nobody has acknowledged it.
    private func land(_ site: String?) async throws {
        let account = RemedyAccount(
            name: "João Exemplo (invented)",
            contact: "Through his daughter",
            words: "They put the fence across my field. I was given no paper and no money.",
            place: "East fence"
        )
        let draft = (days: 2, account: account, sex: Intake.Sex.man, bringer: Intake.Bringer.person)
        _ = try await lodge("land", [CategoryID("land")], draft, against: cast.company.agency, .company, site: site)
    }

    /// About the ministry itself, which therefore does not see it.
    private func ministry() async throws {
        let account = RemedyAccount(
            words: "The inspector asked for money to write the report.",
            place: "District office"
        )
        let draft = (days: 9, account: account, sex: Intake.Sex.notSaid, bringer: Intake.Bringer.anonymous)
        let file = try await lodge(
            "bribe",
            [CategoryID("bribe")],
            draft,
            against: cast.ministry.agency,
            .state,
            site: nil
        )
        try await say(.acknowledged(routes: Self.routes), .body, cast.liaison, in: file, daysAgo: 7, "ack")
    }

    // MARK: Commitments

    private func promise(
        _ name: String,
        _ what: String,
        due: Int,
        made: Int,
        site: String?,
        isPublic: Bool = true
    ) async throws -> Int64 {
        let draft = CommitmentDraft(
            what: what,
            owner: cast.company.agency,
            due: day(due),
            proof: "Photographs, and a visit of the dialogue group",
            confirmer: "Women’s seat",
            isPublic: isPublic,
            site: site
        )
        return try await office.make(draft, event: "demo-\(name)", at: ago(made), by: cast.liaison)
    }

    private func promises(_ site: String?) async throws {
        let kept = try await promise(
            "tap",
            "Two taps with clean water at the market",
            due: -30,
            made: 120,
            site: site
        )
        try await office.say(
            .reportedDone(proof: "Photographs of both taps"),
            as: .debtor,
            inCommitment: kept,
            event: "demo-tap-done",
            at: ago(35),
            by: cast.company
        )
        try await office.say(
            .confirmed,
            as: .chair,
            inCommitment: kept,
            event: "demo-tap-kept",
            at: ago(28),
            by: cast.liaison
        )
        _ = try await promise("jobs", "Twenty places for young people of the district", due: -12, made: 150, site: site)
        _ = try await promise("blasting", "A siren an hour before each blast", due: 45, made: 20, site: site)
        let broken = try await promise("road", "The road to the clinic is repaired", due: -90, made: 240, site: site)
        try await office.say(
            .rescheduled(to: day(-70), reason: "Floods until March"),
            as: .chair,
            inCommitment: broken,
            event: "demo-road-later",
            at: ago(95),
            by: cast.liaison
        )
    }

    // MARK: Consent

    /// A consultation in which the talks among themselves were skipped, and a comment waits for its answer.
    private func consent(_ licence: String?, _ site: String?) async throws {
        let draft = ConsultationDraft(
            title: "Extension of the pit to the east",
            people: "The six villages of the eastern valley (invented)",
            languages: ["vmw", "por"],
            licence: licence,
            site: site,
            marking: .clear
        )
        let file = try await office.open(draft, event: "demo-consent", at: ago(60), by: cast.liaison)
        func say(_ fact: ConsultationFact, _ days: Int, _ name: String) async throws {
            try await office.say(
                fact,
                inConsultation: file,
                event: "demo-consent-\(name)",
                at: ago(days),
                by: cast.liaison
            )
        }
        func record(_ women: Int, _ others: Int, _ language: String = "vmw") -> StepRecord {
            StepRecord(language: language, women: women, others: others, record: "Minutes and photographs")
        }
        try await say(.stepDone(StepID("peoples"), record(3, 9)), 58, "peoples")
        try await say(.stepDone(StepID("plan"), record(14, 21)), 50, "plan")
        // Told in a language that they do not understand, with no woman there.
        try await say(.stepDone(StepID("information"), record(0, 17, "eng")), 40, "information")
        try await say(.commented(id: "1", text: "Where will the cattle cross?"), 39, "comment")
        try await say(.commented(id: "2", text: "What happens to the graves on the hill?"), 39, "comment-2")
        let answer = "They are not touched: the pit ends 400 metres before the hill, as marked on the map."
        try await say(.answered(comment: "2", text: answer), 20, "answer")
    }
}

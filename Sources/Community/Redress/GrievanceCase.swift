public import Remedy
public import Store
public import Vocabulary

/// A grievance as somebody sees it.
public struct GrievanceCase: Sendable {
    /// The cover.
    public let cover: RemedyFile
    /// The procedure that it was opened under.
    public let procedure: SetProcedure
    /// The whole file; nil for those complained of.
    public let file: GrievanceFile?
    /// What everybody who has a part may know, those complained of too.
    public let glimpse: Glimpse

    /// What those complained of may know: that it is there, what it is about, where it stands, what was found and offered.
    ///
    /// Nothing of who brought it, in which language, through whom; nor where else they went, whether they fear anything, or
    /// what was asked of them.
    public struct Glimpse: Sendable, Hashable {
        /// The kinds of complaint.
        public let categories: [CategoryID]
        /// The present step.
        public let step: Procedure.Step?
        /// The organisation that has the step; nil where none may, and at an end.
        public let acting: OrganisationID?
        /// When the step has to be finished; nil at an end.
        public let due: LimitClock.Due?
        /// By how many calendar days the step is overdue.
        public let overdue: Int
        /// Whether it takes the fast lane.
        public let isUrgent: Bool
        /// The day on which it came in.
        public let lodged: CalendarDay?
        /// The day on which it ended.
        public let ended: CalendarDay?
        /// Why it was closed; nil where it is open, and where it was withdrawn.
        public let closure: Closure.Reason?
        /// What was found.
        public let findings: [Finding]
        /// The offers, in the order in which they were made.
        public let offers: [OfferProgress]

        init(_ file: GrievanceFile, on day: CalendarDay) {
            let state = file.state
            categories = state.categories.sorted()
            step = state.step.flatMap(file.rules.procedure.step)
            acting = state.acting
            due = file.rules.due(in: state)
            overdue = file.rules.overdue(on: day, in: state)
            isUrgent = state.isUrgent
            lodged = state.lodged
            ended = state.ended
            closure = state.closure?.reason
            findings = state.findings.values.sorted { $0.category < $1.category }
            offers = state.offers
        }
    }

    /// Reads what was kept.
    init(_ bundle: RemedyBundle, _ procedure: SetProcedure, today: UTCInstant) throws(RemedyFault) {
        let file = try RemedyOffice.file(procedure.grievanceRules(), bundle.entries)
        cover = bundle.file
        self.procedure = procedure
        glimpse = Glimpse(file, on: procedure.calendar.day(of: today))
        self.file = bundle.file.parts == [.respondent] ? nil : file
    }

    /// Its number.
    public var id: Int64 { cover.id }

    /// What may happen now; those complained of are told their own part alone.
    public var allowed: [Refusal.Allowed] {
        guard let file else {
            let moves = glimpse.step?.moves ?? [:]
            return ["offer", "report-delivery"].filter { moves[$0] != nil }.map {
                Refusal.Allowed($0, by: "respondent")
            }
        }
        return file.rules.allowed(in: file.state)
    }

    /// The categories and ways outside that the file was opened with.
    public var table: CategoryTable { procedure.table }

    /// The ways outside of which the person has to be told: those that take such complaints.
    public var routes: [ExternalRoute] {
        let against = glimpse.categories.reduce(into: Set<ComplaintCategory.Against>()) { all, id in
            all.formUnion(table[id]?.against ?? [])
        }
        return table.routes.filter { route in
            (!route.needsMembership || cover.isCodeMember) && !route.against.isDisjoint(with: against)
        }
    }

    /// The bodies of the procedure.
    public var bodies: [Procedure.Body] { (try? procedure.grievanceRules().procedure.bodies) ?? [] }

    /// Which organisations a complaint like this may go to.
    public var plan: Routing.Plan? {
        guard let file, let against = cover.against.flatMap(ComplaintCategory.Against.init(rawValue:)) else {
            return nil
        }
        return procedure.plan(
            file.state.categories,
            against: file.state.respondents,
            against,
            isCodeMember: cover.isCodeMember
        )
    }

    /// The order in which cases are to be looked at: what nobody may deal with, what is overdue longest, what is urgent,
    /// what is due first; what has ended comes last.
    static func comesBefore(_ left: GrievanceCase, _ right: GrievanceCase) -> Bool {
        left.rank.lexicographicallyPrecedes(right.rank)
    }

    private var rank: [Int] {
        let isOpen = glimpse.ended == nil
        let due: Int = if case .on(let day)? = glimpse.due { day.number } else { Int(Int32.max) }
        return [
            isOpen ? 0 : 1, isOpen && glimpse.acting == nil ? 0 : 1, -glimpse.overdue, glimpse.isUrgent ? 0 : 1, due,
            -Int(cover.id),
        ]
    }
}

/// Who may receive a complaint: never whom it is about, nor anybody they control.
public struct Routing: Sendable {
    /// Whom a complaint is about.
    public struct Respondent: Sendable, Hashable {
        /// The organisation.
        public let id: OrganisationID
        /// What it is.
        public let kind: ComplaintCategory.Against
        /// Whether it is a member of the International Code of Conduct Association.
        public let isCodeMember: Bool

        /// A respondent.
        public init(_ id: OrganisationID, _ kind: ComplaintCategory.Against, isCodeMember: Bool = false) {
            self.id = id
            self.kind = kind
            self.isCodeMember = isCodeMember
        }
    }

    /// Where a complaint may go.
    public struct Plan: Sendable, Hashable {
        /// The bodies of the procedure that may receive it, in the order of the file.
        public let bodies: [BodyID]
        /// Those that may not, because they are complained of or controlled by who is.
        public let excluded: [BodyID]
        /// The ways outside, for a grave complaint those first that are made for it.
        public let routes: [RouteID]
        /// The ways outside that may not receive it, for the same reason.
        public let excludedRoutes: [RouteID]
        /// The paragraphs of the International Code of Conduct that it is about; empty where no member is complained of.
        public let codeParagraphs: [Int]
        /// The parts of the Voluntary Principles that it is about.
        public let voluntaryPrinciples: [String]

        /// Whether nobody in the procedure may receive it, so that it goes outside at once.
        public var goesOutside: Bool { bodies.isEmpty }
    }

    /// The categories and routes.
    public let table: CategoryTable
    /// The procedure.
    public let procedure: Procedure
    /// Which organisation plays which part.
    public let bindings: [BodyID: OrganisationID]
    /// Which organisation stands behind a route, where that is known.
    public let routeBindings: [RouteID: OrganisationID]
    /// Who controls whom.
    public let control: Control

    /// A routing.
    public init(
        table: CategoryTable,
        procedure: Procedure,
        bindings: [BodyID: OrganisationID],
        routeBindings: [RouteID: OrganisationID] = [:],
        control: Control
    ) {
        self.table = table
        self.procedure = procedure
        self.bindings = bindings
        self.routeBindings = routeBindings
        self.control = control
    }

    /// Where a complaint of these categories against these may go.
    public func plan(_ categories: Set<CategoryID>, against respondents: [Respondent]) -> Plan {
        let out = control.closure(of: Set(respondents.map(\.id)))
        let bound = procedure.bodies.filter { bindings[$0.id] != nil }
        let (excluded, free) = split(bound) { bindings[$0.id].map(out.contains) ?? true }
        let known = categories.compactMap { table[$0] }
        let kinds = Set(respondents.map(\.kind))
        let hasMember = respondents.contains { $0.kind == .privateSecurity && $0.isCodeMember }
        let fitting = table.routes.filter { route in
            !route.against.isDisjoint(with: kinds) && (!route.needsMembership || hasMember)
        }
        let (closed, open) = split(fitting) { routeBindings[$0.id].map(out.contains) ?? false }
        let isGrave = known.contains(where: \.isGrave)
        let ordered = isGrave ? open.filter(\.isForGrave) + open.filter { !$0.isForGrave } : open
        return Plan(
            bodies: free.map(\.id),
            excluded: excluded.map(\.id),
            routes: ordered.map(\.id),
            excludedRoutes: closed.map(\.id),
            codeParagraphs: hasMember ? Set(known.flatMap(\.codeParagraphs)).sorted() : [],
            voluntaryPrinciples: kinds.isDisjoint(with: [.privateSecurity, .publicSecurity])
                ? [] : Set(known.compactMap(\.voluntaryPrinciples)).sorted()
        )
    }

    private func split<Element>(_ all: [Element], _ isOut: (Element) -> Bool) -> (out: [Element], rest: [Element]) {
        (all.filter(isOut), all.filter { !isOut($0) })
    }
}

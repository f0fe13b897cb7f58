import Remedy
import Testing

@Suite("Who may receive a complaint")
struct RoutingTests {
    private static func routing(
        _ control: Control = Control(),
        routes: [RouteID: OrganisationID] = [:]
    ) throws -> Routing {
        Routing(
            table: try Content.categories(),
            procedure: try Content.procedure("company"),
            bindings: Bench.bound,
            routeBindings: routes,
            control: control
        )
    }

    @Test func privateSecurityOfAMemberGoesToTheAssociationByTheParagraphsOfTheCode() throws {
        let plan = try Self.routing().plan(
            ["detention", "sexual-violence"],
            against: [.init("guards", .privateSecurity, isCodeMember: true)]
        )
        #expect(plan.codeParagraphs == [33, 34, 38])
        #expect(plan.voluntaryPrinciples == ["Arrest and detention", "Sexual violence"])
        #expect(plan.routes.prefix(3) == ["prosecutor", "icoca", "human-rights-commission"])
        #expect(plan.bodies.count == 5 && plan.excluded.isEmpty)
        let stranger = try Self.routing().plan(["detention"], against: [.init("guards", .privateSecurity)])
        #expect(!stranger.routes.contains("icoca") && stranger.codeParagraphs.isEmpty)
        #expect(!stranger.routes.contains("police-oversight"))
    }

    @Test func publicSecurityNeverGoesToItself() throws {
        let control = Control(["police": ["police-inspection", "panel"]])
        let plan = try Self.routing(control, routes: ["police-oversight": "police-inspection"])
            .plan(["killing"], against: [.init("police", .publicSecurity)])
        #expect(plan.excluded.map(\.rawValue) == ["independent-panel"])
        #expect(plan.excludedRoutes == ["police-oversight"])
        #expect(plan.routes == ["prosecutor", "human-rights-commission", "court", "ombudsman", "regional-body"])
        #expect(plan.codeParagraphs.isEmpty && plan.voluntaryPrinciples == ["Use of force"])
    }

    @Test func whereAllAreControlledItGoesOutside() throws {
        let plan = try Self.routing(Control(["mine": Set(Bench.bound.values)]))
            .plan(["water"], against: [.init("mine", .company)])
        #expect(plan.goesOutside && !plan.routes.isEmpty && plan.voluntaryPrinciples.isEmpty)
    }

    @Test func everyParagraphOnConductHasACategory() throws {
        let covered = Set(try Content.categories().categories.flatMap(\.codeParagraphs))
        #expect(Set(28...43).subtracting(covered).isEmpty)
        let parts = Set(try Content.categories().categories.compactMap(\.voluntaryPrinciples))
        #expect(parts.count >= 8)
    }
}

import Formats
public import Remedy
public import Store
import Vocabulary

/// How a procedure works in an installation: who plays which part, by which calendar, and what is told to the public.
public struct MechanismSettings: Sendable, Hashable {
    /// An organisation and one that it controls.
    public struct Control: Sendable, Hashable {
        /// Who controls.
        public let over: OrganisationID
        /// Who is controlled.
        public let under: OrganisationID

        /// A control.
        public init(_ over: OrganisationID, over under: OrganisationID) {
            self.over = over
            self.under = under
        }
    }

    /// The id of the calendar: a file of `Content/calendars`.
    public var calendar: String
    /// Which agency plays which part.
    public var bodies: [BodyID: AgencyNumber]
    /// The agency that sees to it that somebody deals with a complaint that no body may touch.
    public var keeper: AgencyNumber?
    /// Who controls whom, directly.
    public var controls: [Control]
    /// The languages in which the mechanism works, ISO 639-3.
    public var languages: Set<String>
    /// The least number of files that a public figure may speak of; never below 3.
    public var threshold: Int

    /// Settings.
    public init(
        calendar: String,
        bodies: [BodyID: AgencyNumber] = [:],
        keeper: AgencyNumber? = nil,
        controls: [Control] = [],
        languages: Set<String> = [],
        threshold: Int = PublicTable.leastThreshold
    ) {
        self.calendar = calendar
        self.bodies = bodies
        self.keeper = keeper
        self.controls = controls
        self.languages = languages
        self.threshold = max(threshold, PublicTable.leastThreshold)
    }

    /// Which organisation plays which part, as the kernel asks.
    var bindings: [BodyID: OrganisationID] { bodies.mapValues { OrganisationID($0) } }

    /// Everything that each controls, directly or through others.
    var control: Remedy.Control {
        var all: [OrganisationID: Set<OrganisationID>] = [:]
        for control in controls { all[control.over, default: []].insert(control.under) }
        var hasGrown = true
        while hasGrown {
            hasGrown = false
            for (over, under) in all {
                let reach = under.reduce(into: under) { $0.formUnion(all[$1] ?? []) }.subtracting([over])
                if reach != under {
                    all[over] = reach
                    hasGrown = true
                }
            }
        }
        return Remedy.Control(all)
    }

    /// The settings as canonical JSON.
    var bytes: [UInt8] {
        let members: [JSONNode.Member] = [
            JSONNode.Member("calendar", .string(calendar)),
            JSONNode.Member(
                "bodies",
                .object(
                    bodies.sorted { $0.key < $1.key }.map { .init($0.key.rawValue, .integer(Int($0.value.rawValue))) }
                )
            ), JSONNode.Member("keeper", keeper.map { .integer(Int($0.rawValue)) } ?? .null),
            JSONNode.Member(
                "controls",
                .array(controls.map { .array([.string($0.over.rawValue), .string($0.under.rawValue)]) })
            ), JSONNode.Member("languages", .array(languages.sorted().map { .string($0) })),
            JSONNode.Member("threshold", .integer(threshold)),
        ]
        return (try? JSONCanonical.bytes(of: .object(members))) ?? []
    }

    /// Reads settings that this program wrote; nil if they are none.
    init?(reading bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes), let calendar = node["calendar"]?.string else { return nil }
        func agency(_ node: JSONNode?) -> AgencyNumber? {
            node?.numberText.flatMap { Int64($0) }.map(AgencyNumber.init(rawValue:))
        }
        var bodies: [BodyID: AgencyNumber] = [:]
        for member in node["bodies"]?.members ?? [] { bodies[BodyID(member.name)] = agency(member.value) }
        let controls = (node["controls"]?.elements ?? []).compactMap { pair -> Control? in
            guard let parts = pair.elements?.compactMap(\.string), parts.count == 2 else { return nil }
            return Control(OrganisationID(parts[0]), over: OrganisationID(parts[1]))
        }
        self.init(
            calendar: calendar,
            bodies: bodies,
            keeper: agency(node["keeper"]),
            controls: controls,
            languages: Set((node["languages"]?.elements ?? []).compactMap(\.string)),
            threshold: node["threshold"]?.numberText.flatMap { Int($0) } ?? PublicTable.leastThreshold
        )
    }
}

public import Formats

/// A digital traceability event of 0.7: something was made, moved or modified.
public struct TraceEvent: Sendable, Hashable {
    /// Which of the three it is.
    public var kind: EventKind
    /// Its URI.
    public var id: String
    /// Its name.
    public var name: String?
    /// When it happened, as written.
    public var date: String
    /// What was done, a classification.
    public var activity: JSONNode?
    /// Parties with their parts.
    public var parties: [PartyRole]?
    /// What a make event used up.
    public var inputs: [EventProduct]?
    /// What a make event made, a move event moved, a modify event modified.
    public var products: [EventProduct]
    /// Where it was made or modified, or moved from.
    public var facility: Reference?
    /// Where it was moved to.
    public var destination: Reference?
    /// The consignment of a move.
    public var consignment: String?
    /// Members that we do not name, documents and sensor readings among them.
    public var extras: [JSONNode.Member] = []

    /// Makes an event; its type is written from its kind.
    public init(
        _ kind: EventKind,
        id: String,
        date: String,
        inputs: [EventProduct]? = nil,
        products: [EventProduct],
        facility: Reference?,
        destination: Reference? = nil
    ) {
        self.kind = kind
        self.id = id
        self.date = date
        self.inputs = inputs
        self.products = products
        self.facility = facility
        self.destination = destination
        extras = [.init("type", .array([.string(kind.rawValue), .string("LifecycleEvent")]))]
    }

    /// Reads an event as far as it goes; ``TransparencyReader`` says what the protocol would refuse.
    public init?(reading node: JSONNode) {
        let types = TransparencyReader.types(of: node)
        guard let kind = EventKind.allCases.first(where: { types.contains($0.rawValue) }) else { return nil }
        self.init(node, kind)
    }

    init?(_ node: JSONNode, _ kind: EventKind) {
        var members = Members(node)
        guard let id = members.text("id"), let date = members.text("eventDate"),
            let products = members.list(Self.productsName(kind), { EventProduct($0) })
        else { return nil }
        self.kind = kind
        self.id = id
        self.date = date
        self.products = products
        name = members.text("name")
        activity = members.take("activityType") { $0 }
        parties = members.list("relatedParty") { PartyRole($0) }
        if kind == .make { inputs = members.list("inputProduct") { EventProduct($0) } }
        facility = members.take(Self.facilityName(kind)) { Reference($0) }
        if kind == .move {
            destination = members.take("toFacility") { Reference($0) }
            consignment = members.text("consignmentId")
        }
        extras = members.rest
    }

    /// The event as an object.
    public var json: JSONNode {
        var object = Building()
        object.add("id", id)
        object.add("name", name)
        object.add("eventDate", date)
        object.add("activityType", activity)
        object.add("relatedParty", parties) { $0.json }
        object.add("inputProduct", inputs) { $0.json }
        object.add(Self.productsName(kind), products) { $0.json }
        object.add(Self.facilityName(kind), facility?.json)
        object.add("toFacility", destination?.json)
        object.add("consignmentId", consignment)
        object.add(extras)
        return object.node
    }

    private static func productsName(_ kind: EventKind) -> String {
        switch kind {
        case .make: "outputProduct"
        case .move: "movedProduct"
        case .modify: "modifiedProduct"
        }
    }

    private static func facilityName(_ kind: EventKind) -> String {
        switch kind {
        case .make: "madeAtFacility"
        case .move: "fromFacility"
        case .modify: "modifiedAtFacility"
        }
    }

    /// The first party that plays one of these parts.
    public func party(_ roles: String...) -> Reference? {
        for role in roles {
            if let found = parties?.first(where: { $0.role == role }) { return found.party }
        }
        return nil
    }
}

public import Formats
public import Vocabulary

/// A number with its unit, a code of UN/ECE Recommendation 20.
public struct Measure: Sendable, Hashable {
    /// The number.
    public var value: DecimalNumber
    /// The unit.
    public var unit: String
    /// Members that we do not name.
    public var extras: [JSONNode.Member] = []

    /// Makes a measure.
    public init(_ value: DecimalNumber, _ unit: String) {
        self.value = value
        self.unit = unit
    }

    /// The mass in grams; nil where the unit is none of mass.
    public var grams: Int? {
        guard !value.isNegative, let unit = MassUnit(symbol: Array(unit.utf8)) else { return nil }
        return (try? Mass(value, unit))?.grams
    }

    init?(_ node: JSONNode) {
        var members = Members(node)
        guard let value = members.number("value"), let unit = members.text("unit") else { return nil }
        self.init(value, unit)
        extras = members.rest
    }

    var json: JSONNode {
        var object = Building()
        object.add("value", value)
        object.add("unit", unit)
        object.add(extras)
        return object.node
    }
}

/// A party, facility or product that is named: its URI, and what is said of it beside.
public struct Reference: Sendable, Hashable {
    /// The URI.
    public var id: String
    /// The name; nil where only the URI is given.
    public var name: String?
    /// Whether it is written as its URI alone.
    public var isBare = false
    /// Everything else that is said of it.
    public var extras: [JSONNode.Member] = []

    /// Names something.
    public init(_ id: String, name: String? = nil, extras: [JSONNode.Member] = []) {
        self.id = id
        self.name = name
        self.extras = extras
    }

    init?(_ node: JSONNode) {
        if let id = node.string {
            self.init(id)
            isBare = true
            return
        }
        var members = Members(node)
        guard let id = members.text("id") else { return nil }
        self.init(id, name: members.text("name"))
        extras = members.rest
    }

    var json: JSONNode {
        if isBare { return .string(id) }
        var object = Building()
        object.add("id", id)
        object.add("name", name)
        object.add(extras)
        return object.node
    }

    /// A text of what else is said.
    public func text(_ name: String) -> String? { extras.first { $0.name == name }?.value.string }
}

/// A party with the part that it plays.
public struct PartyRole: Sendable, Hashable {
    /// The part, a word of ``PartyRoleCode``.
    public var role: String
    /// The party.
    public var party: Reference
    /// Members that we do not name.
    public var extras: [JSONNode.Member] = []

    /// Makes a role.
    public init(_ role: String, _ party: Reference) {
        self.role = role
        self.party = party
    }

    init?(_ node: JSONNode) {
        var members = Members(node)
        guard let role = members.text("role"), let party = members.take("party", { Reference($0) }) else { return nil }
        self.init(role, party)
        extras = members.rest
    }

    var json: JSONNode {
        var object = Building()
        object.add("role", role)
        object.add("party", party.json)
        object.add(extras)
        return object.node
    }
}

/// A product in an event, with how much of it and what became of it.
public struct EventProduct: Sendable, Hashable {
    /// The product.
    public var product: Reference
    /// How much.
    public var quantity: Measure?
    /// What became of it, a word of ``ProductStatus`` or another one.
    public var disposition: String?
    /// Members that we do not name.
    public var extras: [JSONNode.Member] = []

    /// Makes one.
    public init(_ product: Reference, quantity: Measure? = nil, disposition: ProductStatus? = nil) {
        self.product = product
        self.quantity = quantity
        self.disposition = disposition?.rawValue
    }

    init?(_ node: JSONNode) {
        var members = Members(node)
        guard let product = members.take("product", { Reference($0) }) else { return nil }
        self.product = product
        quantity = members.take("quantity") { Measure($0) }
        disposition = members.text("disposition")
        extras = members.rest
    }

    var json: JSONNode {
        var object = Building()
        object.add("product", product.json)
        object.add("quantity", quantity?.json)
        object.add("disposition", disposition)
        object.add(extras)
        return object.node
    }

    /// What names the lot: the identifier, with the batch where the identifier stands for a model alone.
    public var lot: String { Self.lot(product.id, product.text("idGranularity"), batch: product.text("batchNumber")) }

    static func lot(_ id: String, _ granularity: String?, batch: String?) -> String {
        guard granularity == Granularity.model.rawValue, let batch else { return id }
        return "\(id)#\(batch)"
    }
}

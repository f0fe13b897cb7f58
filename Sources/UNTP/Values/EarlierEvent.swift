public import Formats
import Vocabulary

/// An event of 0.6, which was shaped after EPCIS: read, not written anew.
public struct EarlierEvent: Sendable, Hashable {
    /// The five kinds.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case object = "ObjectEvent"
        case aggregation = "AggregationEvent"
        case transaction = "TransactionEvent"
        case transformation = "TransformationEvent"
        case association = "AssociationEvent"
    }

    /// What the event did with a product.
    public enum Role: String, Sendable, Hashable {
        case input, output, parent, child, subject
    }

    /// A product in the event.
    public struct Product: Sendable, Hashable {
        /// Its identifier.
        public let id: String
        /// What the event did with it.
        public let role: Role
        /// How much; nil for a single thing.
        public let quantity: Measure?
    }

    /// Which of the five it is.
    public let kind: Kind
    /// Its identifier.
    public let id: String?
    /// When it happened, as written.
    public let time: String
    /// `add`, `observe` or `delete`, in small letters.
    public let action: String?
    /// The business step, as written.
    public let step: String?
    /// The disposition, as written.
    public let disposition: String?
    /// Where the things are afterwards.
    public let location: String?
    /// The products, in the order of their lists.
    public let products: [Product]
    /// The whole event, as it came.
    public let node: JSONNode

    init?(_ node: JSONNode, _ kind: Kind) {
        guard let time = node["eventTime"]?.string else { return nil }
        self.kind = kind
        self.time = time
        self.node = node
        id = node["id"]?.string
        action = node["action"]?.string?.lowercased()
        step = node["bizStep"]?.string
        disposition = node["disposition"]?.string
        location = node["bizLocation"]?.string ?? node["bizLocation"]?["id"]?.string
        var products: [Product] = []
        if let parent = node["parentEPC"]?.string ?? node["parentEPC"]?["id"]?.string {
            products.append(Product(id: parent, role: .parent, quantity: nil))
        }
        for (prefix, role) in [("input", Role.input), ("output", .output), ("child", .child), ("", .subject)] {
            for item in node[prefix.isEmpty ? "epcList" : "\(prefix)EPCList"]?.elements ?? [] {
                if let id = item["id"]?.string { products.append(Product(id: id, role: role, quantity: nil)) }
            }
            for item in node[prefix.isEmpty ? "quantityList" : "\(prefix)QuantityList"]?.elements ?? [] {
                guard let id = item["productId"]?.string else { continue }
                let number = item["quantity"]?.numberText.flatMap { try? DecimalNumber($0) }
                let unit = item["uom"]?.string
                let measure = number.flatMap { number in unit.map { Measure(number, $0) } }
                products.append(Product(id: id, role: role, quantity: measure))
            }
        }
        self.products = products
    }
}

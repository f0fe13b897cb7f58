public import Formats
import Vocabulary

extension CategoryTable {
    /// Reads `Content/procedures/categories.json`.
    ///
    /// - Throws: ``FileFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(FileFaults) {
        var reader = StrictJSON(file: file)
        let root = reader.root(of: bytes)
        let object = reader.object(root, required: ["kind", "sources", "categories", "routes"])
        if let object { reader.header(object, kind: "categories") }
        sources = reader.sources(object?["sources"])
        let known = Set(sources.map(\.id))
        categories = reader.list(object?["categories"]).compactMap { reader.category($0, sources: known) }
        index = Dictionary(categories.enumerated().map { ($1.id, $0) }) { first, _ in first }
        routes = reader.list(object?["routes"]).compactMap { reader.route($0) }
        reader.unique(categories.map(\.id.rawValue), object?["categories"])
        reader.unique(routes.map(\.id.rawValue), object?["routes"])
        if let place = object?["routes"] {
            for against in ComplaintCategory.Against.allCases
            where !routes.contains(where: { $0.against.contains(against) && !$0.needsMembership }) {
                reader.fault(place, "no route takes complaints against \(against.rawValue) whoever it is")
            }
        }
        try reader.check()
    }
}

extension StrictJSON {
    fileprivate mutating func category(_ value: Value, sources: Set<String>) -> ComplaintCategory? {
        guard
            let object = object(
                value,
                required: ["id", "label", "standard", "against", "sources"],
                optional: ["grave", "urgent", "icoc", "voluntaryPrinciples"]
            ),
            let id = id(object["id"]), let label = localised(object["label"]),
            let standard = word(object["standard"], ComplaintCategory.Standard.self)
        else { return nil }
        let against = words(object["against"], ComplaintCategory.Against.self)
        if against.isEmpty { fault(value, "against whom it can be made is missing") }
        let named = ids(object["sources"])
        for name in named where !sources.contains(name) { fault(value, "the source \(name) is not in the file") }
        if named.isEmpty { fault(value, "names no source") }
        // Paragraphs 28 to 68 of the Code are those that a complaint can be about.
        let paragraphs = list(object["icoc"]).compactMap { integer($0, in: 28...68) }
        let isGrave = flag(object["grave"]) ?? false
        if isGrave, !against.isDisjoint(with: [.privateSecurity]), paragraphs.isEmpty {
            fault(value, "a grave complaint against private security names its paragraphs of the Code")
        }
        return ComplaintCategory(
            id: CategoryID(id),
            label: label,
            isGrave: isGrave,
            isUrgent: flag(object["urgent"]) ?? false,
            standard: standard,
            against: against,
            codeParagraphs: paragraphs,
            voluntaryPrinciples: object["voluntaryPrinciples"].flatMap { text($0, atMost: 120) },
            sources: named
        )
    }

    fileprivate mutating func route(_ value: Value) -> ExternalRoute? {
        guard
            let object = object(
                value,
                required: ["id", "label", "against"],
                optional: ["needsMembership", "forGrave"]
            ),
            let id = id(object["id"]), let label = localised(object["label"])
        else { return nil }
        let against = words(object["against"], ComplaintCategory.Against.self)
        if against.isEmpty { fault(value, "a route that takes no complaint is none") }
        return ExternalRoute(
            id: RouteID(id),
            label: label,
            against: against,
            needsMembership: flag(object["needsMembership"]) ?? false,
            isForGrave: flag(object["forGrave"]) ?? false
        )
    }
}

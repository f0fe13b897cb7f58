extension EventQuery {
    /// Whether an event fulfils all conditions.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - recordTime: When it was captured, in microseconds since 1970; what the event itself says of that does not count.
    ///   - masterData: What `WD_…`, `HASATTR_…` and `EQ_ATTR_…` are answered from.
    public func matches(_ event: EventTree, recordTime: Int, masterData: MasterData = MasterData()) -> Bool {
        guard !event.nodes.isEmpty else { return false }
        return conditions.allSatisfy { $0.holds(event, recordTime, masterData) }
    }
}

extension QueryCondition {
    /// Whether an event fulfils the condition.
    func holds(_ event: EventTree, _ recordTime: Int, _ masterData: MasterData) -> Bool {
        let root = EventTree.root
        switch self {
        case .eventType(let types):
            return types.contains { type in
                switch type {
                case .standard(let term): event.eventType == term
                case .other(let name): name.matches(event.nodes[root].name, of: event)
                }
            }
        case .action(let actions):
            guard let range = event.range(.action) else { return false }
            return actions.contains { event.text[range].elementsEqual($0.utf8) }
        case .time(let field, let comparison, let wanted):
            return field.holds(comparison, wanted, event, recordTime)
        case .word(let field, let words):
            return field.any(in: event) { range in words.contains { $0.matches(range, of: event) } }
        case .identifier(let field, let wanted):
            return field.any(in: event) { range in wanted.contains { event.matches($0, range) } }
        case .descendant(let field, let wanted):
            return field.any(in: event) { masterData.isAmong(wanted, event.text.span.extracting($0)) }
        case .match(let field, let patterns):
            return field.any(in: event) { range in
                let value = event.text.span.extracting(range)
                return patterns.contains { $0.matches(value) }
            }
        case .listed(let field, let type, let wanted):
            return event.anyItem(field.list, in: root) { item in
                guard let kind = event.range(.type, in: item), type.matches(kind, of: event),
                    let range = event.range(field.item, in: item) ?? event.contentRange(of: item)
                else { return false }
                return wanted.contains { event.matches($0, range) }
            }
        case .quantity(let comparison, let numbers, let unit):
            return event.anyQuantity { owner in
                event.holds(comparison, numbers, .quantity, unit: unit, in: owner)
            }
        case .measure(let field, let comparison, let numbers, let unit):
            return event.anyReport { event.holds(comparison, numbers, field.term, unit: unit, in: $0) }
        case .sensorText(let field, let wanted):
            return event.anySensorPart { part in
                guard let range = event.range(field.term, in: part) else { return false }
                return wanted.contains { event.matches($0, range) }
            }
        case .sensorBoolean(let wanted):
            return event.anyReport { report in
                guard let range = event.range(.booleanValue, in: report) else { return false }
                let value = event.text[range]
                return value.elementsEqual((wanted ? "true" : "false").utf8)
                    || value.elementsEqual((wanted ? "1" : "0").utf8)
            }
        case .sensorHexadecimal(let wanted):
            return event.anyReport { report in
                guard let range = event.range(.hexBinaryValue, in: report) else { return false }
                let value = String(decoding: event.text[range], as: UTF8.self).uppercased()
                return wanted.contains(value)
            }
        case .exists(let field):
            return event.first(field.term).map { event.isFilled($0) } ?? false
        case .fieldExists(let path):
            return event.anyNode(at: path) { event.isFilled($0) }
        case .field(let path, let comparison, let operands):
            return event.anyNode(at: path) { node in
                operands.contains { $0.holds(comparison, node, of: event) }
            }
        case .hasAttribute(let field, let names):
            return field.any(in: event, masterData) { attribute, _ in names.contains { attribute.isNamed($0) } }
        case .attribute(let field, let name, let values):
            return field.any(in: event, masterData) { attribute, value in
                attribute.isNamed(name) && values.contains { $0.utf8.elementsEqual(value.utf8) }
            }
        }
    }
}

extension EventTree {
    /// Where the value of a node's first field of that name stands; nil if it has none.
    func range(_ term: EventTerm, in owner: Int = EventTree.root) -> Range<Int>? {
        first(term, in: owner).flatMap { contentRange(of: $0) }
    }

    /// Where the text of a node stands; nil for an object without text, a list and null.
    func contentRange(of node: Int) -> Range<Int>? {
        content(of: node).map { valueRange(of: $0) }
    }

    /// Whether the value in a range names the same as an identifier of a query; its prefix may be the event's own.
    func matches(_ identifier: QueryIdentifier, _ range: Range<Int>) -> Bool {
        if identifier.matches(text.span.extracting(range)) { return true }
        return expanded(range).map { identifier.matches($0.span) } ?? false
    }

    /// Whether a node holds anything.
    func isFilled(_ node: Int) -> Bool {
        switch nodes[node].kind {
        case .null: false
        case .object, .list: nodes[node].firstChild != nil
        case .text, .number, .bool: syntax == .json || !valueRange(of: node).isEmpty
        }
    }

    /// Whether the number of a field compares so with one of those, converted if both units are of one dimension.
    func holds(
        _ comparison: QueryComparison,
        _ wanted: [QueryNumber],
        _ term: EventTerm,
        unit: String?,
        in owner: Int
    ) -> Bool {
        guard let range = range(term, in: owner), let found = QueryNumber(text.span.extracting(range)) else {
            return false
        }
        guard let unit else { return wanted.contains { comparison.holds(found, $0) } }
        guard let own = string(.uom, in: owner) else { return false }
        if own == unit { return wanted.contains { comparison.holds(found, $0) } }
        guard let ownUnit = QueryUnit(code: own), let other = QueryUnit(code: unit) else { return false }
        return wanted.contains {
            ownUnit.holds(comparison, found, $0, in: other, isDifference: term == .sDev)
        }
    }

    /// Calls with every element that has a quantity, until one call says true.
    func anyQuantity(where holds: (Int) -> Bool) -> Bool {
        for list in [EventTerm.quantityList, .childQuantityList, .inputQuantityList, .outputQuantityList]
        where anyItem(list, in: Self.root, where: holds) {
            return true
        }
        // A QuantityEvent of EPCIS 1.x has its quantity itself.
        return holds(Self.root)
    }

    /// Calls with every sensor report, until one call says true.
    func anyReport(where holds: (Int) -> Bool) -> Bool {
        anySensor { anyItem(.sensorReport, in: $0, where: holds) }
    }

    /// Calls with all sensor metadata and sensor reports, until one call says true.
    func anySensorPart(where holds: (Int) -> Bool) -> Bool {
        anySensor { anyItem(.sensorMetadata, in: $0, where: holds) || anyItem(.sensorReport, in: $0, where: holds) }
    }
}

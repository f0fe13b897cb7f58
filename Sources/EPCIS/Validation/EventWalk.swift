import Vocabulary

/// One pass over an event.
struct EventWalk {
    let tree: EventTree
    let validator: EventValidator
    let shape = EventShape.standard
    var faults: [ValidationFault] = []

    init(tree: EventTree, validator: EventValidator) {
        self.tree = tree
        self.validator = validator
    }

    mutating func checkEvent() {
        let name = tree.nodes[EventTree.root].name
        if let type = tree.eventType, let place = EventShape.Place(type) {
            checkObject(EventTree.root, place)
            checkRules(of: place)
        } else if name.term != nil || tree.prefix(of: name).isEmpty && tree.namespace(of: name).isEmpty {
            // Section 9.1: other event types are allowed, with names of their own namespaces.
            add(
                .unknownEventType,
                EventTree.root,
                found: .quoted(tree.writtenName(of: name)),
                expected: .oneOf(EventOutline.Kind.allCases.map(\.rawValue).joined(separator: ", "))
            )
        }
    }

    /// Checks the fields of an object: which there are, how often, in which order, and each value.
    mutating func checkObject(_ index: Int, _ place: EventShape.Place) {
        guard tree.nodes[index].kind == .object else {
            wrongType(index, expected: .jsonObject)
            return
        }
        var seen: (UInt64, UInt64) = (0, 0)
        var lastRank: UInt8 = 0
        var lastName = tree.nodes[index].name
        let ordered = tree.syntax == .xml && validator.isVersion2 && place.isOrdered
        var child = tree.nodes[index].firstChildIndex
        while child != 0 {
            let node = tree.nodes[Int(child)]
            let raw = node.name.rawValue
            if raw >= EventName.firstExtension {
                checkExtension(Int(child), in: place)
                if ordered, !node.isAttribute {
                    lastRank = .max
                    lastName = node.name
                }
            } else {
                let slot = EventShape.slot(place, raw)
                let form = raw < 128 ? shape.forms[slot] : .none
                if form == .none {
                    misplaced(Int(child), in: place)
                } else {
                    let bit = UInt64(1) << UInt64(raw & 63)
                    if (raw < 64 ? seen.0 : seen.1) & bit != 0 {
                        add(
                            .repeatedField,
                            Int(child),
                            found: name(Int(child)),
                            expected: .fieldOnce(written(Int(child)))
                        )
                    }
                    if raw < 64 { seen.0 |= bit } else { seen.1 |= bit }
                    if ordered, !node.isAttribute {
                        let rank = shape.ranks[slot]
                        if rank < lastRank { wrongOrder(Int(child), behind: lastName) }
                        lastRank = max(lastRank, rank)
                        if rank == lastRank { lastName = node.name }
                    }
                    check(Int(child), form)
                }
            }
            child = node.nextSiblingIndex
        }
        for term in shape.required[Int(place.rawValue)] {
            let raw = term.rawValue
            if (raw < 64 ? seen.0 : seen.1) & (UInt64(1) << UInt64(raw & 63)) == 0 { missing(term, in: index) }
        }
    }

    private mutating func checkExtension(_ index: Int, in place: EventShape.Place) {
        let name = tree.nodes[index].name
        // XML Schema lets events have attributes of any name (`anyAttribute`).
        if tree.nodes[index].isAttribute, place.isEvent { return }
        if tree.prefix(of: name).isEmpty, tree.namespace(of: name).isEmpty {
            add(.unknownField, index, found: .quoted(written(index)), expected: .namespacedField)
        } else if !place.takesExtensions, !tree.nodes[index].isAttribute {
            add(.misplacedField, index, found: .quoted(written(index)), expected: .standardFieldsOnly)
        }
    }

    private mutating func misplaced(_ index: Int, in place: EventShape.Place) {
        if tree.nodes[index].name == .text, place != .quantityElement { return }
        if place == .masterData || place == .objectEvent && tree.nodes[index].name == .comment {
            add(.unknownField, index, found: .quoted(written(index)), expected: .namespacedField)
        } else {
            add(.misplacedField, index, found: .quoted(written(index)), expected: .fieldElsewhere)
        }
    }

    private mutating func wrongOrder(_ index: Int, behind other: EventName) {
        add(
            .wrongOrder,
            index,
            found: .quoted(written(index)),
            expected: .fieldBefore(written(index), tree.writtenName(of: other))
        )
    }

    mutating func missing(_ term: EventTerm, in index: Int) {
        add(.missingField, index, found: .nothing, expected: .field(Self.spelling(term)))
    }

    // MARK: Values

    private mutating func check(_ index: Int, _ form: FieldForm) {
        switch form {
        case .none, .anything: break
        case .uris: checkURIs(index, allowsSingle: false)
        case .uriOrURIs: checkURIs(index, allowsSingle: true)
        case .dispositions:
            checkList(index, notEmpty: true) { $0.checkValue($1, .disposition) }
        case .quantities: checkList(index) { $0.checkQuantity($1) }
        case .transactions: checkList(index) { $0.checkObject($1, .transaction) }
        case .sources: checkList(index) { $0.checkObject($1, .source) }
        case .destinations: checkList(index) { $0.checkObject($1, .destination) }
        case .sensorElements: checkList(index) { $0.checkObject($1, .sensorElement) }
        case .sensorReports: checkList(index, notEmpty: true) { $0.checkReport($1) }
        case .place: checkObject(index, .place)
        case .persistentDisposition: checkPersistentDisposition(index)
        case .errorDeclaration: checkObject(index, .errorDeclaration)
        case .sensorMetadata: checkObject(index, .sensorMetadata)
        case .masterData: checkObject(index, .masterData)
        default: checkValue(index, form)
        }
    }

    private mutating func checkList(
        _ index: Int,
        notEmpty: Bool = false,
        _ check: (inout EventWalk, Int) -> Void
    ) {
        guard tree.nodes[index].kind == .list else {
            wrongType(index, expected: .jsonArray)
            return
        }
        var child = tree.nodes[index].firstChildIndex
        if child == 0, notEmpty { add(.emptyList, index, found: .nothing, expected: .oneEntry) }
        while child != 0 {
            check(&self, Int(child))
            child = tree.nodes[Int(child)].nextSiblingIndex
        }
    }

    private mutating func checkURIs(_ index: Int, allowsSingle: Bool) {
        if allowsSingle, tree.nodes[index].kind != .list {
            checkValue(index, .uri)
        } else {
            checkList(index) { $0.checkValue($1, .uri) }
        }
    }

    private mutating func checkQuantity(_ index: Int) {
        checkObject(index, .quantityElement)
        guard tree.nodes[index].kind == .object else { return }
        if let quantity = tree.first(.quantity, in: index) {
            let range = valueRange(quantity)
            if tree.text[range].first == UInt8(ascii: "-") {
                add(.negativeQuantity, quantity, found: quoted(range), expected: .quantityFromZero)
            }
        } else if let unit = tree.first(.uom, in: index) {
            add(.unitWithoutQuantity, unit, found: .nothing, expected: .field("quantity"))
        }
    }

    private mutating func checkReport(_ index: Int) {
        checkObject(index, .sensorReport)
        guard tree.nodes[index].kind == .object, tree.first(.type, in: index) == nil else { return }
        // Section 7.3.7.3: a report is of a type, or of an exception.
        if tree.first(.exception, in: index) == nil { missing(.type, in: index) }
    }

    private mutating func checkPersistentDisposition(_ index: Int) {
        checkObject(index, .persistentDisposition)
        guard tree.nodes[index].kind == .object else { return }
        let (set, unset) = (tree.first(.set, in: index), tree.first(.unset, in: index))
        if set == nil, unset == nil { missing(.set, in: index) }
        guard let set, let unset else { return }
        for one in tree.children(of: set) {
            for other in tree.children(of: unset) {
                let term = CBVTerm(string(one), in: .disposition)
                if term != nil, term == CBVTerm(string(other), in: .disposition) {
                    add(.setAndUnset, one, found: quoted(valueRange(one)), expected: .setOrUnset)
                }
            }
        }
    }
}

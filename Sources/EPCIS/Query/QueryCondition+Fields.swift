extension QueryCondition.TimeField {
    /// Whether a comparison holds for one of the times of that name.
    func holds(_ comparison: QueryComparison, _ wanted: Int, _ event: EventTree, _ recordTime: Int) -> Bool {
        func holds(_ term: EventTerm, in owner: Int) -> Bool {
            guard let range = event.range(term, in: owner),
                let time = EventClock.microseconds(event.text.span.extracting(range))
            else { return false }
            return comparison.holds(time, wanted)
        }
        switch self {
        case .eventTime: return holds(.eventTime, in: EventTree.root)
        case .recordTime: return comparison.holds(recordTime, wanted)
        case .errorDeclarationTime:
            return event.first(.errorDeclaration).map { holds(.declarationTime, in: $0) } ?? false
        case .time: return event.anySensorPart { holds(.time, in: $0) }
        case .startTime: return event.anySensorPart { holds(.startTime, in: $0) }
        case .endTime: return event.anySensorPart { holds(.endTime, in: $0) }
        }
    }
}

extension QueryCondition.WordField {
    /// Calls with the range of every word of that name, until one call says true.
    func any(in event: EventTree, where holds: (Range<Int>) -> Bool) -> Bool {
        func isFound(_ node: Int) -> Bool { event.contentRange(of: node).map(holds) ?? false }
        let root = EventTree.root
        switch self {
        case .bizStep: return event.anyItem(.bizStep, in: root, where: isFound)
        case .disposition: return event.anyItem(.disposition, in: root, where: isFound)
        case .persistentDispositionSet:
            return event.first(.persistentDisposition).map { event.anyItem(.set, in: $0, where: isFound) } ?? false
        case .persistentDispositionUnset:
            return event.first(.persistentDisposition).map { event.anyItem(.unset, in: $0, where: isFound) } ?? false
        case .errorReason:
            return event.first(.errorDeclaration).map { event.anyItem(.reason, in: $0, where: isFound) } ?? false
        case .measurementType: return event.anyReport { event.anyItem(.type, in: $0, where: isFound) }
        case .exception: return event.anyReport { event.anyItem(.exception, in: $0, where: isFound) }
        case .component: return event.anyReport { event.anyItem(.component, in: $0, where: isFound) }
        }
    }
}

extension QueryCondition.IdentifierField {
    /// Calls with the range of every identifier of that name, until one call says true.
    func any(in event: EventTree, where holds: (Range<Int>) -> Bool) -> Bool {
        switch self {
        case .eventID: return event.range(.eventID).map(holds) ?? false
        case .transformationID: return event.range(.transformationID).map(holds) ?? false
        case .readPoint: return event.place(.readPoint).map(holds) ?? false
        case .bizLocation: return event.place(.bizLocation).map(holds) ?? false
        case .correctiveEventID:
            guard let declaration = event.first(.errorDeclaration) else { return false }
            return event.anyItem(.correctiveEventIDs, in: declaration) {
                event.contentRange(of: $0).map(holds) ?? false
            }
        }
    }
}

extension EventTree {
    /// Where the identifier of a read point or business location stands.
    func place(_ term: EventTerm) -> Range<Int>? {
        first(term).flatMap { range(.id, in: $0) ?? contentRange(of: $0) }
    }
}

extension QueryCondition.MatchField {
    /// Calls with the range of every identifier that the parameter looks at, until one call says true.
    func any(in event: EventTree, where holds: (Range<Int>) -> Bool) -> Bool {
        let root = EventTree.root
        func isEPC(_ list: EventTerm) -> Bool {
            event.anyItem(list, in: root) { event.contentRange(of: $0).map(holds) ?? false }
        }
        func isClass(_ list: EventTerm) -> Bool {
            event.anyItem(list, in: root) { event.range(.epcClass, in: $0).map(holds) ?? false }
        }
        switch self {
        case .epc: return isEPC(.epcList) || isEPC(.childEPCs)
        case .parentID: return isEPC(.parentID)
        case .inputEPC: return isEPC(.inputEPCList)
        case .outputEPC: return isEPC(.outputEPCList)
        case .anyEPC:
            return [EventTerm.epcList, .childEPCs, .parentID, .inputEPCList, .outputEPCList].contains(where: isEPC)
        case .epcClass:
            return isClass(.quantityList) || isClass(.childQuantityList)
                || (event.eventType == .quantityEvent && isEPC(.epcClass))
        case .inputEPCClass: return isClass(.inputQuantityList)
        case .outputEPCClass: return isClass(.outputQuantityList)
        case .anyEPCClass:
            return [EventTerm.quantityList, .childQuantityList, .inputQuantityList, .outputQuantityList]
                .contains(where: isClass) || (event.eventType == .quantityEvent && isEPC(.epcClass))
        }
    }
}

extension QueryCondition.AttributedField {
    /// Calls with every attribute in the master data of the field's values, and with the value of the attribute, until
    /// one call says true; of an extension's object also with its own fields.
    func any(
        in event: EventTree,
        _ masterData: MasterData,
        where holds: (AttributeName, String) -> Bool
    ) -> Bool {
        func isFound(_ range: Range<Int>) -> Bool {
            masterData.attributes(of: event.text.span.extracting(range)).contains {
                holds(AttributeName(text: $0.name), $0.value)
            }
        }
        let root = EventTree.root
        func inList(_ list: EventTerm, _ item: EventTerm) -> Bool {
            event.anyItem(list, in: root) {
                (event.range(item, in: $0) ?? event.contentRange(of: $0)).map(isFound) ?? false
            }
        }
        switch self {
        case .readPoint: return event.place(.readPoint).map(isFound) ?? false
        case .bizLocation: return event.place(.bizLocation).map(isFound) ?? false
        case .bizStep: return event.range(.bizStep).map(isFound) ?? false
        case .disposition: return event.range(.disposition).map(isFound) ?? false
        case .bizTransaction: return inList(.bizTransactionList, .bizTransaction)
        case .source: return inList(.sourceList, .source)
        case .destination: return inList(.destinationList, .destination)
        case .epcClass: return QueryCondition.MatchField.anyEPCClass.any(in: event, where: isFound)
        case .other(let path):
            return event.anyNode(at: path) { node in
                if event.contentRange(of: node).map(isFound) ?? false { return true }
                guard event.nodes[node].kind == .object else { return false }
                return event.children(of: node).contains { child in
                    guard let value = event.string(of: child) else { return false }
                    return holds(AttributeName(text: event.expandedName(of: child)), value)
                }
            }
        }
    }
}

/// The name of an attribute in master data.
struct AttributeName {
    let text: String

    /// Whether a query means it: by the whole name, or by what stands behind its last `#`, `/` or `:`.
    func isNamed(_ wanted: String) -> Bool {
        if text.utf8.elementsEqual(wanted.utf8) { return true }
        let separators: [Character] = ["#", "/", ":"]
        guard !wanted.contains(where: separators.contains) else { return false }
        let local = text.lastIndex(where: separators.contains).map { text[text.index(after: $0)...] } ?? text[...]
        return local.utf8.elementsEqual(wanted.utf8)
    }
}

extension EventTree {
    /// The name of a node with its namespace, or else as written.
    fileprivate func expandedName(of node: Int) -> String {
        let name = nodes[node].name
        let namespace = namespace(of: name)
        return namespace.isEmpty
            ? writtenName(of: name)
            : String(decoding: namespace, as: UTF8.self) + String(decoding: localName(of: name), as: UTF8.self)
    }
}

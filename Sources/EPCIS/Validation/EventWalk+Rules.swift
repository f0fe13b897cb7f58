import Vocabulary

/// The rules that stand in the prose of the standard.
extension EventWalk {
    mutating func checkRules(of place: EventShape.Place) {
        let action = tree.first(.action).map { string($0) }
        switch place {
        case .objectEvent:
            // Section 7.4.2: something must have been observed, be it the place's climate.
            let hasSensor = count(.sensorElementList) > 0 && tree.first(.readPoint) != nil
            if tree.first(.epcList) == nil, count(.quantityList) == 0, !hasSensor {
                add(.nothingObserved, EventTree.root, found: .nothing, expected: .thingsOrSensor)
            }
            if let ilmd = tree.first(.ilmd), let action, action != "ADD" {
                add(.misplacedMasterData, ilmd, found: .quoted(String(action.prefix(20))), expected: .masterDataOfMade)
            }
        case .aggregationEvent, .associationEvent: checkContainment(place, action)
        case .transactionEvent:
            if count(.bizTransactionList) == 0, let list = tree.first(.bizTransactionList) {
                add(.emptyList, list, found: .nothing, expected: .oneEntry)
            }
            let hasSensor = count(.sensorElementList) > 0
            if tree.first(.epcList) == nil, count(.quantityList) == 0, tree.first(.parentID) == nil, action != "DELETE",
                !hasSensor
            {
                add(.nothingObserved, EventTree.root, found: .nothing, expected: .thingsOrSensor)
            }
        case .transformationEvent: checkTransformation()
        default: break
        }
        checkTimes()
        checkErrorDeclaration()
        checkRepeatedEPCs()
    }

    /// Sections 7.4.3 and 7.4.6.
    private mutating func checkContainment(_ place: EventShape.Place, _ action: String?) {
        let children = count(.childEPCs) + count(.childQuantityList)
        if let action, action == "ADD" || action == "DELETE", place == .aggregationEvent, tree.first(.parentID) == nil {
            add(.parentMissing, EventTree.root, found: .nothing, expected: .field("parentID"))
        }
        if let action, action == "ADD" || action == "OBSERVE", children == 0 {
            add(.childrenMissing, EventTree.root, found: .nothing, expected: .childrenOfParent)
        }
        guard let parent = tree.first(.parentID), let list = tree.first(.childEPCs) else { return }
        let parentRange = valueRange(parent)
        for child in tree.children(of: list) {
            let range = valueRange(child)
            if range.count == parentRange.count, tree.text[range].elementsEqual(tree.text[parentRange]) {
                add(.containsItself, child, found: quoted(range), expected: .otherThanParent)
            }
        }
    }

    /// Section 7.4.5: inputs and outputs, or one of both and the identifier that joins it to the rest.
    private mutating func checkTransformation() {
        let inputs = count(.inputEPCList) + count(.inputQuantityList)
        let outputs = count(.outputEPCList) + count(.outputQuantityList)
        let isJoined = tree.first(.transformationID) != nil
        if isJoined ? inputs + outputs == 0 : inputs == 0 || outputs == 0 {
            add(.inputsOrOutputsMissing, EventTree.root, found: .nothing, expected: .inputsAndOutputs)
        }
    }

    private mutating func checkTimes() {
        guard let event = tree.first(.eventTime).flatMap({ time($0) }) else { return }
        if let record = tree.first(.recordTime), let recorded = time(record), recorded < event {
            add(.recordedBeforeEvent, record, found: quoted(valueRange(record)), expected: .notBeforeEvent)
        }
        guard let elements = tree.first(.sensorElementList) else { return }
        for element in tree.children(of: elements) where tree.nodes[element].kind == .object {
            let metadata = tree.first(.sensorMetadata, in: element)
            if let metadata { checkSensorTimes(metadata, event: event) }
            guard let reports = tree.first(.sensorReport, in: element) else { continue }
            for report in tree.children(of: reports) where tree.nodes[report].kind == .object {
                checkSensorTimes(report, event: event)
                if let metadata { checkSensorFields(report, metadata) }
            }
        }
    }

    /// Section 7.3.7: what was measured for an event was measured before it was told.
    private mutating func checkSensorTimes(_ index: Int, event: Int) {
        for term in [EventTerm.time, .endTime] {
            guard let node = tree.first(term, in: index), let measured = time(node), measured > event else { continue }
            add(.sensorTimeAfterEvent, node, found: quoted(valueRange(node)), expected: .notAfterEvent)
        }
        if let start = tree.first(.startTime, in: index), let end = tree.first(.endTime, in: index),
            let from = time(start), let to = time(end), from > to
        {
            add(.periodReversed, start, found: quoted(valueRange(start)), expected: .startBeforeEnd)
        }
    }

    /// Section 7.3.7.2: what the metadata say holds for every report, and is not said again in one.
    private mutating func checkSensorFields(_ report: Int, _ metadata: Int) {
        guard tree.nodes[metadata].kind == .object else { return }
        for field in tree.children(of: report) {
            guard let term = tree.nodes[field].name.term,
                EventShape.standard.forms[EventShape.slot(.sensorMetadata, term.rawValue)] != .none,
                tree.first(term, in: metadata) != nil
            else { continue }
            add(.sensorFieldTwice, field, found: name(field), expected: .reportOrMetadata)
        }
    }

    /// Section 7.4.1.2: an error declaration repeats the event that is in error, which is found by its identifier.
    private mutating func checkErrorDeclaration() {
        guard let declaration = tree.first(.errorDeclaration), tree.nodes[declaration].kind == .object else { return }
        guard let id = tree.first(.eventID) else {
            add(.errorWithoutEventID, declaration, found: .nothing, expected: .field("eventID"))
            return
        }
        guard let list = tree.first(.correctiveEventIDs, in: declaration) else { return }
        for corrective in tree.children(of: list) where string(corrective) == string(id) {
            add(.correctsItself, corrective, found: quoted(valueRange(corrective)), expected: .otherEvent)
        }
    }

    private mutating func checkRepeatedEPCs() {
        for term in [EventTerm.epcList, .childEPCs, .inputEPCList, .outputEPCList] {
            guard let list = tree.first(term), tree.nodes[list].kind == .list else { continue }
            var known: Set<ArraySlice<UInt8>> = []
            for item in tree.children(of: list) {
                let value = tree.text[valueRange(item)]
                if !known.insert(value).inserted {
                    add(.repeatedEntry, item, found: quoted(valueRange(item)), expected: .entryOnce)
                }
            }
        }
    }

    private func time(_ index: Int) -> Int? {
        EventClock.microseconds(tree.text.span.extracting(valueRange(index)))
    }

    /// How many items a list has; 0 if there is no list.
    private func count(_ term: EventTerm) -> Int {
        guard let list = tree.first(term), tree.nodes[list].kind == .list else { return 0 }
        var count = 0
        for _ in tree.children(of: list) { count += 1 }
        return count
    }
}

import Vocabulary

extension EventWalk {
    /// Checks a single value.
    mutating func checkValue(_ index: Int, _ form: FieldForm) {
        let kind = tree.nodes[index].kind
        if tree.syntax == .json {
            let wanted: EventTree.Kind = form == .number ? .number : form == .boolean ? .bool : .text
            guard kind == wanted else {
                let expected: RefusalText =
                    wanted == .number ? .jsonNumber : wanted == .bool ? .jsonBoolean : .jsonString
                wrongType(index, expected: expected)
                return
            }
        } else if tree.content(of: index) == nil {
            // XML Schema lets a quantity be nil (`nillable`), which JSON says by leaving it out.
            if form == .number, isNil(index) { return }
            wrongType(index, expected: .text)
            return
        }
        let range = valueRange(index)
        if let verdict = verdict(tree.text.span.extracting(range), form) {
            add(verdict.reason, index, found: quoted(range), expected: verdict.expected)
        }
    }

    /// What is wrong with a value, and what was expected; nil if nothing is wrong.
    private typealias Verdict = (reason: ValidationFault.Reason, expected: RefusalText)

    private func verdict(_ value: Span<UInt8>, _ form: FieldForm) -> Verdict? {
        switch form {
        case .time: Self.timeVerdict(value)
        case .offset: EventClock.offsetMinutes(value) == nil ? (.badOffset, .eventOffset) : nil
        case .uri: uriVerdict(value)
        case .number: ValueCheck.isNumber(value) ? nil : (.badNumber, .decimalNumber)
        case .boolean: Self.isBoolean(value) ? nil : (.badBoolean, .trueOrFalse)
        case .hexadecimal: ValueCheck.isHexadecimal(value) ? nil : (.badHexadecimal, .hexadecimalDigits)
        case .unitCode: unitVerdict(value)
        case .action: Self.isAction(value) ? nil : (.unknownAction, .oneOf("ADD, OBSERVE, DELETE"))
        default: form.vocabulary.flatMap { Self.wordVerdict(value, in: $0) }
        }
    }

    private static func timeVerdict(_ value: Span<UInt8>) -> Verdict? {
        if EventClock.microseconds(value) != nil { return nil }
        return EventClock.isWithoutSeconds(value) ? (.timeWithoutSeconds, .timeWithSeconds) : (.badTime, .eventTime)
    }

    private func unitVerdict(_ value: Span<UInt8>) -> Verdict? {
        guard ValueCheck.isUnitCode(value) else { return (.badUnitCode, .unitCode) }
        guard validator.checksIdentifiers, UnitOfMeasure(code: Self.text(value)) == nil else { return nil }
        return (.unknownUnit, .unitCode)
    }

    private func uriVerdict(_ value: Span<UInt8>) -> Verdict? {
        guard ValueCheck.isURI(value) else { return (.badURI, .absoluteURI) }
        guard validator.checksIdentifiers, !EPCURNGlance.isRight(value) else { return nil }
        let isURN = value.starts(with: "urn:epc:")
        guard isURN || value.starts(with: "https://id.gs1.org/") else { return nil }
        do throws(EPCIdentifierError) {
            let identifier = try EPCIdentifier(parsing: Self.text(value))
            if case .wrongCheckDigit(let right, _) = identifier.checkDigitFault {
                return (.wrongCheckDigit, .checkDigit(String(right)))
            }
            return nil
        } catch {
            return (.badIdentifier, isURN ? .epcURN : .digitalLink)
        }
    }

    private static func wordVerdict(_ value: Span<UInt8>, in vocabulary: CBVVocabulary) -> Verdict? {
        let expected = RefusalText.wordOrURI(vocabulary.rawValue)
        switch vocabulary.recognise(value) {
        case .term: return nil
        case .foreign: return ValueCheck.isURI(value) ? nil : (.badURI, expected)
        case .retired(_, let successor): return (.retiredWord, .successor(successor.word))
        case .otherVocabulary: return (.otherVocabulary, expected)
        case .unknownWord:
            let isOpen = vocabulary == .measurementType || vocabulary == .sensorAlert
            return (isOpen ? .unknownMeasurement : .unknownWord, expected)
        }
    }

    private static func text(_ value: Span<UInt8>) -> String {
        String(decoding: value.copied(0..<value.count), as: UTF8.self)
    }

    private static func isBoolean(_ value: Span<UInt8>) -> Bool {
        switch value.count {
        case 1: value[0] == 0x30 || value[0] == 0x31
        case 4: value.starts(with: "true")
        case 5: value.starts(with: "false")
        default: false
        }
    }

    private static func isAction(_ value: Span<UInt8>) -> Bool {
        switch value.count {
        case 3: value.starts(with: "ADD")
        case 6: value.starts(with: "DELETE")
        case 7: value.starts(with: "OBSERVE")
        default: false
        }
    }

    private func isNil(_ index: Int) -> Bool {
        tree.children(of: index).contains {
            tree.namespace(of: tree.nodes[$0].name).elementsEqual(PrefixPlan.instance.utf8)
                && tree.localName(of: tree.nodes[$0].name).elementsEqual("nil".utf8)
        }
    }

    // MARK: What faults tell

    /// Where a node's value stands in the tree's text; of XML without the white space around it.
    func valueRange(_ index: Int) -> Range<Int> {
        guard let content = tree.content(of: index) else { return 0..<0 }
        var range = tree.valueRange(of: content)
        guard tree.syntax == .xml else { return range }
        while let first = range.first, Self.isSpace(tree.text[first]) { range = (first + 1)..<range.upperBound }
        while let last = range.last, Self.isSpace(tree.text[last]) { range = range.lowerBound..<last }
        return range
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    func string(_ index: Int) -> String {
        String(decoding: tree.text[valueRange(index)], as: UTF8.self)
    }

    func quoted(_ range: Range<Int>) -> RefusalText {
        .quoted(String(String(decoding: tree.text[range].prefix(240), as: UTF8.self).prefix(60)))
    }

    func name(_ index: Int) -> RefusalText {
        .quoted(written(index))
    }

    func written(_ index: Int) -> String {
        String(tree.writtenName(of: tree.nodes[index].name).prefix(60))
    }

    static func spelling(_ term: EventTerm) -> String {
        String(decoding: term.bytes, as: UTF8.self)
    }

    mutating func wrongType(_ index: Int, expected: RefusalText) {
        let found: RefusalText =
            switch tree.nodes[index].kind {
            case .object: .jsonObject
            case .list: .jsonArray
            case .text: .jsonString
            case .number: .jsonNumber
            case .bool: .jsonBoolean
            case .null: .jsonNull
            }
        add(.wrongType, index, found: found, expected: expected)
    }

    mutating func add(
        _ reason: ValidationFault.Reason,
        _ index: Int,
        found: RefusalText,
        expected: RefusalText
    ) {
        guard faults.count < EventValidator.faultLimit else { return }
        faults.append(
            ValidationFault(
                reason: reason,
                severity: validator.profile.severity(of: reason, in: tree.syntax, isVersion2: validator.isVersion2),
                path: tree.path(of: index),
                offset: tree.nodes[index].offset,
                found: found,
                expected: expected
            )
        )
    }
}

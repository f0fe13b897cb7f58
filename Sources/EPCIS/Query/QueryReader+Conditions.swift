extension QueryReader {
    /// The condition of a field and the values of its parameter.
    func condition(_ field: QueryGrammar.Field, _ name: String, _ values: [Value]) throws(QueryFault) -> QueryCondition
    {
        switch field {
        case .eventType:
            return .eventType(try values.map { value throws(QueryFault) in try eventType(value, name) })
        case .action:
            return .action(
                try values.map { value throws(QueryFault) in
                    guard ["ADD", "OBSERVE", "DELETE"].contains(value.text) else {
                        throw QueryFault(.badAction, parameter: name, value: value.text)
                    }
                    return value.text
                }
            )
        case .time(let field, let comparison):
            let text = values[0].text
            guard let time = QueryClock.microseconds(text) else {
                throw QueryFault(.badTime, parameter: name, value: text)
            }
            return .time(field, comparison, time)
        case .word(let field):
            return .word(
                field,
                try texts(values, name).map { QueryWord($0, in: field.vocabulary, namespaces: namespaces) }
            )
        case .identifier(let field): return .identifier(field, try identifiers(values, name))
        case .descendant(let field): return .descendant(field, try identifiers(values, name))
        case .match(let field):
            return .match(
                field,
                try texts(values, name).map { text throws(QueryFault) in
                    do throws(EPCIdentifierError) {
                        return try QueryPattern(text)
                    } catch {
                        throw QueryFault(.badPattern, parameter: name, value: text)
                    }
                }
            )
        case .listed(let field, let type):
            let word = QueryWord(type, in: field.vocabulary, namespaces: namespaces)
            return .listed(field, type: word, try identifiers(values, name))
        case .quantity(let comparison, let unit): return .quantity(comparison, try numbers(values, name), unit: unit)
        case .measure(let field, let comparison, let unit):
            return .measure(field, comparison, try numbers(values, name), unit: unit)
        case .sensorText(let field): return .sensorText(field, try identifiers(values, name))
        case .sensorBoolean:
            switch values[0].text {
            case "true", "1": return .sensorBoolean(true)
            case "false", "0": return .sensorBoolean(false)
            default: throw QueryFault(.badBoolean, parameter: name, value: values[0].text)
            }
        case .sensorHexadecimal:
            return .sensorHexadecimal(
                try texts(values, name).map { text throws(QueryFault) in
                    guard text.utf8.count.isMultiple(of: 2), text.utf8.allSatisfy(Self.isHexadecimal) else {
                        throw QueryFault(.badHexadecimal, parameter: name, value: text)
                    }
                    return text.uppercased()
                }
            )
        case .exists(let field): return .exists(field)
        case .fieldExists(let path): return .fieldExists(path)
        case .field(let path, let comparison):
            return .field(path, comparison, try operands(values, comparison, name))
        case .hasAttribute(let field): return .hasAttribute(field, try texts(values, name).map(namespaces.expand))
        case .attribute(let field, let attribute):
            return .attribute(field, namespaces.expand(attribute), try texts(values, name))
        }
    }

    private func eventType(_ value: Value, _ name: String) throws(QueryFault) -> QueryCondition.EventTypeName {
        if let term = EventTerm.allCases.first(where: { $0.isEventType && "\($0.spelling)" == value.text }) {
            return .standard(term)
        }
        guard value.kind != .number, let other = QueryName(value.text, namespaces: namespaces) else {
            throw QueryFault(.badEventType, parameter: name, value: value.text)
        }
        return .other(other)
    }

    private func texts(_ values: [Value], _ name: String) throws(QueryFault) -> [String] {
        for value in values where value.kind == .number || value.kind == .boolean {
            throw QueryFault(.wrongType, parameter: name, value: value.text)
        }
        return values.map(\.text)
    }

    private func identifiers(_ values: [Value], _ name: String) throws(QueryFault) -> [QueryIdentifier] {
        try texts(values, name).map { QueryIdentifier(namespaces.expand($0)) }
    }

    private func numbers(_ values: [Value], _ name: String) throws(QueryFault) -> [QueryNumber] {
        try values.map { value throws(QueryFault) in
            guard value.kind == .number || value.kind == .untyped else {
                throw QueryFault(.wrongType, parameter: name, value: value.text)
            }
            guard let number = QueryNumber(value.text) else {
                throw QueryFault(.badNumber, parameter: name, value: value.text)
            }
            return number
        }
    }

    private func operands(
        _ values: [Value],
        _ comparison: QueryComparison,
        _ name: String
    ) throws(QueryFault) -> [QueryOperand] {
        try values.map { value throws(QueryFault) in
            let operand = QueryOperand(value.text, isString: value.kind == .text)
            guard comparison == .equal || operand.isOrdered else {
                throw QueryFault(.badNumber, parameter: name, value: value.text)
            }
            return operand
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
    }
}

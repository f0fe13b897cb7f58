/// Makes a query of its parameters, one after the other.
struct QueryReader {
    /// A value as it came.
    struct Value {
        enum Kind { case untyped, text, number, boolean, null }

        let text: String
        let kind: Kind
    }

    let namespaces: QueryNamespaces
    private var query = EventQuery()
    private var names: Set<String> = []
    private var valueCount = 0
    private var orderBy: EventQuery.Order.Field?
    private var isAscending = false

    init(namespaces: QueryNamespaces) {
        self.namespaces = namespaces
    }

    mutating func take(_ name: String, _ values: [Value]) throws(QueryFault) {
        // Both spellings of a time are the one parameter.
        guard names.insert(name.replacing("errorDeclaration_Time", with: "errorDeclarationTime")).inserted else {
            throw QueryFault(.repeatedParameter, parameter: name)
        }
        valueCount += values.count
        guard names.count <= EventQuery.parameterLimit, valueCount <= EventQuery.valueLimit else {
            throw QueryFault(.tooComplex, parameter: name)
        }
        guard let grammar = QueryGrammar(name, namespaces: namespaces) else {
            throw QueryFault(.unknownParameter, parameter: name)
        }
        var values = values
        if grammar.values == .exists {
            // The value of EXISTS_… is of no account but for false, which asks for nothing.
            guard values.first?.text != "false" else { return }
            values = []
        } else {
            guard !values.isEmpty, !values.contains(where: { $0.text.isEmpty || $0.kind == .null }) else {
                throw QueryFault(.noValue, parameter: name)
            }
            if values.count > 1, !grammar.takesSeveral {
                throw QueryFault(.severalValues, parameter: name, value: values[1].text)
            }
        }
        switch grammar.family {
        case .control(let control): try take(control, name, values)
        case .condition(let field): query.conditions.append(try condition(field, name, values))
        }
    }

    private mutating func take(_ control: QueryGrammar.Control, _ name: String, _ values: [Value]) throws(QueryFault) {
        guard let value = values.first else { throw QueryFault(.noValue, parameter: name) }
        let text = value.text
        switch control {
        case .orderBy:
            switch text {
            case "eventTime": orderBy = .eventTime
            case "recordTime": orderBy = .recordTime
            default:
                guard let path = QueryFieldPath(text, namespaces: namespaces) else {
                    throw QueryFault(.badOrderField, parameter: name, value: text)
                }
                orderBy = .other(path)
            }
        case .orderDirection:
            guard text == "ASC" || text == "DESC" else {
                throw QueryFault(.badDirection, parameter: name, value: text)
            }
            isAscending = text == "ASC"
        case .eventCountLimit: query.eventCountLimit = try count(value, name)
        case .maxEventCount: query.maxEventCount = try count(value, name)
        case .perPage: query.perPage = try count(value, name)
        case .nextPageToken: query.nextPageToken = text
        }
    }

    private func count(_ value: Value, _ name: String) throws(QueryFault) -> Int {
        guard value.kind != .text, value.kind != .boolean else {
            throw QueryFault(.wrongType, parameter: name, value: value.text)
        }
        guard value.text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let count = Int(value.text), count > 0 else {
            throw QueryFault(.badCount, parameter: name, value: value.text)
        }
        return count
    }

    /// The query, if its parameters go together.
    func finish() throws(QueryFault) -> EventQuery {
        var query = query
        query.order = orderBy.map { EventQuery.Order(field: $0, isAscending: isAscending) }
        if query.eventCountLimit != nil {
            if query.maxEventCount != nil { throw QueryFault(.twoLimits, parameter: "maxEventCount") }
            if query.order == nil { throw QueryFault(.limitWithoutOrder, parameter: "eventCountLimit") }
        }
        return query
    }
}

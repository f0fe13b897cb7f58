/// What a parameter of the simple event query asks for, by its name (EPCIS 2.0 section 8.2.7.1).
///
/// GS1's own query schema breaks 75 of its 108 patterns by doubled backslashes and spells the time of an error
/// declaration otherwise than its OpenAPI document: here every family is taken, in both spellings.
struct QueryGrammar {
    /// Parameters that are no conditions.
    enum Control: String {
        case orderBy, orderDirection, eventCountLimit, maxEventCount, perPage, nextPageToken
    }

    /// What a condition is about.
    enum Field {
        case eventType
        case action
        case time(QueryCondition.TimeField, QueryComparison)
        case word(QueryCondition.WordField)
        case identifier(QueryCondition.IdentifierField)
        case descendant(QueryCondition.IdentifierField)
        case match(QueryCondition.MatchField)
        case listed(QueryCondition.ListField, String)
        case quantity(QueryComparison, String?)
        case measure(QueryCondition.MeasureField, QueryComparison, String?)
        case sensorText(QueryCondition.SensorField)
        case sensorBoolean
        case sensorHexadecimal
        case exists(QueryCondition.ExistingField)
        case field(QueryFieldPath, QueryComparison)
        case fieldExists(QueryFieldPath)
        case hasAttribute(QueryCondition.AttributedField)
        case attribute(QueryCondition.AttributedField, String)
    }

    enum Family {
        case control(Control)
        case condition(Field)
    }

    let family: Family

    init?(_ name: String, namespaces: QueryNamespaces = QueryNamespaces()) {
        if let control = Control(rawValue: name) {
            family = .control(control)
            return
        }
        guard let field = Self.field(name, namespaces) else { return nil }
        family = .condition(field)
    }

    private static func field(_ name: String, _ namespaces: QueryNamespaces) -> Field? {
        if name == "eventType" { return .eventType }
        guard let line = name.firstIndex(of: "_") else { return nil }
        let rest = String(name[name.index(after: line)...])
        switch String(name[..<line]) {
        case "MATCH": return QueryCondition.MatchField(rawValue: rest).map { .match($0) }
        case "WD":
            return QueryCondition.IdentifierField(rawValue: rest).flatMap {
                $0 == .readPoint || $0 == .bizLocation ? .descendant($0) : nil
            }
        case "EXISTS":
            if let known = QueryCondition.ExistingField(rawValue: rest) { return .exists(known) }
            return QueryFieldPath(rest, namespaces: namespaces).map { .fieldExists($0) }
        case "HASATTR": return attributed(rest, namespaces).map { .hasAttribute($0) }
        case "EQATTR": return attribute(rest, namespaces)
        case let operation:
            guard let comparison = QueryComparison(rawValue: operation) else { return nil }
            return compared(rest, comparison, namespaces)
        }
    }

    private static func compared(
        _ rest: String,
        _ comparison: QueryComparison,
        _ namespaces: QueryNamespaces
    ) -> Field? {
        if comparison == .equal {
            if let equal = equalOnly(rest, namespaces) { return equal }
        }
        let time = rest == "errorDeclaration_Time" ? .errorDeclarationTime : QueryCondition.TimeField(rawValue: rest)
        if let time { return comparison == .greaterOrEqual || comparison == .less ? .time(time, comparison) : nil }
        let parts = rest.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        let unit = parts.count > 1 ? String(parts[1]) : nil
        if unit.map({ isUnit($0) }) ?? true {
            if parts[0] == "quantity" { return .quantity(comparison, unit) }
            if let measure = QueryCondition.MeasureField(rawValue: String(parts[0])) {
                return measure == .percRank && unit != nil ? nil : .measure(measure, comparison, unit)
            }
        }
        return QueryFieldPath(rest, namespaces: namespaces).map { .field($0, comparison) }
    }

    private static func equalOnly(_ rest: String, _ namespaces: QueryNamespaces) -> Field? {
        if rest == "action" { return .action }
        if let word = QueryCondition.WordField(rawValue: rest) { return .word(word) }
        if let identifier = QueryCondition.IdentifierField(rawValue: rest) { return .identifier(identifier) }
        if let sensor = QueryCondition.SensorField(rawValue: rest) { return .sensorText(sensor) }
        if rest == "booleanValue" { return .sensorBoolean }
        if rest == "hexBinaryValue" { return .sensorHexadecimal }
        for list in QueryCondition.ListField.allCases where rest.utf8.starts(with: "\(list.rawValue)_".utf8) {
            let type = String(rest.dropFirst(list.rawValue.count + 1))
            return type.isEmpty ? nil : .listed(list, type)
        }
        if rest.utf8.starts(with: "ATTR_".utf8) { return attribute(String(rest.dropFirst(5)), namespaces) }
        return nil
    }

    /// Two to four capital letters and digits, as the query schema has it.
    private static func isUnit(_ text: String) -> Bool {
        (2...4).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 || $0 &- UInt8(ascii: "A") < 26 }
    }

    private static func attributed(_ name: String, _ namespaces: QueryNamespaces) -> QueryCondition.AttributedField? {
        QueryCondition.AttributedField.byName[name] ?? QueryFieldPath(name, namespaces: namespaces).map { .other($0) }
    }

    /// `FIELD_ATTRIBUTE`; of an extension's field the last line parts the two.
    private static func attribute(_ rest: String, _ namespaces: QueryNamespaces) -> Field? {
        for (name, field) in QueryCondition.AttributedField.byName where rest.utf8.starts(with: "\(name)_".utf8) {
            let attribute = String(rest.dropFirst(name.count + 1))
            return attribute.isEmpty ? nil : .attribute(field, attribute)
        }
        guard let line = rest.lastIndex(of: "_"), rest.index(after: line) < rest.endIndex,
            let field = attributed(String(rest[..<line]), namespaces)
        else { return nil }
        return .attribute(field, String(rest[rest.index(after: line)...]))
    }
}

extension QueryGrammar {
    /// Whether the parameter takes several values.
    var takesSeveral: Bool {
        guard case .condition(let field) = family else { return false }
        return switch field {
        case .time, .sensorBoolean, .exists, .fieldExists: false
        case .quantity(let comparison, _), .measure(_, let comparison, _), .field(_, let comparison):
            comparison == .equal
        default: true
        }
    }

    /// What its values are.
    var values: QueryParameter.Values {
        switch family {
        case .control(.orderDirection): .orderDirection
        case .control(.orderBy), .control(.nextPageToken): .texts
        case .control: .count
        case .condition(let field):
            switch field {
            case .eventType: .eventTypes
            case .action: .actions
            case .time: .time
            case .quantity, .measure: .number
            case .field: .open
            case .exists, .fieldExists: .exists
            case .word, .identifier, .descendant, .match, .listed, .sensorText, .sensorBoolean, .sensorHexadecimal,
                .hasAttribute, .attribute:
                .texts
            }
        }
    }
}

/// A parameter of the simple event query (EPCIS 2.0 section 8.2.7.1), by its name.
public struct QueryParameter: Sendable, Hashable {
    /// What the values of a parameter are.
    public enum Values: Sendable, Hashable {
        case time
        case number
        case count
        case texts
        case eventTypes
        case actions
        case orderDirection
        /// A number, a time or texts: parameters of extensions.
        case open
        /// Any value; only the name counts.
        case exists
    }

    /// The name as written.
    public let name: String
    /// What its values are.
    public let values: Values

    /// The parameter of that name; nil if the standard has none.
    public init?(_ name: String) {
        guard let values = Self.values(of: name) else { return nil }
        self.name = name
        self.values = values
    }

    private static let fixed: [String: Values] = [
        "eventType": .eventTypes, "EQ_action": .actions, "orderBy": .texts, "orderDirection": .orderDirection,
        "eventCountLimit": .count, "maxEventCount": .count, "perPage": .count, "nextPageToken": .texts,
        "EXISTS_errorDeclaration": .exists,
    ]

    private static let times = [
        "eventTime", "recordTime", "errorDeclarationTime", "errorDeclaration_Time", "time", "startTime", "endTime",
    ]

    private static let texts: Set<String> = [
        "bizStep", "disposition", "persistentDisposition_set", "persistentDisposition_unset", "readPoint",
        "bizLocation", "transformationID", "eventID", "errorReason", "correctiveEventID", "type", "deviceID",
        "deviceMetadata", "rawData", "dataProcessingMethod", "microorganism", "chemicalSubstance", "bizRules",
        "stringValue", "booleanValue", "hexBinaryValue", "uriValue", "component", "coordinateReferenceSystem",
        "exception", "userID",
    ]

    private static let numbers: Set<String> = [
        "quantity", "value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue",
    ]

    private static let matches: Set<String> = [
        "epc", "parentID", "inputEPC", "outputEPC", "anyEPC", "epcClass", "inputEPCClass", "outputEPCClass",
        "anyEPCClass",
    ]

    private static func values(of name: String) -> Values? {
        if let fixed = fixed[name] { return fixed }
        guard let line = name.firstIndex(of: "_") else { return nil }
        let operation = name[..<line]
        let field = String(name[name.index(after: line)...])
        switch operation {
        case "MATCH": return matches.contains(field) ? .texts : nil
        case "WD": return field == "readPoint" || field == "bizLocation" ? .texts : nil
        case "EXISTS", "HASATTR": return field.contains(":") ? .exists : nil
        case "EQATTR": return field.contains(":") ? .texts : nil
        case "EQ", "GT", "GE", "LT", "LE": break
        default: return nil
        }
        if operation == "EQ" {
            if texts.contains(field) { return .texts }
            for list in ["bizTransaction_", "source_", "destination_", "ATTR_"] where field.hasPrefix(list) {
                return .texts
            }
        }
        if times.contains(field), operation == "GE" || operation == "LT" { return .time }
        // A quantity or a measured value, with its unit behind it.
        let stem = field.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        if let first = stem.first, numbers.contains(String(first)),
            stem.count == 1 || UnitOfMeasure.isWellFormed(stem[1].utf8)
        {
            return .number
        }
        return field.contains(":") ? .open : nil
    }

    /// Whether a text is a value that the parameter takes.
    public func takes(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        switch values {
        case .time: return EventClock.microseconds(bytes.span) != nil
        case .number: return ValueCheck.isNumber(bytes.span)
        case .count: return Int(value).map { $0 > 0 } ?? false
        case .eventTypes: return EventOutline.Kind(rawValue: value) != nil || ValueCheck.isURI(bytes.span)
        case .actions: return ["ADD", "OBSERVE", "DELETE"].contains(value)
        case .orderDirection: return value == "ASC" || value == "DESC"
        case .texts, .open, .exists: return true
        }
    }
}

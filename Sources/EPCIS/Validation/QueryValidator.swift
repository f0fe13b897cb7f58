import Formats
import Vocabulary

/// Judges queries by the names and values of their parameters.
struct QueryValidator {
    let profile: ValidationProfile
    private(set) var faults: [ValidationFault] = []

    init(profile: ValidationProfile) {
        self.profile = profile
    }

    /// Whether a JSON object is a query of the REST binding rather than a document or an event.
    static func isQuery(_ root: JSONValue) -> Bool {
        guard root.kind == .object, root["type"] == nil, root["isA"] == nil, root["epcisBody"] == nil else {
            return false
        }
        if root["@context"]?.string?.hasSuffix("query-schema.json") == true { return true }
        return root["queryType"] != nil || root.members.contains { QueryParameter($0.key) != nil }
    }

    /// Checks a JSON query.
    mutating func check(_ root: JSONValue) {
        let query = root["query"]?.kind == .object ? root["query"] ?? root : root
        for (name, value) in query.members where name != "@context" && name != "name" && name != "queryType" {
            let offset = value.range.lowerBound
            guard let parameter = QueryParameter(name) else {
                unknown(name, "$.\(name)", offset)
                continue
            }
            let values = value.kind == .array ? value.elements : [value]
            for one in values where parameter.values != .exists {
                let text = one.scalarText.map { String(decoding: $0, as: UTF8.self) }
                if let text, parameter.takes(text) { continue }
                bad(parameter, text, "$.\(name)", one.range.lowerBound)
            }
        }
    }

    /// Checks a query in the body of an XML query document.
    mutating func check(_ poll: XMLElement) {
        if poll.local("queryName")?.trimmedText == nil {
            add(.missingField, "$.queryName", 0, found: .nothing, expected: .field("queryName"))
        }
        for (number, parameter) in (poll.local("params")?.children ?? []).enumerated() {
            let path = "$.params[\(number)]"
            guard let name = parameter.local("name")?.trimmedText else {
                add(.missingField, path, 0, found: .nothing, expected: .field("name"))
                continue
            }
            guard let known = QueryParameter(name) else {
                unknown(name, path, 0)
                continue
            }
            guard let value = parameter.local("value") else {
                add(.missingField, path, 0, found: .nothing, expected: .field("value"))
                continue
            }
            let values = value.children.isEmpty ? [value] : value.children
            for text in values.map({ $0.trimmedText ?? "" }) where known.values != .exists && !known.takes(text) {
                bad(known, text, path, 0)
            }
        }
    }

    private mutating func unknown(_ name: String, _ path: String, _ offset: Int) {
        add(
            .unknownField,
            path,
            offset,
            found: .quoted(String(name.prefix(60))),
            expected: .queryParameter
        )
    }

    private mutating func bad(_ parameter: QueryParameter, _ text: String?, _ path: String, _ offset: Int) {
        let (reason, expected): (ValidationFault.Reason, RefusalText) =
            switch parameter.values {
            case .time: (.badTime, .eventTime)
            case .number: (.badNumber, .decimalNumber)
            case .count: (.badNumber, .wholeNumber)
            case .actions: (.unknownAction, .oneOf("ADD, OBSERVE, DELETE"))
            case .eventTypes:
                (.unknownEventType, .oneOf(EventOutline.Kind.allCases.map(\.rawValue).joined(separator: ", ")))
            case .orderDirection: (.wrongType, .oneOf("ASC, DESC"))
            case .texts, .open, .exists: (.wrongType, .text)
            }
        add(reason, path, offset, found: text.map { .quoted(String($0.prefix(60))) } ?? .nothing, expected: expected)
    }

    private mutating func add(
        _ reason: ValidationFault.Reason,
        _ path: String,
        _ offset: Int,
        found: RefusalText,
        expected: RefusalText
    ) {
        let severity = profile.severity(of: reason)
        faults.append(
            ValidationFault(
                reason: reason,
                severity: severity,
                path: path,
                offset: offset,
                found: found,
                expected: expected
            )
        )
    }
}

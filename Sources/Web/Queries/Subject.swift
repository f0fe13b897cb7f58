/// A kind of thing that has a page of its own.
enum Subject: String, Sendable, CaseIterable {
    case finding
    case site
    case party
    case declaration
    case detection
    case licence
    case lot
    case record
    case quarantine
    case rule

    /// The path segment of its pages and of the API.
    var segment: String {
        switch self {
        case .finding: "findings"
        case .site: "sites"
        case .party: "parties"
        case .declaration: "declarations"
        case .detection: "detections"
        case .licence: "licences"
        case .lot: "lots"
        case .record: "records"
        case .quarantine: "quarantine"
        case .rule: "rules"
        }
    }

    /// The column that names a row to a reader.
    var nameColumn: String {
        switch self {
        case .site, .party: "name"
        case .licence: "code"
        case .finding, .declaration, .detection, .lot, .record, .quarantine, .rule: "id"
        }
    }

    /// SQL that gives the name of the subject in `kindColumn` and `idColumn`.
    static func nameSQL(kind kindColumn: String, id idColumn: String) -> String {
        let cases = [Subject.site, .party, .licence].map {
            "WHEN '\($0.rawValue)' THEN (SELECT \($0.nameColumn) FROM \($0.rawValue) WHERE id = \(idColumn))"
        }
        return "coalesce(CASE \(kindColumn) \(cases.joined(separator: " ")) END, \(idColumn))"
    }
}

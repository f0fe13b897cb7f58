import Vocabulary

/// A column of facts that names a lot or a party: what records can be looked up by in the ledger.
///
/// Reports are not among them: that one speaks of a party is nobody's to find out.
struct NamedThing: Sendable, Hashable {
    let table: String
    let column: String
    let kind: CommittedLabel.Kind
    /// Whether it names several, separated by spaces.
    let isList: Bool

    private init(_ table: String, _ column: String, _ kind: CommittedLabel.Kind, isList: Bool = false) {
        self.table = table
        self.column = column
        self.kind = kind
        self.isList = isList
    }

    static let all: [NamedThing] = [
        NamedThing("lot", "id", .lot),
        NamedThing("event_lot", "lot_id", .lot),
        NamedThing("sample", "lot", .lot),
        NamedThing("certificate", "lot", .lot),
        NamedThing("declaration", "lots", .lot, isList: true),
        NamedThing("payment", "lot", .lot),
        NamedThing("party", "id", .party),
        NamedThing("party_name", "party_id", .party),
        NamedThing("party_link", "source", .party),
        NamedThing("party_link", "target", .party),
        NamedThing("site", "operator", .party),
        NamedThing("licence", "holder", .party),
        NamedThing("licence", "official", .party),
        NamedThing("event", "source_party", .party),
        NamedThing("event", "destination_party", .party),
        NamedThing("declaration", "declarant", .party),
        NamedThing("declaration", "exporter", .party),
        NamedThing("declaration", "importer", .party),
        NamedThing("payment", "payer", .party),
        NamedThing("payment", "payee", .party),
        NamedThing("certificate", "exporter", .party),
        NamedThing("certificate", "importer", .party),
        NamedThing("tag", "issuer", .party),
    ]
}

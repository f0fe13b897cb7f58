/// What a search can find.
public enum SearchKind: String, Sendable, Hashable, CaseIterable, Codable {
    case site
    case party
    case licence
    case lot
    case declaration
    case payment
    case detection
    case listing
    case report
    case incident
    case sample
    case event
    case finding
    case record
    case quarantine
    case rule
    case page
}

/// The rows of one table as the search index holds them.
struct SearchTable: Sendable {
    /// What the words of a field are.
    enum Role: Sendable {
        /// What the thing is called: also found written together, as a whole.
        case name
        /// A number or code of the thing itself: found with and without punctuation, and by its parts.
        case identifier
        /// Numbers or codes of other things: found with and without punctuation.
        case reference
        /// Anything in words.
        case text
    }

    struct Field: Sendable {
        let column: String
        let role: Role

        init(_ column: String, _ role: Role) {
            self.column = column
            self.role = role
        }
    }

    let kind: SearchKind
    /// Stands in the upper bits of the row numbers of the index; never given to another kind.
    let number: Int64
    let name: String
    /// The first is the title.
    let fields: [Field]
    /// Tables whose `name` column holds other names, read with the row from the same record.
    var otherNames: String?
    /// The column that numbers the rows in the index, in the table itself.
    var rowColumn = "record_id"
    /// Columns to show beside a hit; not searched.
    var shown: [String] = []

    /// The row numbers of the index that belong to the table.
    var range: ClosedRange<Int64> { (number << Self.shift)...((number + 1) << Self.shift - 1) }

    static let shift: Int64 = 44

    static let all: [SearchTable] = [
        SearchTable(
            kind: .party,
            number: 1,
            name: "party",
            fields: [
                Field("name", .name), Field("id", .identifier), Field("registration", .identifier),
                Field("activity", .text), Field("position", .text), Field("address", .text),
            ],
            otherNames: "party_name",
            shown: ["kind", "country"]
        ),
        SearchTable(
            kind: .site,
            number: 2,
            name: "site",
            fields: [
                Field("name", .name), Field("id", .identifier), Field("region", .text), Field("minerals", .text),
                Field("operator", .reference), Field("licence", .reference),
            ],
            shown: ["kind"]
        ),
        SearchTable(
            kind: .licence,
            number: 3,
            name: "licence",
            fields: [
                Field("code", .identifier), Field("id", .identifier), Field("holder_name", .name),
                Field("holder", .reference), Field("type_text", .text), Field("minerals", .text),
                Field("region", .text), Field("official", .reference),
            ],
            shown: ["activity"]
        ),
        SearchTable(
            kind: .lot,
            number: 4,
            name: "lot",
            fields: [
                Field("id", .identifier), Field("tag", .identifier), Field("mineral", .text), Field("form", .text),
                Field("site", .reference),
            ],
            rowColumn: "rowid"
        ),
        SearchTable(
            kind: .declaration,
            number: 5,
            name: "declaration",
            fields: [
                Field("id", .identifier), Field("hs_code", .reference), Field("description", .text),
                Field("office", .text), Field("declarant", .reference), Field("exporter", .reference),
                Field("importer", .reference), Field("lots", .reference), Field("licence", .reference),
            ],
            shown: ["date"]
        ),
        SearchTable(
            kind: .payment,
            number: 6,
            name: "payment",
            fields: [
                Field("id", .identifier), Field("purpose", .text), Field("payer", .reference),
                Field("payee", .reference), Field("lot", .reference), Field("declaration", .reference),
            ],
            shown: ["date"]
        ),
        SearchTable(
            kind: .detection,
            number: 7,
            name: "detection",
            fields: [Field("id", .identifier), Field("provider", .text), Field("kind", .text)],
            shown: ["date"]
        ),
        SearchTable(
            kind: .listing,
            number: 8,
            name: "listing",
            fields: [
                Field("name", .name), Field("id", .identifier), Field("list", .text), Field("programme", .text),
                Field("reason", .text),
            ],
            otherNames: "listing_name",
            shown: ["country"]
        ),
        SearchTable(
            kind: .report,
            number: 9,
            name: "report",
            fields: [
                Field("id", .identifier), Field("text", .text), Field("category", .text), Field("site", .reference),
                Field("party", .reference),
            ],
            shown: ["date"]
        ),
        SearchTable(
            kind: .incident,
            number: 10,
            name: "incident",
            fields: [
                Field("id", .identifier), Field("description", .text), Field("actors", .text),
                Field("category", .text), Field("site", .reference), Field("source", .text),
            ],
            shown: ["date"]
        ),
        SearchTable(
            kind: .sample,
            number: 11,
            name: "sample",
            fields: [
                Field("id", .identifier), Field("laboratory", .text), Field("method", .text),
                Field("lot", .reference), Field("site", .reference),
            ],
            shown: ["date"]
        ),
        SearchTable(
            kind: .quarantine,
            number: 12,
            name: "quarantine",
            fields: [Field("excerpt", .text), Field("code", .text), Field("path", .text)],
            rowColumn: "id"
        ),
    ]

    /// The tables by their number.
    static let byNumber: [Int64: SearchTable] = Dictionary(
        all.map { ($0.number, $0) },
        uniquingKeysWith: { first, _ in first }
    )
}

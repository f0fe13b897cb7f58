/// One list of the site: what it reads, shows, filters and exports.
///
/// The page, the exports and the API all follow it.
struct ListDefinition: Sendable {
    let subject: Subject
    /// What stands after FROM.
    let source: String
    let columns: [ListColumn]
    let filters: [ListFilter]
    /// SQL expressions in which the words of `q` are looked for.
    let searched: [String]
    /// `id` or `-id` (descending) of the column that orders the list at first.
    let defaultSort: String
    /// The position columns, if a row lies on the map; the store gives a grid cell to those who may not have it exactly.
    var position: Position?
    /// Who gets past the door of the list and of what is in it.
    var needs = RouteAccess.anyone

    struct Position: Sendable {
        let lon: String
        let lat: String
    }

    var segment: String { subject.segment }

    var shownColumns: [ListColumn] { columns.filter { !$0.isHidden } }
}

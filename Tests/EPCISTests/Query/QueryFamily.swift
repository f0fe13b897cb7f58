/// A family of parameters of the simple event query, with queries and the events that each of them has to find.
///
/// The conformance table in docs/epcis.md is made of these.
struct QueryFamily: Sendable, CustomStringConvertible {
    /// The parameters, as the table names them.
    let name: String
    /// What they ask for.
    let about: String
    /// Parameters of a URL and the events of ``QueryFixtures`` that they find.
    let queries: [(parameters: String, finds: Set<QueryFixtures.Name>)]

    var description: String { name }

    init(_ name: String, _ about: String, _ queries: [(String, Set<QueryFixtures.Name>)]) {
        self.name = name
        self.about = about
        self.queries = queries.map { ($0.0, $0.1) }
    }

    /// The parameters of a text such as `a=1&b=2`.
    static func parameters(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(sides[0]), sides.count > 1 ? String(sides[1]) : "")
        }
    }
}

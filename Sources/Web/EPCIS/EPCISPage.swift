internal import EPCIS
internal import Hummingbird
internal import Store

/// One page of a list of the EPCIS interfaces that has pages and nothing else to ask for.
struct EPCISPage {
    private let services: SiteServices
    private let request: Request
    private let reader: Reader
    private let length: Int
    /// Where the page begins, as the page before told; nil for the first.
    let place: String?

    /// Reads which page a request asks for.
    ///
    /// - Throws: `EPCISProblem` for a parameter of another kind, or a token that is none of this list.
    init(_ services: SiteServices, _ request: Request, _ reader: Reader) async throws {
        let query = try EPCISAnswer.pageQuery(request)
        self.services = services
        self.request = request
        self.reader = reader
        length = EPCISAnswer.pageLength(query)
        place = try await EPCISAnswer.place(of: query, services, request, reader)
    }

    /// Where the page begins in a list that is sorted by two values; nil for the first page.
    var pair: (String, String)? {
        let parts = place?.split(separator: " ").map(String.init) ?? []
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }

    /// The answer with a page's entries and, where there are more, a link to the next page.
    ///
    /// - Parameters:
    ///   - next: What the next page begins behind, of the last entry shown.
    ///   - read: Reads as many entries as it is told: one more than a page has, which tells whether there is another.
    ///   - answer: Writes the entries shown.
    func answer<Entry>(
        next: (Entry) -> String,
        read: (_ limit: Int) async throws -> [Entry],
        answer: ([Entry]) -> Response
    ) async throws -> Response {
        let found = try await read(length + 1)
        let shown = Array(found.prefix(length))
        let following = found.count > length ? shown.last.map(next) : nil
        return try await EPCISAnswer.linking(answer(shown), next: following, services, request, reader)
    }
}

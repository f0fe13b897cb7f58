import Formats
public import Vocabulary

/// Asks a running server the questions of level 2, and holds every record that it gives against level 1.
///
/// The network is the caller's: a function that takes a question and gives the answer.
public struct ServerConformance: Sendable {
    /// Asks the server.
    public typealias Ask = @Sendable (ServerRequest) async throws(ServerSilence) -> ServerAnswer

    /// How many pages of a list are read.
    public let pageLimit: Int
    /// Whether records that are no records are posted, to see that they are refused.
    ///
    /// A server that takes them keeps them, so this is asked for by name.
    public let isPosting: Bool
    /// Whether credentials are at hand, so that it can be seen that the server refuses those who have none.
    public let hasCredentials: Bool
    private let address: String
    private let ask: Ask

    /// Prepares the questions to a server at an address.
    public init(
        _ address: String,
        pageLimit: Int = 20,
        isPosting: Bool = false,
        hasCredentials: Bool = false,
        ask: @escaping Ask
    ) {
        self.address = address
        self.pageLimit = max(1, pageLimit)
        self.isPosting = isPosting
        self.hasCredentials = hasCredentials
        self.ask = ask
    }

    /// Asks everything; the answer for level 1 leaves out what is said of the server itself.
    public func report(level: Int = 2, profile: Profile? = nil, asOf: CalendarDate? = nil) async -> ConformanceReport {
        var run = Run(address: address, runner: ConformanceRunner(profile: profile, asOf: asOf), ask: ask)
        for collection in ServerCollection.all { await examine(collection, &run) }
        return run.runner.report(level: level)
    }

    private func examine(_ collection: ServerCollection, _ run: inout Run) async {
        let records = await list(collection, &run)
        if let first = records.first {
            await askForOne(first, of: collection, &run)
            await narrow(collection, by: first, &run)
        }
        let missing = collection.path(of: "XX-0.0000+0.0000-99999")
        let query = collection.entity == .exportCertificate ? "?issuingCountry=RW" : ""
        await run.expectError(404, .notFound, missing + query)
        await run.expectError(400, .badRequest, "\(collection.path)?\(collection.badFilter)")
        await run.expectError(400, .badRequest, "\(collection.path)?limit=0")
        if isPosting { await run.expectError(400, .create, collection.path, body: Array("{}".utf8)) }
        if hasCredentials {
            let path = "\(collection.path)?page=1&limit=1"
            guard let answer = await run.answer(path, .authentication, isAuthorised: false) else { return }
            run.expect(
                answer.status == 401 || answer.status == 403,
                .authentication,
                path,
                found: .httpStatus(answer.status),
                expected: .httpStatusOneOf("401, 403")
            )
        }
    }

    // MARK: Lists

    /// Reads the pages of a list, checks what they say of themselves, and hands their records to level 1.
    private func list(_ collection: ServerCollection, _ run: inout Run) async -> [JSONNode] {
        var records: [JSONNode] = []
        for page in 1...pageLimit {
            let path = "\(collection.path)?page=\(page)&limit=100"
            guard let node = await run.json(path, .list), let data = run.data(of: node, path) else { break }
            run.checkPagination(of: node, page: page, limit: 100, count: data.count, path)
            for (index, record) in data.enumerated() {
                let place = "$.data[\(index)]"
                let isOne = MiningReader.entity(of: record) == collection.entity
                run.expect(
                    isOne,
                    .listRecords,
                    path,
                    at: place,
                    found: record.refusalText,
                    expected: .suchAs(collection.entity.rawValue)
                )
                if isOne { run.runner.add(record, source: run.address + path, path: place) }
            }
            records += data
            guard node["pagination"]?["hasNext"] == .bool(true), !data.isEmpty else { break }
        }
        if records.count > 1 {
            let path = "\(collection.path)?page=1&limit=1"
            if let node = await run.json(path, .pagination), let data = run.data(of: node, path) {
                run.checkPagination(of: node, page: 1, limit: 1, count: data.count, path)
                let found = RefusalText.quoted(String(data.count))
                run.expect(data.count == 1, .pagination, path, at: "$.data", found: found, expected: .atMost("1"))
            }
        }
        return records
    }

    private func askForOne(_ record: JSONNode, of collection: ServerCollection, _ run: inout Run) async {
        guard let identifier = record[collection.identifier]?.string else { return }
        var path = collection.path(of: identifier)
        if collection.entity == .exportCertificate {
            // The serial number is once in its country: without the country the question is not complete.
            await run.expectError(400, .certificateCountry, path)
            guard let country = record["issuingCountry"]?.string else { return }
            path += "?issuingCountry=\(ServerCollection.escaped(country))"
        }
        guard let node = await run.json(path, .item) else { return }
        let found = node[collection.identifier]?.string
        run.expect(
            found == identifier,
            .item,
            path,
            at: "$.\(collection.identifier)",
            found: .quoted(String((found ?? "").prefix(60))),
            expected: .same(identifier, as: collection.path)
        )
    }

    // MARK: Filters

    private func narrow(_ collection: ServerCollection, by record: JSONNode, _ run: inout Run) async {
        for term in collection.filters {
            guard let text = Self.values(record[term]).first else { continue }
            await expectOnly(text, for: term, in: collection, .filter, asking: text, &run)
            let other = text.lowercased() == text ? text.uppercased() : text.lowercased()
            guard other != text else { continue }
            await expectOnly(text, for: term, in: collection, .filterCase, asking: other, &run)
        }
    }

    /// Asks a list for a value: at least one record comes, and none that has another value.
    private func expectOnly(
        _ text: String,
        for term: String,
        in collection: ServerCollection,
        _ check: Check,
        asking asked: String,
        _ run: inout Run
    ) async {
        let path = "\(collection.path)?\(term)=\(ServerCollection.escaped(asked))"
        guard let node = await run.json(path, check), let data = run.data(of: node, path) else { return }
        let same = RefusalText.same(text, as: term)
        run.expect(!data.isEmpty, check, path, at: "$.data", found: .nothing, expected: same)
        for (index, found) in data.enumerated() {
            let values = Self.values(found[term])
            guard !values.contains(where: { $0.lowercased() == text.lowercased() }) else { continue }
            let shown = RefusalText.quoted(String(values.joined(separator: ", ").prefix(60)))
            run.expect(false, check, path, at: "$.data[\(index)].\(term)", found: shown, expected: same)
        }
    }

    private static func values(_ node: JSONNode?) -> [String] {
        switch node {
        case .string(let text): [text]
        case .number(let text): [text]
        case .array(let elements): elements.flatMap { values($0) }
        default: []
        }
    }
}

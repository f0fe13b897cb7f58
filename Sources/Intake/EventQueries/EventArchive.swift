public import EPCIS
import Formats
import GRDB
public import Store

/// The captured events of a store, as queries see them: looked up by their keys, judged one by one by the kernel.
public struct EventArchive: Sendable {
    /// The store.
    public let store: FactStore

    /// How many events a query may have the archive look at.
    public static let candidateLimit = 500_000

    /// Makes an archive of a store.
    public init(_ store: FactStore) {
        self.store = store
    }

    /// An event that a query found.
    public struct Found: Sendable {
        /// The number of its record.
        public let record: Int64
        /// The event, with the repository's record time, and its id where it came without one.
        public let event: EventTree
        /// The prefixes that its document declared.
        public let scope: NamespaceScope
        /// Its bytes as received.
        public let source: [UInt8]
        /// When it was recorded, in microseconds since 1970.
        public let recordTime: Int
        /// When it happened, likewise; nil if that cannot be read.
        let eventTime: Int?
        /// Its id.
        public let id: String
    }

    /// Where a page begins.
    public struct Place: Sendable, Hashable {
        /// How the last event of the page before was sorted.
        var sortKey: Int?
        /// Its record.
        var record: Int64
        /// How many events earlier pages had.
        var given: Int
        /// The newest record that the first page could have had: later ones are in no page.
        var ceiling: Int64

        /// The place as a text.
        public var text: String {
            "\(sortKey.map { String($0) } ?? "-") \(record) \(given) \(ceiling)"
        }

        init(sortKey: Int?, record: Int64, given: Int, ceiling: Int64) {
            self.sortKey = sortKey
            self.record = record
            self.given = given
            self.ceiling = ceiling
        }

        /// Reads a place; nil if the text is none.
        public init?(text: String) {
            let parts = text.split(separator: " ")
            guard parts.count == 4, let record = Int64(parts[1]), let given = Int(parts[2]),
                let ceiling = Int64(parts[3])
            else { return nil }
            self.init(sortKey: Int(parts[0]), record: record, given: given, ceiling: ceiling)
        }
    }

    /// A part of an answer.
    public struct Page: Sendable {
        /// The events.
        public internal(set) var events: [Found] = []
        /// Where the next page begins; nil if there is none.
        public internal(set) var next: Place?
    }

    /// A page of the events that a query finds among those that the reader may see.
    ///
    /// - Parameters:
    ///   - limit: How many events the page may have.
    ///   - place: Where it begins; nil for the first.
    ///   - after: Only records behind that one, for what is new since a former run.
    ///   - last: Only records up to that one; nil for all.
    /// - Throws: ``QueryFault`` for more events than the query takes, or more than the archive looks at.
    public func page(
        of query: EventQuery,
        as reader: Reader,
        limit: Int,
        from place: Place? = nil,
        after: Int64 = 0,
        upTo last: Int64? = nil
    ) async throws -> Page {
        let masterData = query.needsMasterData ? try await self.masterData(as: reader) : MasterData()
        let narrowing = QueryNarrowing(query, masterData: masterData)
        let ceiling =
            if let known = place?.ceiling ?? last {
                known
            } else {
                try await store.read(as: reader) { db in
                    try Int64.fetchOne(db, sql: "SELECT record_id FROM captured_event ORDER BY record_id DESC LIMIT 1")
                        ?? 0
                }
            }
        var walk = EventWalk(
            query: query,
            masterData: masterData,
            selection: EventSelection(narrowing, query.order, after: after, ceiling: ceiling),
            place: place
        )
        if case .other = query.order?.field { return try await sorted(&walk, reader, limit: limit, place: place) }
        var remaining = limit
        if let most = query.eventCountLimit { remaining = min(remaining, max(0, most - (place?.given ?? 0))) }
        // What may be too many has to be counted before any of it is given.
        let wanted = place == nil ? max(remaining, query.maxEventCount ?? 0) : remaining
        var found: [Found] = []
        while found.count <= wanted, let chunk = try await walk.next(store, reader) { found += chunk }
        if place == nil, let fault = query.fault(ofCount: found.count) { throw fault }
        var page = Page()
        page.events = Array(found.prefix(remaining))
        let given = (place?.given ?? 0) + page.events.count
        if found.count > remaining, query.eventCountLimit.map({ given < $0 }) ?? true, let last = page.events.last {
            page.next = Place(
                sortKey: walk.selection.sortKey(eventTime: last.eventTime, recordTime: last.recordTime),
                record: last.record,
                given: given,
                ceiling: ceiling
            )
        }
        return page
    }

    /// The page of a query that is sorted by an extension's field: all events have to be found first.
    private func sorted(
        _ walk: inout EventWalk,
        _ reader: Reader,
        limit: Int,
        place: Place?
    ) async throws -> Page {
        let query = walk.query
        guard let order = query.order else { return Page() }
        walk.startOver()
        var all: [(key: EventOrderKey, found: Found)] = []
        while let chunk = try await walk.next(store, reader) {
            all += chunk.map { (order.key(of: $0.event, recordTime: $0.recordTime), $0) }
            if all.count > Self.sortLimit { throw QueryFault(.tooLarge, parameter: "orderBy") }
        }
        if let fault = query.fault(ofCount: all.count) { throw fault }
        all.sort { left, right in
            order.precedes(left.key, right.key)
                || !order.precedes(right.key, left.key) && left.found.record < right.found.record
        }
        let start = place?.given ?? 0
        let end = min(all.count, query.eventCountLimit ?? .max)
        var page = Page()
        page.events = all[min(start, end)..<min(end, start + limit)].map(\.found)
        if let last = page.events.last, start + page.events.count < end {
            page.next = Place(
                sortKey: nil,
                record: last.record,
                given: start + page.events.count,
                ceiling: walk.selection.ceiling
            )
        }
        return page
    }

    /// How many events may be sorted by an extension's field.
    private static let sortLimit = 20_000

    /// The identifiers or words of a kind in the events that the reader may see, in the order of their bytes.
    ///
    /// - Parameter after: The last one of the page before.
    public func values(
        of kind: EventKeys.Kind,
        as reader: Reader,
        after: String?,
        limit: Int
    ) async throws -> [String] {
        try await store.read(as: reader) { db in
            // From each to the next by the index: a step that a million events have is passed in one stride.
            let statement = try db.cachedStatement(
                sql: "SELECT text FROM captured_key WHERE kind = ? AND text > ? ORDER BY text LIMIT 1"
            )
            var found: [String] = []
            while found.count < limit,
                let next = try String.fetchOne(
                    statement,
                    arguments: [kind.rawValue, found.last ?? after ?? ""]
                )
            {
                found.append(next)
            }
            return found
        }
    }

    /// Whether an identifier or word is in an event that the reader may see.
    public func contains(_ text: String, of kind: EventKeys.Kind, as reader: Reader) async throws -> Bool {
        try await store.read(as: reader) { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM captured_key WHERE kind = ? AND text = ?)",
                arguments: [kind.rawValue, text]
            ) ?? false
        }
    }

    /// What the documents that the reader may see say of things.
    public func masterData(as reader: Reader) async throws -> MasterData {
        try await store.read(as: reader) { db in
            var data = MasterData()
            let rows = try Row.fetchCursor(db, sql: "SELECT element, vocabulary, name, value FROM captured_master")
            while let row = try rows.next() {
                let (name, value): (String, String) = (row[2], row[3])
                data.add(
                    MasterData.Element(
                        vocabulary: row[1],
                        id: row[0],
                        attributes: name.isEmpty ? [] : [MasterData.Attribute(name: name, value: value)],
                        children: name.isEmpty ? [value] : []
                    )
                )
            }
            return data
        }
    }
}

extension EventQuery {
    /// Whether it asks for what only master data tell.
    fileprivate var needsMasterData: Bool {
        conditions.contains { condition in
            switch condition {
            case .descendant, .hasAttribute, .attribute: true
            default: false
            }
        }
    }
}

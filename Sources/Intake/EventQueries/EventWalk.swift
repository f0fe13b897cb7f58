import EPCIS
import Formats
import Foundation
import Store

/// Goes through the events that may fulfil a query and gives those that do, a chunk at a time.
struct EventWalk {
    let query: EventQuery
    let masterData: MasterData
    let selection: EventSelection
    private var place: (sortKey: Int?, record: Int64)?
    private var isOver = false
    private var seen = 0
    private var chunkLength = 256
    private var reader = EventTreeReader()
    private var scopes: [String: NamespaceScope] = [:]

    init(query: EventQuery, masterData: MasterData, selection: EventSelection, place: EventArchive.Place?) {
        self.query = query
        self.masterData = masterData
        self.selection = selection
        self.place = place.map { ($0.sortKey, $0.record) }
    }

    /// Begins with the first event again, whatever page is asked for.
    mutating func startOver() {
        place = nil
    }

    /// The events of the next chunk that fulfil the query; nil at the end.
    mutating func next(_ store: FactStore, _ person: Reader) async throws -> [EventArchive.Found]? {
        guard !isOver else { return nil }
        let (selection, place, limit) = (selection, place, chunkLength)
        let candidates = try await store.read(as: person) { db in
            try selection.rows(db, after: place, limit: limit)
        }
        isOver = candidates.count < limit
        seen += candidates.count
        guard seen <= EventArchive.candidateLimit else { throw QueryFault(.tooComplex) }
        if let last = candidates.last {
            self.place = (selection.sortKey(eventTime: last.eventTime, recordTime: last.recordTime), last.record)
        }
        // The first page of a query that finds much needs few; one that finds little should not ask often.
        chunkLength = min(chunkLength * 2, 4096)
        return try candidates.compactMap { try judge($0, store) }
    }

    private mutating func judge(
        _ candidate: EventSelection.Candidate,
        _ store: FactStore
    ) throws -> EventArchive.Found? {
        let source = try store.received.bytes(
            of: candidate.sha256,
            at: candidate.position,
            count: candidate.length
        )
        let scope = scope(candidate.prefixes)
        var event: EventTree
        do throws(DocumentFault) {
            event =
                candidate.syntax == "xml"
                ? try reader.read(xml: source.span, scope: scope) : try reader.read(json: source.span, scope: scope)
        } catch {
            return nil
        }
        event.note(recordTime: Self.text(of: candidate.recordTime), eventID: candidate.key)
        guard query.matches(event, recordTime: candidate.recordTime, masterData: masterData) else { return nil }
        return EventArchive.Found(
            record: candidate.record,
            event: event,
            scope: scope,
            source: source,
            recordTime: candidate.recordTime,
            eventTime: candidate.eventTime,
            id: candidate.key ?? ""
        )
    }

    private mutating func scope(_ prefixes: String?) -> NamespaceScope {
        guard let prefixes else { return NamespaceScope() }
        if let known = scopes[prefixes] { return known }
        var scope = NamespaceScope()
        for (prefix, namespace) in (try? JSONTape(Array(prefixes.utf8)).root.members) ?? [] {
            scope.declare(prefix: prefix.utf8, namespace: (namespace.string ?? "").utf8)
        }
        scopes[prefixes] = scope
        return scope
    }

    /// A time in microseconds since 1970 as ISO 8601 in UTC.
    static func text(of microseconds: Int) -> String {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let whole = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        let fraction = String(rest.magnitude)
        return whole.dropLast() + "." + String(repeating: "0", count: 6 - fraction.utf8.count) + fraction + "Z"
    }
}

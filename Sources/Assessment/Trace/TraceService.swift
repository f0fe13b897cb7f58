internal import Foundation
internal import GRDB
internal import Provenance
public import Store

/// Answers where lots come from and what became of them, for one reader at a time.
///
/// The graph holds the events of everybody. A question follows only events that the views of the store let the reader
/// see; where one is withheld, the answer says so and no more.
public actor TraceService {
    private let store: FactStore
    private let folder: URL
    private var ledger: LotLedger?
    private var edition: StoreEdition?
    private var updating: Task<Void, any Error>?
    /// What the views said last, for one reader in one edition.
    private var sight: (reader: Reader, edition: StoreEdition, seen: [Int: Bool])?

    /// So many records are remembered as seen or not; a larger trace asks again.
    private static let sightLimit = 2_000_000

    /// Makes a service over a store, with a folder for its graph.
    public init(_ store: FactStore) {
        self.store = store
        folder = store.folder.appending(path: "lots", directoryHint: .isDirectory)
    }

    /// The answer to a question.
    ///
    /// - Parameters:
    ///   - namesNearest: Whether an unknown lot is answered with the lots that are called almost the same.
    ///   - report: Told while the graph is built, how many of how many records are read.
    /// - Throws: ``TraceRefusal`` where there is no such lot for the reader.
    public func answer(
        _ request: TraceRequest,
        as reader: Reader,
        namesNearest: Bool = true,
        report: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> TraceAnswer {
        guard try await store.knows(lot: request.lot, to: reader) else {
            let nearest = namesNearest ? try await store.lots(calledLike: request.lot, for: reader) : []
            throw TraceRefusal.unknownLot(nearest: nearest)
        }
        let edition = try store.edition()
        try await update(to: edition, report)
        guard let ledger else { throw CancellationError() }
        var seen = sight.flatMap { $0.reader == reader && $0.edition == edition ? $0.seen : nil } ?? [:]
        // Once as if all could be seen, noting what was asked; then with what the views say of that, until nothing is
        // new. Withheld events lead nowhere, so that it ends; most often the first answer stands.
        var draft: TraceDraft
        repeat {
            let sighting = Sighting(seen)
            draft = TraceDraft(request, ledger.graph, sighting.filter)
            let asked = sighting.asked
            if asked.isEmpty { break }
            let visible = try await store.visible(among: asked, to: reader)
            for record in asked { seen[record] = visible.contains(record) }
            if visible.count == asked.count { break }
        } while true
        if seen.count <= Self.sightLimit { sight = (reader, edition, seen) }
        try await draft.name(from: store, for: reader)
        return draft.answer
    }

    /// Brings the graph up to date; questions that come meanwhile wait for the same.
    private func update(to wanted: StoreEdition, _ report: @escaping @Sendable (Int, Int) -> Void) async throws {
        while let updating {
            try await updating.value
            if edition == wanted { return }
        }
        guard edition != wanted else { return }
        let task = Task {
            defer { updating = nil }
            let ledger: LotLedger
            if let present = self.ledger {
                ledger = present
            } else {
                ledger = await LotLedger(folder, store)
                self.ledger = ledger
            }
            try await ledger.update(from: store, report: report)
            edition = wanted
        }
        updating = task
        try await task.value
    }
}

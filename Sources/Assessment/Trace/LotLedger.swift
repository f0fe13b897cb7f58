import Foundation
import Provenance
import Store

/// The graph of the lots of a store, and how far it has been read.
///
/// On disk it lies beside the database, so that the next start need not read every record again. Where another process
/// holds it, or the disk refuses, the graph is kept in memory alone; it is not the source of anything.
final class LotLedger {
    private(set) var graph: LotGraph
    private var folder: GraphFolder?
    private let path: String
    /// Events since the columns were written.
    private var loose = 0

    /// How many records are read at once.
    private static let chunk = 20_000
    /// So many events in the log, and the columns are written anew.
    private static let mostLoose = 50_000

    /// Opens what lies in a folder, if it was made of this store.
    init(_ url: URL, _ store: FactStore) async {
        path = url.path(percentEncoded: false)
        (graph, folder) = Self.open(path)
        let isOurs = try? await Self.isGraph(graph, of: store, path)
        guard isOurs != true else { return }
        folder = nil
        graph = LotGraph()
        guard (try? GraphFolder.erase(path)) != nil else { return }
        (graph, folder) = Self.open(path)
        if graph.watermark != 0 { (graph, folder) = (LotGraph(), nil) }
    }

    private static func open(_ path: String) -> (LotGraph, GraphFolder?) {
        do {
            let folder = try GraphFolder.writing(path)
            return (folder.graph, folder)
        } catch GraphError.inUse {
            // What the other process has committed is a good beginning.
            guard let folder = try? GraphFolder.reading(path) else { return (LotGraph(), nil) }
            return (folder.graph, nil)
        } catch {
            // Damaged or of another version: built again.
            guard (try? GraphFolder.erase(path)) != nil, let folder = try? GraphFolder.writing(path) else {
                return (LotGraph(), nil)
            }
            return (folder.graph, folder)
        }
    }

    /// Whether the graph was made of this store: of the record that it was read up to it holds the digest.
    private static func isGraph(_ graph: LotGraph, of store: FactStore, _ path: String) async throws -> Bool {
        guard graph.watermark > 0 else { return graph.eventCount == 0 }
        let noted = try? String(contentsOfFile: path + "/source", encoding: .utf8)
        guard let noted, let digest = try await store.digest(ofRecord: graph.watermark) else { return false }
        // The note is written before the graph is committed, so it may be of the step before.
        return noted.split(separator: "\n").contains { $0 == "\(graph.watermark) \(digest)" }
    }

    /// Reads what has come in since the last time.
    ///
    /// - Parameter report: Told how many of how many records are read.
    nonisolated(nonsending) func update(from store: FactStore, report: @Sendable (Int, Int) -> Void) async throws {
        guard let newest = try await store.newestRecord() else { return }
        guard newest.number > graph.watermark else { return }
        let before = graph.watermark
        var next = before + 1
        while next <= newest.number {
            let range = next...min(next + Self.chunk - 1, newest.number)
            try append(try await store.lotHistory(of: range))
            // Without a watermark: an update that is cut off is made again, and what is known is not taken twice.
            try? folder?.commit()
            next = range.upperBound + 1
            report(next - before - 1, newest.number - before)
        }
        for replaced in try await store.replacements(by: before + 1...newest.number) { try withdraw(replaced) }
        keep(newest)
    }

    private func append(_ history: LotHistory) throws {
        for event in history.events {
            guard let lotEvent = event.lotEvent else { continue }
            try append(lotEvent, event.learnt)
        }
        for statement in history.statements {
            guard let lotEvent = statement.lotEvent else { continue }
            try append(lotEvent, statement.learnt)
        }
    }

    private func append(_ event: LotEvent, _ learnt: Learnt) throws {
        loose += 1
        if let folder { try folder.append(event, learnt: learnt) } else { try graph.append(event, learnt: learnt) }
    }

    private func withdraw(_ replaced: LotHistory.Replacement) throws {
        let time = LotHistory.Event.milliseconds(replaced.received) ?? 0
        guard let lot = replaced.lot else {
            if let folder {
                try folder.withdraw(record: replaced.record, learnt: time)
            } else {
                try graph.withdraw(record: replaced.record, learnt: time)
            }
            return
        }
        let name = LotEventName(id: lot, record: replaced.record).text
        let learnt = Learnt(time, record: replaced.record)
        if let folder {
            try folder.withdraw(event: name, learnt: learnt)
        } else {
            try graph.withdraw(event: name, learnt: learnt)
        }
    }

    /// Writes to disk what was read; a disk that refuses costs the next start its speed, and nothing else.
    private func keep(_ newest: (number: Int, digest: String)) {
        guard let folder else {
            graph.watermark = newest.number
            return
        }
        do {
            let line = "\(newest.number) \(newest.digest)\n"
            let old = (try? String(contentsOfFile: path + "/source", encoding: .utf8)) ?? ""
            let last = old.split(separator: "\n").last.map { $0 + "\n" } ?? ""
            try (last + line).write(toFile: path + "/source", atomically: true, encoding: .utf8)
            try folder.commit(watermark: newest.number)
            if loose >= Self.mostLoose {
                try folder.checkpoint()
                loose = 0
            }
        } catch {
            graph.watermark = newest.number
            self.folder = nil
        }
    }
}

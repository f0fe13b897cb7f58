internal import Foundation
internal import GRDB
internal import Intake
internal import Store
internal import Vocabulary

/// What a map makes of a sample: read into a store of its own, which is thrown away.
struct MapTrial: Sendable {
    let map: ColumnMap
    let counts: IntakeCounts
    /// What could not be read, in the order of the sample.
    let faults: [ListRow]
    /// The whole sample was refused.
    let isRefused: Bool

    static let faultColumns = [
        ListColumn("line", .integer), ListColumn("path"), ListColumn("code", .token("quarantine.code")),
        ListColumn("found", .refusal), ListColumn("expected", .refusal),
    ]

    /// Reads a sample with a map.
    static func run(_ map: ColumnMap, over sample: String, _ services: SiteServices) async throws -> MapTrial {
        let folder = FileManager.default.temporaryDirectory.appending(path: "touchstone-trial-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "sample.csv")
        try Data(sample.utf8).write(to: file)
        let store = try FactStore(at: folder.appending(path: "store"))
        let importer = Importer(store: store, maps: [map.id: map], lexicon: services.lexicon.names)
        let end = try await importer.take(file, Importer.Order(fileName: "sample.csv", map: map.id))
        let faults = try await store.read(as: .local) { db in
            try SituationQuery.fetch(db, columns: faultColumns, tail: "FROM quarantine ORDER BY id LIMIT 20")
        }
        try await store.close()
        return MapTrial(map: map, counts: end.counts, faults: faults, isRefused: end.refusal != nil)
    }
}

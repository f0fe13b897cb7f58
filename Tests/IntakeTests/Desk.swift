import Foundation
import GRDB
import Installation
import Intake
import Store
import Vocabulary

/// A store in a folder of its own, with an importer before it.
struct Desk {
    let folder: URL
    let store: FactStore
    let importer: Importer

    /// The root of the project, in which this file lies.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init(maps: [String: String] = [:], terms: LocalTerms = .none) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("desk-\(UUID().uuidString)")
        let mapFolder = folder.appendingPathComponent("maps")
        try FileManager.default.createDirectory(at: mapFolder, withIntermediateDirectories: true)
        for (name, text) in maps {
            try Data(text.utf8).write(to: mapFolder.appendingPathComponent("\(name).yaml"))
        }
        store = try FactStore(at: folder.appendingPathComponent("store"))
        importer = Importer(
            store: store,
            maps: try ColumnMapFile.load(folder: mapFolder),
            lexicon: NameIndex(
                countries: [("RD Congo", CountryCode("CD")), ("Congo (RDC)", CountryCode("CD"))].compactMap {
                    name,
                    code in
                    code.map { (name, $0) }
                },
                minerals: [("Cassitérite", "tin"), ("Or", "gold"), ("Au", "gold"), ("Sn", "tin"), ("tin", "tin")]
            ),
            terms: terms,
            now: { Date(timeIntervalSince1970: 1_780_000_000) }
        )
    }

    /// Takes in bytes as a file of that name.
    func take(
        _ content: some Collection<UInt8>,
        name: String = "file",
        kind: String? = nil,
        map: String? = nil
    ) async throws -> ImportProgress {
        let file = folder.appendingPathComponent(UUID().uuidString)
        try Data(content).write(to: file)
        return try await importer.take(file, Importer.Order(fileName: name, kind: kind, map: map))
    }

    /// Takes in a text as a file.
    func take(_ text: String, kind: String? = nil, map: String? = nil) async throws -> ImportProgress {
        try await take(Array(text.utf8), kind: kind, map: map)
    }

    /// The rows that a query answers, each value as text, NULL as a dash.
    func rows(_ sql: String) throws -> [[String]] {
        let queue = try DatabaseQueue(path: FactStore.databaseURL(in: store.folder).path)
        return try queue.read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: "-"
                    case .int64(let number): String(number)
                    case .double(let number): String(number)
                    case .string(let text): text
                    case .blob(let data): "blob of \(data.count)"
                    }
                }
            }
        }
    }

    /// Code, path and line of what is in quarantine.
    func quarantine() throws -> [[String]] {
        try rows("SELECT code, path, line FROM quarantine ORDER BY id")
    }
}

import Assessment
import Foundation
import GRDB
import Intake
import Rules
import Simulator
import Store
import Testing
import Vocabulary

/// A store with the shipped content and rules before it, fed with a simulated country.
struct Bureau {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let folder: URL
    let store: FactStore
    let importer: Importer
    let assessor: Assessor

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("bureau-\(UUID().uuidString)")
        let content = Self.root.appendingPathComponent("Content")
        let lexicon = try Lexicon.load(from: content)
        let loaded = RuleLoader().load(folders: [Self.root.appendingPathComponent("Rules")])
        try #require(loaded.faults.isEmpty)
        store = try FactStore(at: folder)
        importer = Importer(store: store, maps: [:], lexicon: lexicon.names)
        assessor = Assessor(
            store: store,
            lexicon: lexicon,
            rules: loaded.catalogue,
            parameters: try AssessmentParameters.load(from: content)
        )
    }

    /// Takes in files, in that order.
    func take(
        _ files: [(name: String, bytes: [UInt8])],
        marking: HandlingMarking = .amber,
        agency: String = "local"
    ) async throws {
        for (name, bytes) in files {
            let file = folder.appendingPathComponent(UUID().uuidString)
            try Data(bytes).write(to: file)
            let end = try await importer.take(file, Importer.Order(fileName: name, agency: agency, marking: marking))
            try #require(end.state == .complete, "\(name): \(end.state)")
        }
    }

    /// Takes in the text of a file of a kind, all of whose records must be in order.
    func take(kind: String, _ text: String, marking: HandlingMarking = .amber, agency: String = "local") async throws {
        let file = folder.appendingPathComponent(UUID().uuidString)
        try Data(text.utf8).write(to: file)
        let order = Importer.Order(fileName: kind, kind: kind, agency: agency, marking: marking)
        let end = try await importer.take(file, order)
        try #require(end.state == .complete && end.counts.quarantined == 0, "\(kind): \(end)")
    }

    /// The first column of each row, seen or not.
    func kept(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: FactStore.databaseURL(in: folder).path).read { db in try String.fetchAll(db, sql: sql) }
    }

    /// The first column of each row that a reader sees.
    func seen(by reader: Reader, _ sql: String) async throws -> [String] {
        try await store.read(as: reader) { db in try String.fetchAll(db, sql: sql) }
    }

    /// Rule, subject, strength and identifier of each finding.
    func findings() async throws -> [String] {
        try await store.read(as: .local) { db in
            try String.fetchAll(
                db,
                sql: "SELECT id || ' ' || rule_id || ' ' || subject_id || ' ' || strength FROM finding ORDER BY id"
            )
        }
    }

    /// The files of the country of seed 7 that are meant for import, in the order of writing; and its truth.
    static let country = Result {
        var files: [(name: String, bytes: [UInt8])] = []
        var truth: [UInt8] = []
        _ = try Simulation(seed: 7).write(to: { name, bytes in
            if name == "truth.json" { truth = bytes } else if name != "README.txt" { files.append((name, bytes)) }
        })
        return (files: files, truth: truth)
    }
}

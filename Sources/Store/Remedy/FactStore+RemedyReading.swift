import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// The files of a kind that the reader sees, the newest first.
    public func remedyFiles(_ kind: RemedyKind, as reader: Reader) async throws -> [RemedyFile] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM remedy_file WHERE kind = ? ORDER BY id DESC",
                arguments: [kind.rawValue]
            ).map(RemedyFile.init)
        }
    }

    /// A file; nil if there is none that the reader sees.
    public func remedyFile(_ id: Int64, as reader: Reader) async throws -> RemedyFile? {
        try await read(as: reader) { db in
            try Row.fetchOne(db, sql: "SELECT * FROM remedy_file WHERE id = ?", arguments: [id]).map(RemedyFile.init)
        }
    }

    /// The files of a kind that the reader sees, each with all its events.
    ///
    /// The events are for the kernel to work a state out. Where the reader's agency is complained of, whoever asks shows no
    /// more of it than the procedure lets them see: ``remedyEntries(of:as:)`` gives those none.
    package func remedyBundles(
        _ kind: RemedyKind,
        licence: String? = nil,
        parent: Int64? = nil,
        as reader: Reader
    ) async throws -> [RemedyBundle] {
        let files = try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM remedy_file
                    WHERE kind = ? AND (?2 IS NULL OR licence = ?2) AND (?3 IS NULL OR parent_id = ?3) ORDER BY id DESC
                    """,
                arguments: [kind.rawValue, licence, parent]
            ).map(RemedyFile.init)
        }
        return try await bundles(of: files)
    }

    /// One file that the reader sees, with all its events; the same holds of them.
    package func remedyBundle(_ id: Int64, as reader: Reader) async throws -> RemedyBundle? {
        guard let file = try await remedyFile(id, as: reader) else { return nil }
        return try await bundles(of: [file]).first
    }

    /// Every file of a kind, for measures: which say how many and how long, never who or what.
    ///
    /// - Throws: ``Denial`` for readers without `read_measures`; a nil reader stands for the public, who gets the figures
    ///   with small numbers suppressed.
    package func remedyBundlesForMeasures(_ kind: RemedyKind, by reader: Reader?) async throws -> [RemedyBundle] {
        if let reader {
            try await readTables(asking: reader) { [self] db in
                _ = try require(.readMeasures, of: reader, to: "remedy_file", in: db)
            }
        }
        return try await remedyBundles(kind, as: .system)
    }

    func bundles(of files: [RemedyFile]) async throws -> [RemedyBundle] {
        let wanted = Set(files.map(\.id))
        let entries = try await readTables { db in
            var entries: [Int64: [RemedyEntry]] = [:]
            let ids = wanted.map(String.init).joined(separator: ",")
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT file_id, event_id, bytes FROM main.remedy_event WHERE file_id IN (\(ids)) ORDER BY id"
            )
            for row in rows {
                entries[row[0], default: []].append(RemedyEntry(id: row[1], bytes: Array(row[2] as Data)))
            }
            return entries
        }
        return files.map { RemedyBundle(file: $0, entries: entries[$0.id] ?? []) }
    }

    /// The events of a file, as far as the reader sees them.
    public func remedyEntries(of file: Int64, as reader: Reader) async throws -> [RemedyEntry] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT event_id, bytes FROM remedy_event WHERE file_id = ? ORDER BY id",
                arguments: [file]
            ).map { RemedyEntry(id: $0[0], bytes: Array($0[1] as Data)) }
        }
    }

    /// Who brings a grievance and in what words, as far as the reader may have it; the trail says who has asked.
    ///
    /// Those complained of get what the person allowed them.
    public func remedyAccount(of file: Int64, as reader: Reader) async throws -> RemedyAccount? {
        guard let cover = try await remedyFile(file, as: reader) else { return nil }
        let seen = try await read(as: reader) { db in
            try Row.fetchOne(db, sql: "SELECT * FROM remedy_account WHERE file_id = ?", arguments: [file])
                .map(RemedyAccount.init)
        }
        let account =
            if let seen { seen } else if cover.parts == [.respondent] { try await accountForRespondents(file) } else {
                RemedyAccount?.none
            }
        guard let account else { return nil }
        let time = now()
        try await write { db in
            try Self.note(
                reader,
                did: "grievance-read",
                to: "remedy_file",
                "\(file)",
                owner: (cover.owner.rawValue, cover.marking.rawValue),
                at: time,
                in: db
            )
        }
        return account
    }

    private func accountForRespondents(_ file: Int64) async throws -> RemedyAccount? {
        try await readTables { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM main.remedy_account WHERE file_id = ? ORDER BY id DESC LIMIT 1",
                arguments: [file]
            ).map { RemedyAccount($0).forRespondents }
        }
    }

    // MARK: Mechanisms

    /// Every setting that was ever made, the newest first.
    package func remedySettings() async throws -> [RemedySetting] {
        try await readTables { db in
            try Row.fetchAll(db, sql: "SELECT * FROM main.remedy_setting ORDER BY id DESC").map(RemedySetting.init)
        }
    }

    /// What is known of the mechanisms beside their files, the oldest first; everybody may know it.
    public func remedyNotes() async throws -> [RemedyNote] {
        try await read(as: .everyone) { db in
            try Row.fetchAll(db, sql: "SELECT * FROM remedy_note ORDER BY day, id").map { row in
                let kind: RemedyNote.Kind = try row.word("kind")
                guard let day = CalendarDay(row["day"]) else {
                    throw StoreError(.database, "The note \(row["id"] as Int64) has a day that cannot be read.")
                }
                let bytes = (row["bytes"] as Data?).map { Array($0) }
                return RemedyNote(kind, on: day, proposals: row["proposals"], adopted: row["adopted"], bytes: bytes)
            }
        }
    }
}

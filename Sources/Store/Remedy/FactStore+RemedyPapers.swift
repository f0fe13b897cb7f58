import Foundation
import GRDB
import Vocabulary

/// The words and papers of complaints: sealed under a key that stands in a file beside the database, so that a copy of the
/// database alone shows none of them.
extension FactStore {
    /// The key of the papers; nil if there is none yet, or it is missing.
    func paperKey() throws(StoreError) -> StoreSeal? {
        do throws(KeyFile.Fault) {
            return try KeyFile("papers", in: folder).read().map { StoreSeal($0, for: "papers") }
        } catch { throw error.asStoreError }
    }

    /// The key of the papers, made with the first paper.
    ///
    /// - Throws: ``StoreError`` with `fileSystem` where papers are sealed under a key that is missing: another one in its
    ///   place would hide that.
    private static func key(_ present: StoreSeal?, at folder: URL, in db: Database) throws -> StoreSeal {
        if let present { return present }
        let isMissing = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM main.remedy_paper WHERE head IS NOT NULL)"
        )
        guard isMissing == false else {
            throw StoreError(.fileSystem, "keys/papers is missing: put it back from where its copy is kept.")
        }
        do throws(KeyFile.Fault) {
            return StoreSeal(try KeyFile("papers", in: folder).readOrMake(), for: "papers")
        } catch { throw error.asStoreError }
    }

    func insert(
        _ paper: RemedyPaperDraft,
        of file: Int64,
        by name: String?,
        _ present: StoreSeal?,
        at time: Date,
        in db: Database
    ) throws -> Bool {
        let seal = try Self.key(present, at: folder, in: db)
        let known = try Data.fetchAll(
            db,
            sql: "SELECT arrived_sha256 FROM main.remedy_paper WHERE file_id = ?",
            arguments: [file]
        )
        let digest = seal.digest(paper.arrived)
        // Papers that are not sealed yet have the digest itself.
        guard !known.contains(Data(digest)), !known.contains(Data(paper.arrived)) else { return false }
        guard known.count < Self.mostPapers else {
            throw StoreError(.conflict, "The complaint \(file) holds as many papers as it can.")
        }
        let place = PaperHead.place(in: file, digest)
        let head = PaperHead(arrived: paper.arrived, sha256: paper.sha256, isCleaned: paper.isCleaned)
        try db.execute(
            sql: """
                INSERT INTO main.remedy_paper
                    (file_id, kind, arrived_sha256, bytes, sha256, head, tells, is_own, day, by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                file, paper.kind, Data(digest), Data(try seal.seal(paper.bytes, for: place)),
                Data(seal.digest(paper.sha256)), Data(try seal.seal(head.bytes, for: place + " head")), paper.tells,
                name == nil, String(Self.timestamp(time).prefix(10)), name ?? Self.complainant,
            ]
        )
        return true
    }

    /// Seals the papers that lie as they came, from before papers were sealed; what lay there is overwritten.
    ///
    /// - Returns: How many.
    public func sealPapers() async throws -> Int {
        let present = try paperKey()
        let count = try await write { [folder] db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT \(RemedyPaper.columns) FROM main.remedy_paper WHERE head IS NULL ORDER BY id"
            )
            guard !rows.isEmpty else { return 0 }
            let seal = try Self.key(present, at: folder, in: db)
            try Self.erasing(db) { for row in rows { try Self.seal(row, with: seal, in: db) } }
            return rows.count
        }
        if count > 0 { try await checkpoint() }
        return count
    }

    private static func seal(_ row: Row, with seal: StoreSeal, in db: Database) throws {
        let paper = RemedyPaper(row, seal)
        let digest = seal.digest(paper.arrived)
        let place = PaperHead.place(in: row["file_id"], digest)
        let bytes = try Data.fetchOne(
            db,
            sql: "SELECT bytes FROM main.remedy_paper WHERE id = ?",
            arguments: [paper.id]
        )
        let head = PaperHead(arrived: paper.arrived, sha256: paper.sha256, isCleaned: paper.isCleaned)
        try db.execute(
            sql: "UPDATE main.remedy_paper SET arrived_sha256 = ?, bytes = ?, sha256 = ?, head = ? WHERE id = ?",
            arguments: [
                Data(digest), Data(try seal.seal(Array(bytes ?? Data()), for: place)),
                Data(seal.digest(paper.sha256)), Data(try seal.seal(head.bytes, for: place + " head")), paper.id,
            ]
        )
    }

    // MARK: Reading

    /// What was added to a complaint, as far as the reader may see it, the oldest first.
    public func remedyPapers(of file: Int64, as reader: Reader) async throws -> [RemedyPaper] {
        let key = try paperKey()
        return try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT \(RemedyPaper.columns) FROM remedy_paper WHERE file_id = ? ORDER BY id",
                arguments: [file]
            ).map { RemedyPaper($0, key) }
        }
    }

    /// What was added to the complaint that a receipt opens.
    package func remedyPapers(receipt lookup: [UInt8]) async throws -> [RemedyPaper] {
        let key = try paperKey()
        return try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(RemedyPaper.columns) FROM main.remedy_paper
                    WHERE file_id = (SELECT file_id FROM main.remedy_receipt WHERE lookup = ?) ORDER BY id
                    """,
                arguments: [Data(lookup)]
            ).map { RemedyPaper($0, key) }
        }
    }

    /// The bytes of a paper that the reader may see; the trail says who has opened it.
    ///
    /// - Throws: ``StoreError`` with `fileSystem` where the key of the papers is missing or another one.
    public func openRemedyPaper(
        _ id: Int64,
        of file: Int64,
        as reader: Reader
    ) async throws -> (paper: RemedyPaper, bytes: [UInt8])? {
        guard let cover = try await remedyFile(file, as: reader) else { return nil }
        let key = try paperKey()
        let found = try await read(as: reader) { db in
            try Row.fetchOne(
                db,
                sql: "SELECT \(RemedyPaper.columns), bytes FROM remedy_paper WHERE id = ? AND file_id = ?",
                arguments: [id, file]
            ).map { row in
                let (paper, bytes) = (RemedyPaper(row, key), Array(row["bytes"] as Data))
                let isSealed = row["head"] as Data? != nil
                return (paper, isSealed ? key?.open(bytes, for: PaperHead.place(of: row)) : bytes)
            }
        }
        guard let found else { return nil }
        guard let bytes = found.1 else {
            throw StoreError(.fileSystem, "keys/papers is missing or another one: put it back from its copy.")
        }
        let time = now()
        try await write { db in
            try Self.note(
                reader,
                did: "remedy-paper-read",
                to: "remedy_file",
                "\(file)",
                owner: (cover.owner.rawValue, cover.marking.rawValue),
                detail: "\(id)",
                at: time,
                in: db
            )
        }
        return (found.0, bytes)
    }
}

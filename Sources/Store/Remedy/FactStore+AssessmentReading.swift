import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// What an assessment has beside its events: for whoever leads it and for nobody else.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the reader does not lead it.
    package func assessmentContents(of file: Int64, as reader: Reader) async throws -> AssessmentContents {
        try await requireChair(of: file, reader)
        return try await readTables { db in
            var contents = AssessmentContents()
            contents.interviews = try Row.fetchAll(
                db,
                sql: "SELECT interview, key_block, sealed FROM main.impact_interview WHERE file_id = ? ORDER BY id",
                arguments: [file]
            ).map { SealedInterview(id: $0[0], keyBlock: Array($0[1] as Data), sealed: Array($0[2] as Data)) }
            contents.photos = try Row.fetchAll(
                db,
                sql: """
                    SELECT sha256, arrived_sha256, media_type, removed FROM main.impact_photo
                    WHERE file_id = ? ORDER BY id
                    """,
                arguments: [file]
            ).map { row in
                ImpactPhoto(
                    digest: row[0],
                    arrivedDigest: row[1],
                    mediaType: row[2],
                    removed: (row[3] as String).split(separator: " ").map(String.init)
                )
            }
            contents.puts = try Self.puts(db, "assessment", file)
            return contents
        }
    }

    /// A photo of a measurement, for whoever leads the assessment; nil if there is none.
    package func impactPhoto(
        _ digest: String,
        of file: Int64,
        as reader: Reader
    ) async throws -> (mediaType: String, bytes: [UInt8])? {
        try await requireChair(of: file, reader)
        return try await readTables { db in
            try Row.fetchOne(
                db,
                sql: "SELECT media_type, bytes FROM main.impact_photo WHERE file_id = ? AND sha256 = ?",
                arguments: [file, digest]
            ).map { ($0[0], Array($0[1] as Data)) }
        }
    }

    /// What a follow-up is about; nil if the reader does not see it.
    package func impactPut(ofFollowUp file: Int64, as reader: Reader) async throws -> ImpactPut? {
        guard try await remedyFile(file, as: reader) != nil else { return nil }
        return try await readTables { try Self.puts($0, "follow_up", file).first }
    }

    /// The report of each assessment as it was published last, the newest first; everybody may know it.
    public func impactReports() async throws -> [ImpactReport] {
        try await read(as: .everyone) { db in
            try Row.fetchAll(db, sql: "SELECT file_id, day, bytes FROM impact_report ORDER BY id DESC").map { row in
                guard let day = CalendarDay(row[1] as String) else {
                    throw StoreError(.database, "A report has a day that cannot be read.")
                }
                return ImpactReport(assessment: row[0], day: day, bytes: Array(row[2] as Data))
            }
        }
    }

    private func requireChair(of file: Int64, _ reader: Reader) async throws {
        guard let cover = try await remedyFile(file, as: reader), cover.kind == .assessment,
            cover.parts.contains(.chair)
        else { throw StoreError(.notFound, "There is no assessment \(file).") }
    }

    private static func puts(_ db: Database, _ column: String, _ file: Int64) throws -> [ImpactPut] {
        try Row.fetchAll(
            db,
            sql: "SELECT * FROM main.impact_put WHERE \(column) = ? ORDER BY follow_up",
            arguments: [file]
        ).map {
            ImpactPut(
                followUp: $0["follow_up"],
                assessment: $0["assessment"],
                finding: $0["finding"],
                organisation: $0["organisation"],
                code: $0["code"]
            )
        }
    }
}

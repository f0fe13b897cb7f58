import Foundation
import GRDB

/// An exhibit as it is kept.
package struct ExhibitRow: Sendable, Hashable {
    /// Its row.
    package let id: Int64
    /// The case that it is in.
    package let caseID: Int64
    /// Its number there, from 1.
    package let number: Int
    /// The agency that added it.
    package let agency: AgencyNumber
    /// What it is called.
    package let title: String
    /// What it is, in words.
    package let description: String
    /// How heavy it was, where it was weighed.
    package let milligrams: Int?
    /// When it was added: UTC, ISO 8601.
    package let at: String
    /// The name of its file; nil for a thing.
    package let fileName: String?
    /// Its file; nil for a thing.
    package let file: EvidenceFiles.Kept?

    init(_ row: Row) {
        (id, caseID, number) = (row["id"], row["case_id"], row["number"])
        agency = AgencyNumber(rawValue: row["agency_id"])
        (title, description, milligrams, at) = (row["title"], row["description"], row["milligrams"], row["at"])
        fileName = row["file_name"]
        file = (row["sealed_sha256"] as Data?).map { _ in EvidenceFiles.Kept(row) }
    }
}

/// An exhibit that is to be kept.
package struct ExhibitDraft: Sendable {
    /// By what it is known when it comes twice.
    package var request: String
    /// What it is called.
    package var title: String
    /// What it is, in words.
    package var description: String
    /// How heavy it was, where it was weighed.
    package var milligrams: Int?
    /// Its file; nil for a thing.
    package var file: File?

    /// A file, sealed already, and the name under which it came.
    package struct File: Sendable, Hashable {
        let kept: EvidenceFiles.Kept
        let name: String

        package init(kept: EvidenceFiles.Kept, name: String) { (self.kept, self.name) = (kept, name) }
    }

    package init(
        request: String,
        title: String,
        description: String,
        milligrams: Int? = nil,
        file: File? = nil
    ) {
        (self.request, self.title, self.description) = (request, title, description)
        (self.milligrams, self.file) = (milligrams, file)
    }
}

/// An entry of the custody log of an exhibit as it is kept.
package struct CustodyRow: Sendable, Hashable {
    /// By what it is known when it comes twice.
    package let id: String
    /// What it says: canonical JSON.
    package let bytes: [UInt8]

    package init(id: String, bytes: [UInt8]) { (self.id, self.bytes) = (id, bytes) }
}

extension EvidenceFiles.Kept {
    init(_ row: Row) {
        self.init(
            sealed: Array(row["sealed_sha256"] as Data),
            sealedByteCount: row["sealed_byte_count"],
            sha256: Array(row["sha256"] as Data),
            byteCount: row["byte_count"]
        )
    }
}

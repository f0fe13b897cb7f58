import Crypto
import Formats
import Foundation
import Notary

/// What a backup holds: each piece with its digest, and how many rows each table has.
public struct BackupManifest: Codable, Sendable, Equatable {
    /// One file of the store.
    public struct Piece: Codable, Sendable, Equatable {
        /// Its path in the store's folder.
        public let name: String
        /// How many bytes it has.
        public let bytes: Int
        /// The SHA-256 of its bytes, in hexadecimal digits.
        public let sha256: String
    }

    /// The name of the layout.
    public var format = Self.present
    /// When the snapshot of the database was taken.
    public let createdAt: String
    /// The steps that its schema has seen.
    public let migrations: [String]
    /// How many rows each table has.
    public let rowCounts: [String: Int]
    /// The files, in the order of the archive.
    public internal(set) var pieces: [Piece]
    /// Received files that were missing or altered in the store when the backup was made.
    public internal(set) var faults: [String]

    static let present = "touchstone-backup/1"

    /// How many received files it holds.
    public var receivedCount: Int { pieces.count { BackupName.digest(in: $0.name, "received") != nil } }
    /// How many files of exhibits it holds, sealed as they lie.
    public var evidenceCount: Int { pieces.count { BackupName.digest(in: $0.name, "evidence") != nil } }
    /// Whether it holds the store's ledger.
    public var hasLedger: Bool { pieces.contains { BackupName.isOfLog($0.name) } }

    enum CodingKeys: String, CodingKey {
        case format
        case createdAt = "created_at"
        case migrations
        case rowCounts = "row_counts"
        case pieces
        case faults
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return Array(try encoder.encode(self)) + [10]
    }

    /// Reads a manifest whose digest has been checked.
    static func decode(_ bytes: [UInt8]) throws(BackupError) -> BackupManifest {
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: Data(bytes)) else {
            throw BackupError(.damaged, "manifest.json cannot be read.")
        }
        guard manifest.format == present else {
            throw BackupError(
                .damaged,
                "The backup has the layout \(manifest.format); this version reads \(present). Update touchstone."
            )
        }
        return manifest
    }
}

/// The names that a backup may hold.
enum BackupName {
    /// The ending of a file that is being written.
    static let partial = "partial"
    static let database = "facts.sqlite"
    static let manifest = "manifest.json"
    static let manifestDigest = "manifest.sha256"

    static func hex(_ bytes: [UInt8]) -> String { Hexadecimal.text(bytes) }

    static func received(_ hex: String) -> String { "received/\(hex.prefix(2))/\(hex)" }

    static func evidence(_ hex: String) -> String { "evidence/\(hex.prefix(2))/\(hex)" }

    /// The digest in the name of a received file or one of an exhibit; nil if it is not such a name.
    static func digest(in name: String) -> String? { digest(in: name, "received") ?? digest(in: name, "evidence") }

    /// The digest in the name of a file of a folder; nil if it is not such a name.
    static func digest(in name: String, _ folder: String) -> String? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == folder, parts[2].utf8.count == 64, parts[2].prefix(2) == parts[1],
            parts[2].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        return String(parts[2])
    }

    /// The name of a file of one of the store's logs.
    static func log(_ log: LedgerFolder.Log, _ path: String) -> String { "\(log.rawValue)/\(path)" }

    /// Whether a name is that of a file of a log, and leads nowhere else.
    static func isOfLog(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard name.utf8.count <= TarHeader.longestName, parts.count >= 2, let first = parts.first,
            LedgerFolder.Log(rawValue: String(decoding: first, as: UTF8.self)) != nil
        else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
                && part.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                        true
                    default: false
                    }
                }
        }
    }

    /// The content of the file that seals the manifest.
    static func seal(of manifest: [UInt8]) -> [UInt8] {
        Array("\(hex(Array(SHA256.hash(data: manifest))))  \(Self.manifest)\n".utf8)
    }
}

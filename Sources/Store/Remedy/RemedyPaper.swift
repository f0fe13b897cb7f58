import Formats
import Foundation
import GRDB

/// Something that was added to a complaint: words, a photo, a paper.
public struct RemedyPaper: Sendable, Hashable {
    /// The kind of words; other kinds are those of files.
    public static let words = "words"

    /// Its number.
    public let id: Int64
    /// What it is: `words`, or the kind of a file such as `jpeg` or `pdf`.
    public let kind: String
    /// SHA-256 of what came: 32 bytes; none where it cannot be opened.
    public let arrived: [UInt8]
    /// SHA-256 of what is kept: 32 bytes; none where it cannot be opened.
    public let sha256: [UInt8]
    /// How many bytes are kept.
    public let byteCount: Int
    /// The words; empty for a file, and where it cannot be opened.
    public let text: String
    /// Whether it was freed of what tells who made it.
    public let isCleaned: Bool
    /// Whether it can be opened: the key of the papers is there.
    public let isReadable: Bool
    /// Whether those complained of may see it.
    public let tells: Bool
    /// Whether the person added it, and not somebody for them.
    public let isOwn: Bool
    /// The day on which it came.
    public let day: String

    static let columns = """
        id, file_id, kind, arrived_sha256, sha256, length(bytes) AS byte_count,
        CASE WHEN kind = 'words' THEN bytes END AS words, head, tells, is_own, day
        """

    /// - Parameter seal: What opens papers; nil where its key is missing.
    init(_ row: Row, _ seal: StoreSeal?) {
        let (kind, place) = (row["kind"] as String, PaperHead.place(of: row))
        let words = (row["words"] as Data?).map { Array($0) } ?? []
        (id, self.kind) = (row["id"], kind)
        (tells, isOwn, day) = (row["tells"], row["is_own"], row["day"])
        guard let sealed = row["head"] as Data? else {
            arrived = Array(row["arrived_sha256"] as Data)
            sha256 = Array(row["sha256"] as Data)
            byteCount = row["byte_count"]
            text = String(decoding: words, as: UTF8.self)
            (isCleaned, isReadable) = (kind != PaperHead.document, true)
            return
        }
        byteCount = max(0, row["byte_count"] as Int - StoreSeal.growth)
        let head = seal?.open(Array(sealed), for: place + " head").flatMap(PaperHead.init(parsing:))
        arrived = head?.arrived ?? []
        sha256 = head?.sha256 ?? []
        (isCleaned, isReadable) = (head?.isCleaned ?? false, head != nil)
        text = seal?.open(words, for: place).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// What is sealed of a paper beside its bytes: its digests, by which the few things that it may be could be tried out.
struct PaperHead: Sendable, Hashable {
    /// The kind of a PDF.
    static let document = "pdf"

    let arrived: [UInt8]
    let sha256: [UInt8]
    let isCleaned: Bool

    init(arrived: [UInt8], sha256: [UInt8], isCleaned: Bool) {
        (self.arrived, self.sha256, self.isCleaned) = (arrived, sha256, isCleaned)
    }

    var bytes: [UInt8] { [1, isCleaned ? 1 : 0] + arrived + sha256 }

    init?(parsing bytes: [UInt8]) {
        guard bytes.count == 66, bytes[0] == 1 else { return nil }
        self.init(arrived: Array(bytes[2..<34]), sha256: Array(bytes[34...]), isCleaned: bytes[1] == 1)
    }

    /// For which place a paper is sealed: its complaint, and the keyed digest of what came.
    static func place(of row: Row) -> String {
        place(in: row["file_id"], Array(row["arrived_sha256"] as Data))
    }

    static func place(in file: Int64, _ digest: [UInt8]) -> String { "\(file) \(Hexadecimal.text(digest))" }
}

/// Something about to be added to a complaint.
package struct RemedyPaperDraft: Sendable {
    package let kind: String
    /// SHA-256 of what came.
    package let arrived: [UInt8]
    package let bytes: [UInt8]
    /// SHA-256 of what is kept.
    package let sha256: [UInt8]
    package let tells: Bool
    /// Whether it was freed of what tells who made it.
    package let isCleaned: Bool

    package init(
        kind: String,
        arrived: [UInt8],
        bytes: [UInt8],
        sha256: [UInt8],
        tells: Bool,
        isCleaned: Bool = true
    ) {
        self.kind = kind
        self.arrived = arrived
        self.bytes = bytes
        self.sha256 = sha256
        self.tells = tells
        self.isCleaned = isCleaned
    }
}

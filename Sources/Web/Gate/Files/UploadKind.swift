/// What an uploaded file is, by its first bytes, and whether that is what it is said to be.
///
/// Only the three forms that intake reads get past: tables as text, JSON and XML. An archive is none of them, so
/// nothing that a visitor sends is ever unpacked.
package enum UploadKind: String, Sendable, CaseIterable {
    /// Text with separators.
    case table
    /// JSON, or one JSON value a line.
    case json
    /// XML.
    case xml

    /// So many of the first bytes are looked at.
    package static let headLength = 1_024

    /// Why a file is not taken.
    package enum Refusal: Error, Sendable, Hashable, CaseIterable {
        /// It is an archive, a picture, a program or another file of bytes.
        case binary
        /// It is a web page or a drawing that could hold script.
        case active
        /// It is not what its name says.
        case name
        /// It is not what its sender says that it is.
        case declared
    }

    /// Looks at the beginning of a file.
    ///
    /// - Parameters:
    ///   - head: The first ``headLength`` bytes, or all if there are fewer.
    ///   - name: The file's name; without an ending it says nothing.
    ///   - declared: The media type that the sender gave.
    package static func of(head: [UInt8], name: String, declared: String?) throws(Refusal) -> UploadKind {
        let kind = try sniff(head)
        if let expected = try named(name), expected != kind { throw .name }
        if let declared, !fits(declared, kind) { throw .declared }
        return kind
    }

    private static func sniff(_ head: [UInt8]) throws(Refusal) -> UploadKind {
        var text = head[...]
        if text.starts(with: [0xEF, 0xBB, 0xBF]) {
            text = text.dropFirst(3)
        } else if text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) {
            // UTF-16: every other byte of plain text is zero.
            text = text.dropFirst(2).filter { $0 != 0 }[...]
        }
        guard !signatures.contains(where: { text.starts(with: $0) }), !text.contains(0), !isTapeArchive(head) else {
            throw .binary
        }
        let start = text.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        switch start.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
        case UInt8(ascii: "<"):
            let words = String(decoding: start.prefix(512), as: UTF8.self).lowercased()
            guard !activeMarks.contains(where: words.contains) else { throw .active }
            return .xml
        default:
            guard !start.starts(with: Array("#!".utf8)) else { throw .binary }
            return .table
        }
    }

    /// What the ending of a name promises; nil where there is none.
    private static func named(_ name: String) throws(Refusal) -> UploadKind? {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        switch name[name.index(after: dot)...].lowercased() {
        case "csv", "tsv", "tab", "txt", "dat": return .table
        case "json", "jsonl", "ndjson", "geojson", "jsonld": return .json
        case "xml", "rdf", "gml", "kml": return .xml
        default: throw .name
        }
    }

    /// Browsers name tables in many ways (Windows calls them Excel's): only what says something else is refused.
    private static func fits(_ declared: String, _ kind: UploadKind) -> Bool {
        let type = declared.prefix { $0 != ";" }.trimmingSpaces.lowercased()
        if type.isEmpty || type == "application/octet-stream" || type == "text/plain" { return true }
        switch kind {
        case .table:
            return ["text/csv", "text/tab-separated-values", "application/csv", "application/vnd.ms-excel"].contains(
                type
            )
                || type == "text/comma-separated-values" || type == "text/x-csv"
        case .json: return type.hasSuffix("json") || type.hasSuffix("jsonl") || type.contains("ndjson")
        case .xml: return type == "text/xml" || type == "application/xml" || type.hasSuffix("+xml") && !isDrawing(type)
        }
    }

    private static func isDrawing(_ type: String) -> Bool {
        type == "image/svg+xml" || type == "application/xhtml+xml"
    }

    private static let activeMarks = ["<!doctype html", "<html", "<script", "<svg", "<iframe", "<body", "<img"]

    /// How files begin that are not text.
    private static let signatures: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0x50, 0x4B, 0x07, 0x08],  // zip, and all offices' files
        [0x1F, 0x8B], [0x1F, 0x9D], Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A],  // gzip, compress, bzip2, xz
        [0x28, 0xB5, 0x2F, 0xFD], [0x37, 0x7A, 0xBC, 0xAF], Array("Rar!".utf8),  // zstd, 7z, rar
        Array("%PDF".utf8), Array("{\\rtf".utf8), [0xD0, 0xCF, 0x11, 0xE0], Array("SQLite format 3".utf8),
        [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("RIFF".utf8), Array("II*".utf8),
        [0x7F, 0x45, 0x4C, 0x46], [0x4D, 0x5A, 0x90], [0xCA, 0xFE, 0xBA, 0xBE], [0xCF, 0xFA, 0xED, 0xFE],
        [0x00, 0x61, 0x73, 0x6D],
    ]

    /// A tar file says so only at byte 257.
    private static func isTapeArchive(_ head: [UInt8]) -> Bool {
        head.count >= 262 && head[257..<262].elementsEqual("ustar".utf8)
    }
}

internal import Formats
internal import Foundation
internal import GRDB
internal import Hummingbird
internal import Store
internal import Vocabulary

/// One record: who handed it in and when, its bytes as received, and what was read from them.
struct RecordPage {
    /// A longer record is shown in part; the download has all of it.
    static let shownBytes = 64 * 1024
    /// A record longer than this is not sent as a download in one piece.
    static let downloadLimit = 64 << 20

    let visit: Visit
    let id: Int64
    let query: RecordQuery
    let bytes: [UInt8]
    /// Why the bytes are not shown, and whom to ask.
    let denial: Denial?
    var proof: ProofPanel?
    /// Whether the digests are shown: where a field is withheld, what it holds could be tried out against them.
    var showsDigests = false

    private static let digests: Set<String> = ["sha256", "file_sha256"]

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        let (number, query) = try await find(visit, id: id)
        let length = min(query.record.integer("raw_length") ?? 0, shownBytes)
        var page: RecordPage
        do {
            let bytes = try await bytes(of: query, length: length, visit)
            page = RecordPage(visit: visit, id: number, query: query, bytes: bytes, denial: nil)
        } catch let denial as Denial {
            page = RecordPage(visit: visit, id: number, query: query, bytes: [], denial: denial)
        }
        page.proof = try await ProofPanel.of(.record, id, records: [number], visit)
        page.showsDigests = try await visit.services.store.mayHaveDigest(ofRecord: number, visit.reader)
        return page.response
    }

    /// The bytes of the record, unchanged, as a file.
    static func download(_ visit: Visit, id: String) async throws -> Response {
        let (number, query) = try await find(visit, id: id)
        let length = query.record.integer("raw_length") ?? 0
        guard length <= downloadLimit else { throw SiteError(.tooLarge) }
        let bytes = try await bytes(of: query, length: length, visit)
        return Response(
            status: .ok,
            headers: Download.headers(fileName: "record-\(number).bin"),
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private static func find(_ visit: Visit, id: String) async throws -> (Int64, RecordQuery) {
        guard let number = Int64(id) else { throw SiteError(.notFound) }
        let query = try await visit.services.store.read(as: visit.reader) { db in try RecordQuery(db, id: number) }
        guard let query else { throw try await visit.services.absence(of: .record, id, to: visit.reader) }
        return (number, query)
    }

    private static func bytes(of query: RecordQuery, length: Int, _ visit: Visit) async throws -> [UInt8] {
        guard let receipt = query.record.integer("receipt_id"), let position = query.record.integer("position") else {
            return []
        }
        return try await visit.services.store.receivedBytes(
            receipt: Int64(receipt),
            position: position,
            length: length,
            as: visit.reader
        )
    }

    var response: Response {
        let words = visit.words
        let title = words("record.title", ["id": String(id)])
        return PageFrame(visit: visit, title: title, section: "/records").response { h, _ in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/records")), text: words("nav.records")) }
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("record.about"))
            if let newer = query.record.text("superseded_by") {
                h(.p, .class("notice")) { h in
                    h.text(words("record.superseded") + " ")
                    h(.a, .href(visit.path(to: .record, newer)), text: words("profile.record", ["id": newer]))
                }
            }
            h(.section, .class("panel")) { h in
                h(.h2, text: words("record.received"))
                let columns = RecordQuery.columns.filter { showsDigests || !Self.digests.contains($0.id) }
                Particulars(visit: visit, columns: columns, row: query.record).write(to: &h)
            }
            content(to: &h)
            facts(to: &h)
            chain(to: &h)
            proof?.write(to: &h)
            CaseLink(visit: visit, kind: "record", id: String(id)).writeLine(to: &h)
        }
    }

    private func content(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("record.bytes"))
            if let denial { return DenialNote(visit: visit, denial: denial).write(to: &h) }
            if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) {
                h(.pre, .class("bytes"), .focusable, .role("region"), .ariaLabel(words("record.bytes"))) { h in
                    h(.code, text: text)
                }
                h(.details) { h in
                    h(.summary, text: words("record.hex"))
                    hexadecimal(to: &h)
                }
            } else {
                hexadecimal(to: &h)
            }
            if (query.record.integer("raw_length") ?? 0) > bytes.count {
                h(.p, .class("quiet"), text: words("record.cut", ["shown": words.bytes(bytes.count)]))
            }
            h(.p) { h in
                h(
                    .a,
                    .class("button"),
                    .href(visit.path(to: .record, String(id)) + "/bytes"),
                    text: words("record.download")
                )
            }
        }
    }

    private func hexadecimal(to h: inout HTML) {
        h(.pre, .class("bytes hex"), .focusable, .role("region"), .ariaLabel(visit.words("record.hex"))) { h in
            h(.code, text: HexView.text(of: bytes.prefix(4096)))
        }
    }

    private func facts(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("record.facts"))
            if query.facts.isEmpty { h(.p, text: words("record.no_facts")) }
            for part in query.facts {
                h(.h3, text: words.token("kind", part.table))
                for row in part.rows {
                    let columns = FactSchema.table(named: part.table)?.columns.filter { $0.storage != .blob } ?? []
                    Particulars(visit: visit, columns: columns.map { ListColumn($0.name) }, row: row).write(to: &h)
                    if let subject = Subject(rawValue: part.table), visit.services.isOn(subject),
                        let key = row.text("id")
                    {
                        h(.p) { h in h(.a, .href(visit.path(to: subject, key)), text: words("record.open_fact")) }
                    }
                }
            }
        }
    }

    private func chain(to h: inout HTML) {
        guard query.chain.count > 1 else { return }
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("record.chain"))
            h(.ol) { h in
                for version in query.chain {
                    h(.li) { h in
                        h(
                            .a,
                            .href(visit.path(to: .record, String(version))),
                            version == id ? .ariaCurrent("true") : nil,
                            text: words("profile.record", ["id": String(version)])
                        )
                    }
                }
            }
        }
    }
}

/// Bytes as rows of offset, hexadecimal and printable characters.
enum HexView {
    static func text(of bytes: some Collection<UInt8>) -> String {
        var lines: [String] = []
        var row: [UInt8] = []
        var offset = 0
        func flush() {
            guard !row.isEmpty else { return }
            let address = String(offset, radix: 16)
            let hex = row.map { Hexadecimal.text([$0]) }.joined(separator: " ")
            let shown = String(decoding: row.map { (32..<127).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
            let pad = String(repeating: " ", count: max(0, 47 - hex.utf8.count))
            lines.append(
                String(repeating: "0", count: max(0, 8 - address.utf8.count)) + address + "  " + hex + pad + "  "
                    + shown
            )
            offset += row.count
            row.removeAll(keepingCapacity: true)
        }
        for byte in bytes {
            row.append(byte)
            if row.count == 16 { flush() }
        }
        flush()
        return lines.joined(separator: "\n")
    }
}

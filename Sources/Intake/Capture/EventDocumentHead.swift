import EPCIS
import Formats
import Store

/// What a document of events says before its first event: its syntax, version, prefixes and master data.
struct EventDocumentHead: Sendable {
    let header: DocumentHeader
    let syntax: EventTree.Syntax?

    /// How far it is looked for.
    private static let limit = 8 << 20
    private static let pieceLength = 1 << 18

    /// Reads the beginning of a kept file, as far as its first event.
    init(of sha256: [UInt8], in received: ReceivedFiles) throws(StoreError) {
        var reader = DocumentReader()
        var tree = EventTree()
        var position = 0
        reading: while position < Self.limit {
            let piece = try received.bytes(of: sha256, at: position, count: Self.pieceLength)
            let plain = position == 0 ? XMLProlog.withoutEmptyDoctype(piece) : piece
            if plain.isEmpty { reader.finish() } else { reader.feed(plain.span) }
            position += piece.count
            switch reader.next(into: &tree) {
            case .needMore where !piece.isEmpty: continue
            default: break reading
            }
        }
        header = reader.header
        syntax = reader.syntax
    }

    /// What the store keeps of it.
    var document: CapturedDocument {
        var json: [UInt8] = [UInt8(ascii: "{")]
        var seen: Set<String> = []
        // The innermost declaration of a prefix counts.
        for (prefix, namespace) in header.scope.declarations.reversed() where seen.insert(prefix).inserted {
            if json.count > 1 { json.append(UInt8(ascii: ",")) }
            JSONString.append(prefix.utf8, to: &json)
            json.append(UInt8(ascii: ":"))
            JSONString.append(namespace.utf8, to: &json)
        }
        json.append(UInt8(ascii: "}"))
        return CapturedDocument(
            syntax: syntax == .xml ? "xml" : "json",
            prefixes: String(decoding: json, as: UTF8.self)
        )
    }

    /// How it is read; nil if its beginning does not tell that it is a document of events.
    var plan: ImportPlan? {
        header.kind == .bare ? nil : ImportPlan(form: syntax == .xml ? .epcisXML : .epcis)
    }

    /// Refuses a document for what stands around its events.
    ///
    /// - Parameter whole: The document, asked for where its beginning does not tell.
    func check(whole: () throws -> [UInt8]) throws {
        let faults = try DocumentValidator().faults(in: header, of: syntax, whole: whole)
        guard let fault = faults.first(where: { $0.severity == .error }) else { return }
        throw RefusalReason(
            EventRecordReader.code(of: fault.reason),
            at: fault.path,
            found: fault.found,
            expected: fault.expected
        )
    }

    /// Whether it claims to be of EPCIS 2.
    var isVersion2: Bool { header.schemaVersion?.hasPrefix("1") != true }
}

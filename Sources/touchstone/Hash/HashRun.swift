import EPCIS
import Formats
import Foundation
import Web

/// One document on its way through `touchstone hash`.
struct HashRun {
    private let file: String
    private let order: HashCommand
    private let words: Words
    private var hasher: EventHasher
    private var form = CanonicalEvent()
    /// For each ambiguity how many events have it, and where the first one stands.
    private var ambiguities: [HashAmbiguity: (count: Int, first: EventPlace)] = [:]
    /// Whether anything could not be read.
    private(set) var hasFaults = false

    init(file: String, order: HashCommand, words: Words) {
        self.file = file
        self.order = order
        self.words = words
        hasher = EventHasher(
            order: order.order ?? .reference,
            values: order.values,
            algorithm: order.algorithm ?? .sha256
        )
    }

    /// Reads a document to its end, in constant memory.
    mutating func read(_ input: FileHandle, into output: inout OutputBuffer) throws {
        var reader = DocumentReader()
        var tree = EventTree()
        var hasHeader = false
        while true {
            switch reader.next(into: &tree) {
            case .event(let place):
                if !hasHeader {
                    hasHeader = true
                    take(reader.header)
                }
                write(place, tree, reader, to: &output)
                try output.flushIfLarge()
            case .fault(let fault):
                hasFaults = true
                write(fault, to: &output)
            case .needMore:
                let piece = try EventFile.piece(of: input, file)
                if piece.isEmpty { reader.finish() } else { reader.feed(piece.span) }
            case .end:
                return
            }
        }
    }

    /// Says which ambiguities the ids have, each once.
    func warn() {
        for ambiguity in HashAmbiguity.allCases {
            guard let (count, first) = ambiguities[ambiguity] else { continue }
            StandardStreams.remark(
                Printable.text(
                    words.plural(
                        "hash.warning",
                        count,
                        ["file": file, "place": first.path, "what": words("hash.ambiguity.\(ambiguity.name)")]
                    )
                )
            )
        }
    }

    private mutating func take(_ header: DocumentHeader) {
        hasher.ignoredFields = header.ignoredFields
        for case .unknown(let address) in header.contexts {
            StandardStreams.remark(Printable.text(words("hash.context", ["file": file, "address": address])))
        }
    }

    private mutating func write(
        _ place: EventPlace,
        _ tree: EventTree,
        _ reader: DocumentReader,
        to output: inout OutputBuffer
    ) {
        let preHash = hasher.preHashString(of: tree)
        var id: [UInt8] = []
        hasher.appendID(ofPreHash: preHash, to: &id)
        let found = hasher.ambiguities
        if !found.isEmpty {
            for ambiguity in found.all {
                ambiguities[ambiguity] = (
                    (ambiguities[ambiguity]?.count ?? 0) + 1, ambiguities[ambiguity]?.first ?? place
                )
            }
        }
        let digest =
            order.digest ? EvidenceDigest(of: reader.bytes(of: place), tree: tree, with: &form) : nil
        guard order.format == .text else {
            return writeJSON(place, id, preHash, digest, found, to: &output)
        }
        output.append(id)
        if order.prehash {
            output.append("\t")
            output.append(Printable.text(String(decoding: preHash, as: UTF8.self)))
        }
        if let digest {
            output.append(
                "\t\(Hexadecimal.text(digest.received))\t\(digest.canonical.map { Hexadecimal.text($0) } ?? "-")"
            )
        }
        output.append("\n")
    }

    private func writeJSON(
        _ place: EventPlace,
        _ id: [UInt8],
        _ preHash: [UInt8],
        _ digest: EvidenceDigest?,
        _ ambiguities: HashAmbiguities,
        to output: inout OutputBuffer
    ) {
        var members = [
            ("file", JSONText.string(file)), ("event", "\(place.index)"), ("path", JSONText.string(place.path)),
            ("line", "\(place.line)"), ("offset", "\(place.range.lowerBound)"), ("length", "\(place.range.count)"),
            ("id", JSONText.string(String(decoding: id, as: UTF8.self))),
            ("order", JSONText.string(hasher.order.rawValue)), ("values", JSONText.string(hasher.values.rawValue)),
            ("ambiguities", JSONText.array(ambiguities.all.map(\.name))),
        ]
        if order.prehash {
            members.append(("prehash", JSONText.string(String(decoding: preHash, as: UTF8.self))))
        }
        if let digest {
            members.append(("received", JSONText.string(Hexadecimal.text(digest.received))))
            members.append(("canonical", JSONText.string(digest.canonical.map { Hexadecimal.text($0) })))
            members.append(("exact", digest.isExact ? "true" : "false"))
        }
        output.append(JSONText.object(members) + "\n")
    }

    private func write(_ fault: ReadFault, to output: inout OutputBuffer) {
        let place = words("hash.place", ["file": file, "line": "\(fault.line)", "path": fault.path])
        let what = words("hash.fault.\(fault.fault.reason.rawValue)")
        let clause = fault.fault.reason.clause
        let text =
            fault.found.isEmpty
            ? words("hash.fault.end", ["place": place, "what": what, "clause": clause])
            : words(
                "hash.fault",
                ["place": place, "what": what, "found": "‘\(fault.found)’", "clause": clause]
            )
        StandardStreams.remark(Printable.text(text))
        switch order.format {
        case .text:
            // The line keeps the number of the event.
            if fault.event != nil { output.append("-\n") }
        case .json:
            output.append(
                JSONText.object([
                    ("file", JSONText.string(file)), ("event", fault.event.map { "\($0)" } ?? "null"),
                    ("path", JSONText.string(fault.path)), ("line", "\(fault.line)"),
                    ("offset", "\(fault.fault.offset)"), ("fault", JSONText.string(fault.fault.reason.rawValue)),
                    ("found", JSONText.string(fault.found)), ("clause", JSONText.string(clause)),
                ]) + "\n"
            )
        }
    }
}

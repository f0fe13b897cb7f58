import Formats

/// A document as it is taken apart to be written again.
struct SourceDocument {
    let bytes: [UInt8]
    let syntax: EventTree.Syntax
    /// The prefixes that are declared around the events.
    let scope: NamespaceScope
    let frame: DocumentFrame
    private(set) var events: [(tree: EventTree, place: EventPlace)] = []
    private(set) var faults: [ReadFault] = []
    /// The bytes before the first and behind the last event.
    let before: [UInt8]
    let behind: [UInt8]
    /// Whether JSON has anything around its events: a document that does not say its type has a context nevertheless.
    var isSurrounded: Bool { syntax == .json && (before + behind).contains { !XMLCharacters.isSpace($0) } }
    /// What XML notes of the JSON that it was.
    let note: [UInt8]?
    /// The header's bytes in XML.
    let header: ArraySlice<UInt8>?

    init(_ given: [UInt8]) throws(DocumentFault) {
        let bytes = XMLProlog.withoutEmptyDoctype(given)
        var reading = Reading(bytes, presuming: DocumentHeader())
        if reading.faults.contains(where: { $0.fault.reason == .lateContext }) {
            // The context stands behind the events: what it declares is read first.
            var header = reading.header
            header.scope = try Self.lateScope(bytes)
            reading = Reading(bytes, presuming: header)
            reading.faults.removeAll { $0.fault.reason == .lateContext }
        }
        if let last = reading.faults.last, last.isLast, last.fault.reason != .noEvents || reading.header.kind == .bare {
            throw last.fault
        }
        self.bytes = bytes
        syntax = reading.syntax
        events = reading.events
        faults = reading.faults
        scope = reading.scope
        let ranges = (reading.events.map(\.place.range) + reading.faults.filter { $0.event != nil }.map(\.range))
        let first = ranges.map(\.lowerBound).min() ?? bytes.count
        let last = ranges.map(\.upperBound).max() ?? bytes.count
        before = Array(bytes[..<first])
        behind = Array(bytes[last...])
        let kind = reading.header.kind
        // Of XML what stands between events is kept too: it may close what stands before.
        let around =
            syntax == .json ? before + behind : Self.outside(ranges, of: bytes)
        if syntax == .json {
            (note, header) = (nil, nil)
            if kind == .bare {
                var bare = DocumentFrame(kind: .bare)
                bare.prefixes = DocumentFrame.extensions(scope)
                frame = bare
            } else {
                do throws(JSONFault) {
                    frame = DocumentFrame(json: try JSONTape(around).root, kind: kind, scope: scope)
                } catch {
                    throw DocumentFault(.unexpectedByte, at: error.offset)
                }
            }
        } else if kind == .bare {
            (note, header) = (nil, nil)
            var bare = DocumentFrame(kind: .bare)
            bare.prefixes = DocumentFrame.extensions(scope)
            frame = bare
        } else {
            note = Self.note(before: around)
            header = Self.header(in: around)
            do throws(XMLFault) {
                frame = DocumentFrame(xml: try XMLElement(parsing: around.span), kind: kind, scope: scope)
            } catch {
                throw DocumentFault(.badMarkup, at: error.offset)
            }
        }
    }

    /// The JSON with other events in the places of its own; those that could not be read are left out.
    func replacingEvents(with written: [[UInt8]]) -> [UInt8] {
        guard faults.isEmpty else {
            // What stood between them may belong to one that is left out.
            let separator = isSurrounded ? UInt8(ascii: ",") : 0x0A
            return before + written.joined(separator: [separator]) + behind
        }
        var result: [UInt8] = []
        var position = 0
        for (event, json) in zip(events, written) {
            result += bytes[position..<event.place.range.lowerBound]
            result += json
            position = event.place.range.upperBound
        }
        return result + bytes[position...]
    }

    private static func outside(_ ranges: [Range<Int>], of bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= position {
            result += bytes[position..<range.lowerBound]
            position = range.upperBound
        }
        return result + bytes[position...]
    }

    /// The prefixes that a JSON document's context declares, wherever it stands.
    private static func lateScope(_ bytes: [UInt8]) throws(DocumentFault) -> NamespaceScope {
        var scope = NamespaceScope()
        func collect(_ context: JSONValue?) {
            for entry in context?.elements ?? [] { collect(entry) }
            for (prefix, value) in context?.members ?? [] {
                guard let namespace = value.string ?? value["@id"]?.string else { continue }
                scope.declare(prefix: prefix.utf8, namespace: namespace.utf8)
            }
        }
        do throws(JSONFault) {
            collect(try JSONTape(bytes).root["@context"])
        } catch {
            throw DocumentFault(.unexpectedByte, at: error.offset)
        }
        return scope
    }

    /// The note that stands before the root.
    private static func note(before bytes: [UInt8]) -> [UInt8]? {
        var index = 0
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")), open + 1 < bytes.count {
            guard bytes[open + 1] == UInt8(ascii: "?") || bytes[open + 1] == UInt8(ascii: "!") else {
                return JSONNote.atEnd(of: bytes[..<open])
            }
            guard let close = bytes[open...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
            index = close + 1
        }
        return nil
    }

    private static func header(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        let end = Array("</EPCISHeader>".utf8)
        guard let start = find(Array("<EPCISHeader".utf8), in: bytes, from: 0),
            let last = find(end, in: bytes, from: start)
        else { return nil }
        return bytes[start..<(last + end.count)]
    }

    private static func find(_ part: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
        var index = from
        while let start = bytes[index...].firstIndex(of: part[0]) {
            if bytes[start...].starts(with: part) { return start }
            index = start + 1
        }
        return nil
    }

    /// Adds the company prefixes of every URN in the document.
    func teach(_ prefixes: inout CompanyPrefixTable) {
        for event in events {
            for node in event.tree.nodes.indices where event.tree.nodes[node].kind == .text {
                let value = event.tree.value(of: node)
                guard value.starts(with: "urn:epc:".utf8) else { continue }
                do throws(EPCIdentifierError) {
                    prefixes.learn(try EPCIdentifier(urn: String(decoding: value, as: UTF8.self)))
                } catch {
                    continue
                }
            }
        }
    }

    private struct Reading {
        var events: [(tree: EventTree, place: EventPlace)] = []
        var faults: [ReadFault] = []
        var header = DocumentHeader()
        var scope = NamespaceScope()
        var syntax = EventTree.Syntax.json

        init(_ bytes: [UInt8], presuming presumed: DocumentHeader) {
            var reader = DocumentReader(presuming: presumed)
            reader.feed(bytes.span)
            reader.finish()
            var tree = EventTree()
            while true {
                switch reader.next(into: &tree) {
                case .event(let place):
                    if events.isEmpty { scope = reader.header.scope }
                    events.append((tree, place))
                    continue
                case .fault(let fault):
                    faults.append(fault)
                    continue
                case .needMore, .end: break
                }
                break
            }
            header = reader.header
            if events.isEmpty { scope = reader.header.scope }
            syntax = reader.syntax ?? .json
        }
    }
}

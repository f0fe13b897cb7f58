import EPCIS
import Formats

extension FuzzTarget {
    static func documentJSON(_ bytes: Bytes) -> CInt {
        readDocument(bytes)
        return 0
    }

    static func documentXML(_ bytes: Bytes) -> CInt {
        // What begins otherwise is read as JSON.
        guard let first = bytes.first(where: { $0 > 0x20 }), first == UInt8(ascii: "<") || first == 0xEF else {
            return 0
        }
        readDocument(bytes)
        return 0
    }

    /// Reads a document whole and in pieces, which must find the same, and does with each event what a capture does.
    private static func readDocument(_ bytes: Bytes) {
        let whole = items(bytes, piece: max(bytes.count, 1))
        // Pieces of one byte are dear: small inputs are enough for them.
        for piece in [1, 7, 100] where piece < bytes.count && piece * 600 >= bytes.count {
            precondition(items(bytes, piece: piece) == whole, "pieces of \(piece) bytes give other events")
        }
    }

    private static func items(_ bytes: Bytes, piece: Int) -> [String] {
        var reader = DocumentReader()
        var tree = EventTree()
        var found: [String] = []
        var fed = 0
        var steps = 0
        let isWhole = piece >= bytes.count
        while true {
            steps += 1
            precondition(steps < 8 * bytes.count + 64, "the reader does not come to an end")
            switch reader.next(into: &tree) {
            case .event(let place):
                precondition(tree.firstBrokenInvariant == nil, "the tree is broken")
                found.append("\(place.range) \(place.line)")
                if isWhole { use(tree, reader.bytes(of: place)) }
            case .fault(let fault):
                precondition(fault.fault.offset <= bytes.count && fault.range.upperBound <= bytes.count)
                found.append("\(fault.fault.reason) \(fault.fault.offset) \(fault.line)")
            case .needMore:
                if fed == bytes.count {
                    reader.finish()
                } else {
                    let next = min(bytes.count, fed + piece)
                    reader.feed(Bytes(rebasing: bytes[fed..<next]).span)
                    fed = next
                }
            case .end:
                return found
            }
        }
    }

    private static func use(_ tree: EventTree, _ bytes: [UInt8]) {
        for order in HashOrder.allCases {
            for values in HashValues.allCases {
                var hasher = EventHasher(order: order, values: values)
                let first = hasher.preHashString(of: tree)
                precondition(hasher.preHashString(of: tree) == first, "a hasher remembers")
                precondition(UTF8Validation.firstFault(in: first.span) == nil, "a pre-hash string is no UTF-8")
            }
        }
        for index in tree.nodes.indices { _ = tree.path(of: index) }
        var canonical: [UInt8] = []
        var form = CanonicalEvent()
        guard form.append(tree, to: &canonical) != nil, tree.syntax == .json else { return }
        // What the strict reader of JSON makes of the same bytes has the same form.
        guard let tape = try? JSONTape(bytes) else { preconditionFailure("two readers of JSON disagree") }
        var other: [UInt8] = []
        precondition((try? JSONCanonical.append(tape.root, to: &other)) != nil && other == canonical, "forms differ")
    }

    /// Values: the bytes are one text that stands in many fields.
    static func eventHash(_ bytes: Bytes) -> CInt {
        let text = String(decoding: bytes, as: UTF8.self)
        for rules in [CanonicalLink.Rules.reference, .standard] {
            guard let link = CanonicalLink.of(text, rules: rules) else { continue }
            precondition(link.hasPrefix("https://id.gs1.org/"), "a link of another domain")
            // The reference leaves slashes in the parts of a link as they are, which then mean something else.
            guard rules == .standard else { continue }
            precondition(CanonicalLink.of(link, rules: rules) == link, "a canonical link has another")
        }
        var quoted: [UInt8] = []
        JSONString.append(text.utf8, to: &quoted)
        let value = String(decoding: quoted, as: UTF8.self)
        let json =
            "{\"type\":\"ObjectEvent\",\"eventTime\":\(value),\"bizStep\":\(value),\"epcList\":[\(value),\(value)],"
            + "\"quantityList\":[{\"quantity\":\(value)}],\"a:b\":\(value),\(value):\(value)}"
        var reader = EventTreeReader()
        guard let tree = try? reader.read(json: Array(json.utf8).span) else { return 0 }
        use(tree, Array(json.utf8))
        return 0
    }
}

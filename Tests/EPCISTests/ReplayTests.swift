import EPCIS
import Formats
import Foundation
import Testing

/// What the fuzzers learnt (`scripts/fuzz.sh`, `Fuzzing/corpus.py`), replayed: one input a line, in base 64.
@Suite("Inputs that the fuzzers found")
struct ReplayTests {
    private static func inputs(_ target: String) throws -> [[UInt8]] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "Fixtures/corpus/\(target).txt")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            Array(try #require(Data(base64Encoded: String(line))))
        }
    }

    @Test("Documents: pieces give what the whole gives, trees are sound", arguments: ["document-json", "document-xml"])
    func documents(target: String) throws {
        let inputs = try Self.inputs(target)
        #expect(inputs.count > 50)
        for bytes in inputs {
            let whole = Reading.read(bytes)
            for piece in [1, 7, 100] {
                let pieces = Reading.read(bytes, piece: piece)
                #expect(whole.places.map(\.range) == pieces.places.map(\.range))
                #expect(whole.faults.map(\.fault) == pieces.faults.map(\.fault))
            }
            for (tree, place) in zip(whole.trees, whole.places) {
                #expect(tree.firstBrokenInvariant == nil)
                try Self.use(tree, Array(bytes[place.range]))
            }
        }
    }

    @Test("Values: links are stable, hashing comes to an end")
    func values() throws {
        let inputs = try Self.inputs("event-hash")
        #expect(inputs.count > 50)
        for bytes in inputs {
            let text = String(decoding: bytes, as: UTF8.self)
            for rules in [CanonicalLink.Rules.reference, .standard] {
                guard let link = CanonicalLink.of(text, rules: rules) else { continue }
                #expect(link.hasPrefix("https://id.gs1.org/"))
                #expect(CanonicalLink.of(link, rules: .standard) == link)
            }
            var value: [UInt8] = []
            JSONString.append(text.utf8, to: &value)
            let quoted = String(decoding: value, as: UTF8.self)
            let json = Array("{\"type\":\"ObjectEvent\",\"eventTime\":\(quoted),\"a:b\":\(quoted),\(quoted):1}".utf8)
            var reader = EventTreeReader()
            guard let tree = try? reader.read(json: json.span) else { continue }
            try Self.use(tree, json)
        }
    }

    /// Hashes in every way; the canonical form is that which the other strict reader of JSON gives.
    private static func use(_ tree: EventTree, _ bytes: [UInt8]) throws {
        for order in HashOrder.allCases {
            for values in HashValues.allCases {
                var hasher = EventHasher(order: order, values: values)
                #expect(UTF8Validation.firstFault(in: hasher.preHashString(of: tree).span) == nil)
            }
        }
        var canonical: [UInt8] = []
        var form = CanonicalEvent()
        guard form.append(tree, to: &canonical) != nil, tree.syntax == .json else { return }
        var other: [UInt8] = []
        try JSONCanonical.append(JSONTape(bytes).root, to: &other)
        #expect(canonical == other)
    }
}

import EPCIS
import Formats
import Testing

@Suite("Event hash ids of others", .enabled(if: Vectors.isPresent, Vectors.absence))
struct HashVectorTests {
    private static let examples = "epcis-event-hash/examples"

    @Test("All files of the reference implementation, in both syntaxes")
    func reference() throws {
        let files = try Vectors.files(Self.examples, ending: [".xml", ".jsonld"])
        // The folder holds 29 of the reference's 39 files.
        #expect(files.count == 29)
        for file in files {
            let stem = file.prefix { $0 != "." }
            let expected = try Vectors.lines("\(Self.examples)/\(stem).hashes")
            let bytes = try Vectors.bytes("\(Self.examples)/\(file)")
            let result = Reading.read(bytes)
            #expect(result.faults == [], "\(file)")
            #expect(Reading.ids(bytes) == expected, "\(file): \(Reading.preHashes(bytes).joined(separator: "\n"))")
        }
    }

    @Test("Files whose events are all the same")
    func equal() throws {
        let folder = "epcis-event-hash/expected_equal"
        let files = try Vectors.files(folder, ending: [".xml", ".json"])
        #expect(files.count == 11)
        for file in files {
            let ids = Reading.ids(try Vectors.bytes("\(folder)/\(file)"))
            #expect(ids.count > 1, "\(file)")
            #expect(Set(ids).count == 1, "\(file)")
        }
    }

    @Test("Four hundred mineral events", arguments: ["events.xml", "events.jsonld"])
    func minerals(file: String) throws {
        let expected = try Vectors.lines("own-vectors/epcis-400/events.hashes.csv")
        #expect(expected.count == 400)
        let bytes = try Vectors.bytes("own-vectors/epcis-400/\(file)")
        #expect(Reading.ids(bytes) == expected)
        #expect(Reading.ids(bytes, piece: 1000) == expected)
    }

    @Test(
        "XML and JSON of OpenEPCIS have the same ids wherever values are read the same in both",
        arguments: [(HashOrder.reference, 44), (.cbv, 44)]
    )
    func pairs(order: HashOrder, count: Int) throws {
        let pairs = try Self.openPairs()
        #expect(pairs.count == count)
        for pair in pairs {
            let xml = Reading.preHashes(try Vectors.bytes(pair.xml), order: order, values: .uniform)
            let json = Reading.preHashes(try Vectors.bytes(pair.json), order: order, values: .uniform)
            #expect(!xml.isEmpty)
            #expect(xml == json, "\(pair.xml)")
        }
    }

    @Test("The reference's own reading makes other ids of some of these pairs")
    func strictness() throws {
        let equal = try Self.openPairs().count { pair in
            Reading.ids(try Vectors.bytes(pair.xml)) == Reading.ids(try Vectors.bytes(pair.json))
        }
        #expect(equal < 44)
    }

    private static func openPairs() throws -> [(xml: String, json: String)] {
        let root = "openepcis-test-resources/2.0/EPCIS"
        var pairs: [(xml: String, json: String)] = []
        for folder in ["Capture/Documents", "Query"] {
            let json = Set(try Vectors.files("\(root)/JSON/\(folder)", ending: [".json"]))
            for file in try Vectors.files("\(root)/XML/\(folder)", ending: [".xml"]) {
                let other = file.dropLast(4) + ".json"
                guard json.contains(String(other)) else { continue }
                pairs.append(("\(root)/XML/\(folder)/\(file)", "\(root)/JSON/\(folder)/\(other)"))
            }
        }
        return pairs
    }

    // MARK: Where implementations differ

    private static let expectedClasses: [String: [HashAmbiguity]] = [
        "leading-zeros": [.numericText], "big-integer": [.numberPrecision], "exponent": [.numericText],
        "underscore": [.numericText], "delimiter-injection-extension": [.fieldInValue],
        "delimiter-injection-standard": [.fieldInValue], "cbv-word-in-extension": [.vocabularyWord],
        "infinity-string": [.notFinite], "subms-rollover": [.timeRounding], "round-half-up": [.timeRounding],
        "boolean-extension": [.boolean], "tiny-quantity": [.numberForm],
        "error-declaration-excluded": [.errorDeclaration], "custom-domain": [.reducedLink],
        "source-destination-order": [.fieldOrder], "sscc": [.containerCode], "unicode-nfc-nfd": [.uncomposedText],
    ]

    @Test("Each known case in which ids collide or implementations differ is named")
    func divergence() throws {
        let root = try JSONTape(Vectors.bytes("own-vectors/event-hash-divergence.json")).root
        let cases = root["cases"]?.elements ?? []
        #expect(cases.count == 17)
        for entry in cases {
            let name = try #require(entry["name"]?.string)
            let wanted = try #require(Self.expectedClasses[name], "\(name)")
            var found: Set<HashAmbiguity> = []
            var strings: [String] = []
            for key in ["eventA", "eventB"] {
                let event = try #require(entry.member(key))
                let (text, ambiguities) = try Self.hash(event, root)
                strings.append(text)
                found.formUnion(ambiguities)
            }
            #expect(found.isSuperset(of: wanted), "\(name): \(found)")
            let isCollision = wanted.contains { $0.effect == .collision }
            let reference = entry["python_reference_main_5d2f1c3"]
            if isCollision { #expect(strings[0] == strings[1], "\(name)") }
            for (text, key) in zip(strings, ["prehashA", "prehashB"]) {
                let theirs = reference?.member(key)?.string ?? ""
                // The reference drops some events, and lets the words of one event change the values of another.
                guard !theirs.hasPrefix("DROPPED"), name != "cbv-word-in-extension" else { continue }
                #expect(text == theirs, "\(name)")
            }
        }
    }

    private static func hash(_ event: JSONValue, _ root: JSONValue) throws -> (String, [HashAmbiguity]) {
        var reader = EventTreeReader()
        var scope = NamespaceScope()
        scope.declare(prefix: "ex".utf8, namespace: "https://ex.org/".utf8)
        let bytes = Array(try Vectors.bytes("own-vectors/event-hash-divergence.json")[event.range])
        let tree = try reader.read(json: bytes.span, scope: scope)
        var hasher = EventHasher()
        let text = String(decoding: hasher.preHashString(of: tree), as: UTF8.self)
        return (text, hasher.ambiguities.all)
    }
}

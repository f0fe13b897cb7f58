import EPCIS
import Formats
import Testing

@Suite("Event hash ids of others", .enabled(if: Vectors.isPresent, Vectors.absence))
struct HashVectorTests {
    private static let examples = "epcis-event-hash/examples"

    @Test("All files of the reference implementation, in both syntaxes")
    func reference() throws {
        let files = try Vectors.files(Self.examples, ending: [".xml", ".jsonld"])
        #expect(files.count == 39)
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
        let lines = try Vectors.lines("own-vectors/epcis-400/events.hashes.csv")
        let ids = Reading.ids(try Vectors.bytes("own-vectors/epcis-400/\(file)"))
        #expect(ids.count == 400)
        for (line, id) in zip(lines.dropFirst(), ids) {
            #expect(line.contains(id), "\(line)")
        }
    }

    @Test("XML and JSON of OpenEPCIS have the same ids", arguments: HashOrder.allCases)
    func pairs(order: HashOrder) throws {
        let root = "openepcis-test-resources/2.0/EPCIS"
        var pairs = 0
        for folder in ["Capture/Documents", "Query"] {
            let xml = try Vectors.files("\(root)/XML/\(folder)", ending: [".xml"])
            let json = Set(try Vectors.files("\(root)/JSON/\(folder)", ending: [".json"]))
            for file in xml {
                let other = file.dropLast(4) + ".json"
                guard json.contains(String(other)) else { continue }
                let left = try Vectors.bytes("\(root)/XML/\(folder)/\(file)")
                let right = try Vectors.bytes("\(root)/JSON/\(folder)/\(other)")
                pairs += 1
                let (a, b) = (Reading.preHashes(left, order: order), Reading.preHashes(right, order: order))
                #expect(!a.isEmpty)
                #expect(a == b, "\(folder)/\(file)")
            }
        }
        print("pairs", pairs)
    }
}

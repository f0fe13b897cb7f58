import EPCIS
import Formats
import Testing

@Suite struct DocumentConverterTests {
    static var jsonFiles: [String] {
        let all =
            SharedVectors.files(below: "openepcis-test-resources/2.0/EPCIS/JSON", ending: [".json"])
            + SharedVectors.files(below: "gs1-epcis/examples-json", ending: [".jsonld"])
            + SharedVectors.files(below: "epcis-event-hash/examples", ending: [".jsonld"])
            + SharedVectors.files(below: "own-vectors", ending: [".jsonld", "epcis-400.json"])
        // Queries are no documents; one example of GS1's has a key twice, which no strict reader takes.
        return all.filter {
            !$0.contains("/Invalid/") && !$0.contains("/Queries/") && !$0.hasSuffix("AssociationEvent-h.jsonld")
        }
    }

    @Test(.enabled(if: SharedVectors.folder != nil, "\(SharedVectors.absence)"))
    func jsonSurvivesXML() throws {
        var count = 0
        for file in Self.jsonFiles {
            let json = try SharedVectors.bytes(file)
            let xml = try DocumentConverter(target: .xml).convert(json)
            #expect(xml.losses.isEmpty, "\(file): \(xml.losses)")
            #expect(xml.faults.isEmpty, "\(file): \(xml.faults)")
            let back = try DocumentConverter(target: .json).convert(xml.bytes)
            #expect(back.eventCount == xml.eventCount)
            let difference = try SameJSON.difference(json, back.bytes)
            #expect(difference == nil, "\(file)")
            count += 1
        }
        #expect(count >= 110)
    }

    @Test(.enabled(if: SharedVectors.folder != nil, "\(SharedVectors.absence)"))
    func xmlBecomesValidJSONAndVersion1() throws {
        let files =
            SharedVectors.files(below: "openepcis-test-resources", ending: [".xml"])
            + SharedVectors.files(below: "epcis-event-hash/examples", ending: [".xml"])
        for file in files where !file.contains("/Invalid/") && !file.contains("/Queries/") {
            let xml = try SharedVectors.bytes(file)
            let json = try DocumentConverter(target: .jsonld).convert(xml)
            #expect(json.faults.isEmpty, "\(file)")
            _ = try JSONTape(json.bytes)
            let again = try DocumentConverter(target: .xml).convert(json.bytes)
            let back = try DocumentConverter(target: .json).convert(again.bytes)
            let difference = try SameJSON.difference(json.bytes, back.bytes)
            #expect(difference == nil, "\(file)")
            let old = try DocumentConverter(target: .xml12).convert(xml)
            let kept = try DocumentConverter(target: .json).convert(old.bytes)
            let lost = old.losses.count { $0.loss.reason == .eventTypeOfVersion2 }
            #expect(kept.eventCount == old.eventCount - lost, "\(file)")
        }
    }

    @Test("A document that does not say its type keeps its context, alone in its list or not")
    func untypedDocument() throws {
        let json = """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"m":"https://m.example.org/"}],
            "epcisBody":{"event":{"type":"ObjectEvent","eventTime":"2026-04-04T03:03:00Z","eventTimeZoneOffset":"+00:00",
            "action":"OBSERVE","epcList":["urn:epc:id:sscc:9521234.3000000001"],"m:permit":"P-1"}}}
            """
        let same = try DocumentConverter(target: .json).convert(Array(json.utf8))
        #expect(try SameJSON.difference(Array(json.utf8), same.bytes) == nil)
        let xml = try DocumentConverter(target: .xml).convert(Array(json.utf8))
        let back = try DocumentConverter(target: .json).convert(xml.bytes)
        #expect(String(decoding: back.bytes, as: UTF8.self).contains("https://m.example.org/"))
        #expect(back.eventCount == 1 && back.faults.isEmpty)
    }

    @Test("Events one a line stay one a line, and those that cannot be read are left out")
    func lines() throws {
        let event = #"{"type":"ObjectEvent","eventTime":"2026-04-04T03:03:00Z","action":"OBSERVE"}"#
        let lines = "\(event)\n  \(event)\n\n"
        let same = try DocumentConverter(target: .json).convert(Array(lines.utf8))
        #expect(String(decoding: same.bytes, as: UTF8.self) == lines + "\n")
        let broken = try DocumentConverter(target: .json).convert(Array(#"\#(event){"type":7}\#(event)"#.utf8))
        #expect(broken.faults.count == 1)
        #expect(String(decoding: broken.bytes, as: UTF8.self) == "\(event)\n\(event)\n")
    }

    @Test("A member whose key begins with a combining mark, a slash or a tilde survives XML")
    func strangeKeys() throws {
        let event = #"{"type":"ObjectEvent","eventTime":"2026-04-04T03:03:00Z","action":"OBSERVE"}"#
        for key in ["\u{20E9}😀s@context", "/a", "~1", "a/\u{301}b", "\u{301}"] {
            let json = #"{"\#(key)":[1],"type":"EPCISDocument","epcisBody":{"eventList":[\#(event)]}}"#
            let xml = try DocumentConverter(target: .xml).convert(Array(json.utf8))
            let back = try DocumentConverter(target: .json).convert(xml.bytes)
            #expect(try SameJSON.difference(Array(json.utf8), back.bytes) == nil, "\(key)")
        }
    }

    @Test("An event that XML has no name for is told of, and what is left is a document")
    func eventWithoutName() throws {
        let json = #"{"type":"/no.name","eventTime":"2026-04-04T03:03:00Z","action":"OBSERVE"}"#
        let xml = try DocumentConverter(target: .xml).convert(Array(json.utf8))
        #expect(xml.losses.map(\.loss.path) == ["$"])
        #expect(xml.losses.map(\.loss.reason) == [.nameOutsideXML])
        #expect(try DocumentConverter(target: .json).convert(xml.bytes).eventCount == 0)
    }
}

import EPCIS
import KernelSamples
import Testing

@Suite("Documents of any length")
struct DocumentReaderTests {
    private static let event = #"{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z","action":"ADD","ex:a":"1"}"#
    private static let head =
        #""@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"https://ex.org/"}]"#

    private static func document(_ events: String) -> String {
        "{\(head),\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-01-02T00:00:00Z\","
            + #""epcisHeader":{"epcisMasterData":{"vocabularyList":[]}},"#
            + "\n\"epcisBody\":{\"eventList\":[\(events)]}}"
    }

    private func read(_ text: String, piece: Int = .max) -> Reading.Result {
        Reading.read(Array(text.utf8), piece: piece)
    }

    @Test("The places of events, and what the document says of itself")
    func places() throws {
        let text = Self.document(Self.event + ",\n " + Self.event)
        let result = read(text)
        #expect(result.faults == [])
        #expect(result.places.map(\.path) == ["$.epcisBody.eventList[0]", "$.epcisBody.eventList[1]"])
        #expect(result.places.map(\.line) == [2, 3])
        for place in result.places {
            #expect(String(decoding: Array(text.utf8)[place.range], as: UTF8.self) == Self.event)
        }
        #expect(result.header.kind == .document)
        #expect(result.header.schemaVersion == "2.0")
        #expect(result.header.creationDate == "2026-01-02T00:00:00Z")
        #expect(result.header.contexts.count == 1)
        let master = try #require(result.header.masterData)
        #expect(
            String(decoding: Array(text.utf8)[master], as: UTF8.self) == #"{"epcisMasterData":{"vocabularyList":[]}}"#
        )
    }

    private static let samples: [(text: String, paths: [String])] = [
        (event, ["$"]), ("[\(event),\(event)]", ["$[0]", "$[1]"]),
        ("{\"eventList\":[\(event)]}", ["$.eventList[0]"]), (event + "\n" + event + "\n", ["$", "$"]),
        ("[\(document(event)),\(event)]", ["$[0].epcisBody.eventList[0]", "$[1]"]),
        (
            "{\(head),\"type\":\"EPCISQueryDocument\",\"epcisBody\":{\"queryResults\":{\"queryName\":\"q\","
                + "\"resultsBody\":{\"eventList\":[\(event)]}}}}",
            ["$.epcisBody.queryResults.resultsBody.eventList[0]"]
        ),
        ("{\(head),\"epcisBody\":{\"event\":\(event)}}", ["$.epcisBody.event"]),
        ("{\(head),\"id\":\"x\",\"ex:b\":[{}],\"eventTime\":\"x\",\"type\":\"ObjectEvent\"}", ["$"]),
        (
            "<?xml version='1.0' encoding='UTF-8'?><!-- c --><e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:1' "
                + "schemaVersion='1.2'><EPCISHeader><x/></EPCISHeader><EPCISBody><EventList><ObjectEvent/><extension>"
                + "<TransformationEvent/><extension><AssociationEvent/></extension></extension></EventList></EPCISBody>"
                + "</e:EPCISDocument>",
            [
                "/e:EPCISDocument/EPCISBody/EventList/*[1]", "/e:EPCISDocument/EPCISBody/EventList/extension/*[2]",
                "/e:EPCISDocument/EPCISBody/EventList/extension/extension/*[3]",
            ]
        ),
        ("\u{FEFF}<ObjectEvent xmlns:a='u:1'><a:b/></ObjectEvent>", ["/"]),
    ]

    @Test("Documents, queries, lists, lines and single events", arguments: samples.indices)
    func shapes(index: Int) {
        let (text, paths) = Self.samples[index]
        for piece in [Int.max, 1, 3, 7, 64] {
            let result = read(text, piece: piece)
            #expect(result.faults == [], "\(piece)")
            #expect(result.places.map(\.path) == paths, "\(piece)")
        }
    }

    @Test(
        "A faulty event is passed over and said, with its place; the others are read",
        arguments: [Int.max, 1, 5, 100]
    )
    func faultyEvent(piece: Int) throws {
        let bad = #"{"type":"ObjectEvent","quantityList":[{"epcClass":"x","quantity":01}]}"#
        let result = read(Self.document("\(Self.event),\n\(bad),7,\(Self.event)"), piece: piece)
        #expect(result.places.map(\.index) == [0, 3])
        #expect(result.faults.map(\.fault.reason) == [.badNumber, .notAnEvent])
        #expect(result.faults[0].path == "$.epcisBody.eventList[1].quantityList[0].epcClass")
        #expect(result.faults[0].found.hasPrefix("01}]"))
        #expect(result.faults.map(\.line) == [3, 3])
        #expect(result.faults.map(\.event) == [1, 2])
        let xml =
            "<EPCISDocument><EPCISBody><EventList><ObjectEvent><a>&x;</a></ObjectEvent>\n<ObjectEvent><q:a/></ObjectEvent>"
            + "<ObjectEvent><b/></ObjectEvent></EventList></EPCISBody></EPCISDocument>"
        let other = read(xml, piece: piece)
        #expect(other.faults.map(\.fault.reason) == [.badReference, .undeclaredPrefix])
        #expect(other.faults.map(\.line) == [1, 2])
        #expect(other.places.map(\.index) == [2])
    }

    @Test("Documents that cannot be read end with one fault")
    func broken() {
        let cases: [(String, DocumentFault.Reason)] = [
            ("", .noEvents), ("  \n", .noEvents), ("5", .notAnEvent), ("{", .unexpectedEnd), ("{}", .noEvents),
            ("[]", .noEvents), ("[[[", .notAnEvent), ("{\"a\":1,\"a\":2}", .duplicateKey),
            (Self.document("") + "x", .notAnEvent),
            (Self.document(Self.event).dropLast().description, .unexpectedEnd),
            ("{\"epcisBody\":{\"eventList\":[\(Self.event)]},\"epcisBody\":{}}", .duplicateKey),
            ("{\"epcisBody\":{\"eventList\":[\(Self.event)]},\(Self.head)}", .lateContext),
            ("<", .unexpectedEnd), ("<a>", .unexpectedEnd), ("<a></b>", .mismatchedTag), ("<a/>", .noEvents),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", .doctypeRefused), ("<a/><b/>", .trailingBytes),
            ("<?xml version='1.0' encoding='UTF-16'?><a/>", .badEncoding),
            ("<EPCISDocument><EPCISBody><EventList><ObjectEvent>", .unexpectedEnd),
        ]
        for (text, reason) in cases {
            for piece in [Int.max, 1, 4] {
                let result = read(text, piece: piece)
                #expect(result.faults.map(\.fault.reason) == [reason], "\(text.prefix(60)) in pieces of \(piece)")
            }
        }
    }

    @Test("Memory stays constant, and time proportional, whatever the pieces")
    func long() {
        var reader = DocumentReader()
        var tree = EventTree()
        let head = Array("{\(Self.head),\"type\":\"EPCISDocument\",\"epcisBody\":{\"eventList\":[".utf8)
        let event = Array((Self.event + ",").utf8)
        reader.feed(head.span)
        var count = 0
        var pieces = 0
        let piece = [UInt8](repeating: 0, count: 0) + (0..<1000).flatMap { _ in event }
        while pieces < 200 {
            switch reader.next(into: &tree) {
            case .event: count += 1
            case .needMore:
                #expect(reader.heldByteCount < 100)
                reader.feed(piece.span)
                pieces += 1
            case .fault, .end: Issue.record("at \(count)")
            }
        }
        while case .event = reader.next(into: &tree) { count += 1 }
        #expect(count == 200_000)
    }

    @Test("An event longer than the limit is refused and passed over", arguments: [Int.max, 1000])
    func tooLong(piece: Int) {
        var limits = DocumentReader.Limits()
        limits.eventBytes = 4000
        let long = "{\"type\":\"ObjectEvent\",\"ex:a\":\"\(String(repeating: "x", count: 20_000))\"}"
        let text = Self.document("\(Self.event),\(long),\(Self.event)")
        let result = Reading.read(Array(text.utf8), piece: piece, limits: limits)
        #expect(result.faults.map(\.fault.reason) == [.tooLong])
        #expect(result.places.map(\.index) == [0, 2])
        let xml =
            "<EPCISDocument><EventList><ObjectEvent><a>\(String(repeating: "x", count: 3000))</a><a>"
            + String(repeating: "x", count: 3000) + "</a></ObjectEvent><ObjectEvent/></EventList></EPCISDocument>"
        let other = Reading.read(Array(xml.utf8), piece: piece, limits: limits)
        #expect(other.faults.map(\.fault.reason) == [.tooLong])
        #expect(other.places.map(\.index) == [1])
    }

    @Test("A context that is not known is named, and nothing is fetched")
    func unknownContext() {
        let text = "{\"@context\":[\"https://example.org/c.jsonld\"],\"epcisBody\":{\"eventList\":[\(Self.event)]}}"
        let result = read(text)
        #expect(result.header.contexts == [.unknown("https://example.org/c.jsonld")])
        #expect(result.trees.count == 1)
        #expect(result.trees.first.map { $0.namespace(of: $0.nodes[3].name).isEmpty } == true)
    }

    @Test("A header learnt before serves a document whose context stands behind its events")
    func presuming() {
        let text = "{\"epcisBody\":{\"eventList\":[\(Self.event)]},\(Self.head)}"
        let known = read("{\(Self.head),\"epcisBody\":{\"eventList\":[]}}").header
        var reader = DocumentReader(presuming: known)
        var tree = EventTree()
        reader.feed(Array(text.utf8).span)
        reader.finish()
        guard case .event = reader.next(into: &tree) else {
            Issue.record("no event")
            return
        }
        #expect(tree.namespace(of: tree.nodes[3].name).elementsEqual("https://ex.org/".utf8))
    }

    @Test("Whatever the bytes, the reader comes to an end, and pieces give what the whole gives", arguments: 0..<40)
    func hostile(seed: Int) {
        var generator = Dice(seed: UInt64(seed))
        let sources = Self.samples.map(\.text) + [Self.document("\(Self.event),\(Self.event)")]
        for _ in 0..<60 {
            var bytes = Array(sources[Int(generator.next() % UInt64(sources.count))].utf8)
            for _ in 0..<(1 + generator.next() % 4) where !bytes.isEmpty {
                let place = Int(generator.next() % UInt64(bytes.count))
                switch generator.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(Array("{}[]<>\"'&;,:/".utf8)[Int(generator.next() % 13)], at: place)
                default: bytes = Array(bytes[..<place])
                }
            }
            let whole = Reading.read(bytes)
            #expect(whole.trees.allSatisfy { $0.firstBrokenInvariant == nil })
            let pieces = Reading.read(bytes, piece: 1 + Int(generator.next() % 9))
            #expect(
                whole.places.map(\.range) == pieces.places.map(\.range),
                "\(String(decoding: bytes, as: UTF8.self))"
            )
            #expect(
                whole.faults.map(\.fault) == pieces.faults.map(\.fault),
                "\(String(decoding: bytes, as: UTF8.self))"
            )
        }
    }
}

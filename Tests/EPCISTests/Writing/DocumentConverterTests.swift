import EPCIS
import Formats
import Foundation
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
            if let scratch = ProcessInfo.processInfo.environment["TOUCHSTONE_SCRATCH"] {
                let name = file.replacing("/", with: "_")
                try Data(xml.bytes).write(to: URL(fileURLWithPath: scratch).appendingPathComponent(name + ".xml"))
            }
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
            if let scratch = ProcessInfo.processInfo.environment["TOUCHSTONE_SCRATCH"] {
                let name = file.replacing("/", with: "_")
                try Data(json.bytes).write(to: URL(fileURLWithPath: scratch).appendingPathComponent(name + ".json"))
                try Data(again.bytes).write(to: URL(fileURLWithPath: scratch).appendingPathComponent(name + ".xml"))
            }
            let old = try DocumentConverter(target: .xml12).convert(xml)
            let kept = try DocumentConverter(target: .json).convert(old.bytes)
            let lost = old.losses.count { $0.loss.reason == .eventTypeOfVersion2 }
            #expect(kept.eventCount == old.eventCount - lost, "\(file)")
        }
    }
}

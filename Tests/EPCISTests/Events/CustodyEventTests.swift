import EPCIS
import Foundation
import Testing

@Suite struct CustodyEventTests {
    private static let json = """
        {"type":"TransformationEvent","eventID":"urn:uuid:1","eventTime":"2026-03-01T10:30:00.5+02:00",
         "eventTimeZoneOffset":"+02:00","transformationID":"urn:uuid:2",
         "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.A","quantity":150.50,"uom":"KGM"}],
         "outputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.B"}],
         "bizStep":"commissioning","disposition":"https://mine.example/washed",
         "persistentDisposition":{"set":["conformant"]},
         "readPoint":{"id":"urn:epc:id:sgln:4012345.00005.0"},
         "sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00005"}],
         "sensorElementList":[{"sensorMetadata":{"deviceID":"urn:epc:id:giai:4012345.S1"},
           "sensorReport":[{"type":"Temperature","value":26.0,"uom":"CEL"}]}],
         "certificationInfo":["https://a.example/1","https://a.example/2"],
         "ilmd":{"ts:gradePercent":31.5,"ts:form":"concentrate"},"ts:shift":["night",true,null],
         "errorDeclaration":{"declarationTime":"2026-03-02T00:00:00Z","reason":"incorrect_data",
           "correctiveEventIDs":["urn:uuid:3"]}}
        """

    private func scope() -> NamespaceScope {
        var scope = NamespaceScope()
        scope.declare(prefix: "ts".utf8, namespace: "https://touchstone.example/ns/".utf8)
        return scope
    }

    @Test func everythingHasItsPlace() throws {
        var reader = EventTreeReader()
        let event = try #require(CustodyEvent(try reader.read(json: Array(Self.json.utf8).span, scope: scope())))
        #expect(event.kind == .transformation)
        #expect(event.action == nil)
        #expect(event.microseconds == 1_772_353_800_500_000)
        let used = try #require(event.inputs.quantities.first)
        #expect(used.epcClass == "urn:epc:class:lgtin:4012345.012345.A")
        #expect(used.amount == "150.50")
        #expect(used.unit == "KGM")
        #expect(event.outputs.quantities.first?.amount == nil)
        #expect(event.step?.term?.curie == "cbv:BizStep-commissioning")
        #expect(event.disposition?.term == nil)
        #expect(event.statesSet.map(\.text) == ["conformant"])
        #expect(event.sources.first?.type?.term?.word == "owning_party")
        let base = try #require(event.sensors.first?.reports.first?.baseValue())
        #expect(base.dimension == .temperature)
        #expect(abs(base.value - 299.15) < 1e-9)
        #expect(event.sensors.first?.metadata[.deviceID] == "urn:epc:id:giai:4012345.S1")
        #expect(event.certifications.count == 2)
        #expect(event.masterData.map(\.name) == ["gradePercent", "form"])
        #expect(event.masterData.first?.value == .number("31.5"))
        #expect(event.extensions.first?.value == .list([.text("night"), .boolean(true), .null]))
        #expect(event.withdrawnEventID == "urn:uuid:1")
        #expect(event.errorDeclaration?.correctiveEventIDs == ["urn:uuid:3"])
    }

    @Test func xmlGivesTheSame() throws {
        var reader = EventTreeReader()
        let tree = try reader.read(json: Array(Self.json.utf8).span, scope: scope())
        let document = try DocumentConverter(target: .xml).convert(
            Array(
                "{\"@context\":[\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\",{\"ts\":\"https://touchstone.example/ns/\"}],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-03-01T00:00:00Z\",\"epcisBody\":{\"eventList\":[\(Self.json)]}}"
                    .utf8
            )
        )
        #expect(document.losses.isEmpty)
        var documents = DocumentReader()
        documents.feed(document.bytes.span)
        documents.finish()
        var other = EventTree()
        guard case .event = documents.next(into: &other) else {
            Issue.record("no event in \(String(decoding: document.bytes, as: UTF8.self))")
            return
        }
        let (ours, theirs) = (try #require(CustodyEvent(tree)), try #require(CustodyEvent(other)))
        #expect(ours.inputs == theirs.inputs)
        #expect(ours.step?.term == theirs.step?.term)
        #expect(ours.sensors.first?.reports.first?.fields == theirs.sensors.first?.reports.first?.fields)
        #expect(ours.masterData == theirs.masterData)
        #expect(ours.errorDeclaration?.correctiveEventIDs == theirs.errorDeclaration?.correctiveEventIDs)
        #expect(ours.certifications == theirs.certifications)
    }

    @Test func otherTypesAreNone() throws {
        var reader = EventTreeReader()
        #expect(CustodyEvent(try reader.read(json: Array("{\"type\":\"x:Own\"}".utf8).span)) == nil)
    }
}

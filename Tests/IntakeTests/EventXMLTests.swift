import Foundation
import Intake
import Store
import Testing

@Suite("EPCIS in XML")
struct EventXMLTests {
    private static func event(_ id: String, time: String = "2026-03-01T10:30:00+02:00", unit: String = "KGM") -> String
    {
        """
        <ObjectEvent><eventTime>\(time)</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
        <eventID>\(id)</eventID><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
        <readPoint><id>site:a</id></readPoint>
        <quantityList><quantityElement><epcClass>lot:1</epcClass><quantity>12.5</quantity><uom>\(unit)</uom></quantityElement>
        </quantityList><ilmd><ts:gradePercent>31.5</ts:gradePercent><ts:tag>T-007</ts:tag></ilmd></ObjectEvent>
        """
    }

    private static func document(_ events: [String], version: String = "2.0") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:\(version.prefix(1))" \
        xmlns:ts="https://touchstone.example/ns/" schemaVersion="\(version)" creationDate="2026-03-02T08:00:00Z">
        <EPCISBody><EventList>
        \(events.joined(separator: "\n"))
        </EventList></EPCISBody></epcis:EPCISDocument>
        """
    }

    @Test("The facts are those of the JSON")
    func facts() async throws {
        let desk = try Desk()
        let progress = try await desk.take(Self.document([Self.event("e1")]))
        #expect(progress.counts.accepted == 1)
        #expect(
            try desk.rows("SELECT id, kind, action, time, step, read_point FROM event")
                == [["e1", "object", "add", "2026-03-01T08:30:00.000Z", "commissioning", "site:a"]]
        )
        #expect(try desk.rows("SELECT lot_id, role, mass_g FROM event_lot") == [["lot:1", "made", "12500"]])
        #expect(try desk.rows("SELECT grade_ppm, tag FROM lot") == [["315000", "T-007"]])
    }

    @Test("A faulty event is set aside with its line, and the rest goes on", arguments: ["2.0", "1.2"])
    func faults(version: String) async throws {
        let desk = try Desk()
        let events = [
            Self.event("e1"), Self.event("e2", time: "yesterday"), Self.event("e3", unit: "BUSHEL"),
            Self.event("e4"), "<ObjectEvent><eventTime>2026-03-01T08:00:00Z</eventTime></ObjectEvent>",
            "<GossipEvent><eventTime>2026-03-01T08:00:00Z</eventTime></GossipEvent>",
        ]
        let progress = try await desk.take(Self.document(events, version: version))
        #expect(progress.counts.accepted == 2)
        #expect(
            try desk.quarantine() == [
                ["bad-date", "$.eventTime", "9"], ["bad-code", "$.quantityList[0].uom", "14"],
                ["missing-value", "$.action", "24"], ["unknown-word", "$.type", "25"],
            ]
        )
        #expect(try desk.rows("SELECT id FROM event ORDER BY id") == [["e1"], ["e4"]])
    }

    @Test("What has no end is told, and what stands before it is kept")
    func cut() async throws {
        let desk = try Desk()
        let text = Self.document([Self.event("e1"), Self.event("e2")])
        let progress = try await desk.take(String(text.prefix(text.count - 300)))
        #expect(progress.counts.accepted == 1)
        #expect(progress.counts.quarantined == 1)
    }

    @Test("An event alone, and events of the standard's own name space", arguments: ["", "epcis:"])
    func alone(prefix: String) async throws {
        let desk = try Desk()
        let own = " xmlns:ts=\"https://touchstone.example/ns/\" xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\""
        let text = Self.event("e1")
            .replacing("<ObjectEvent>", with: "<\(prefix)ObjectEvent\(own)>")
            .replacing("</ObjectEvent>", with: "</\(prefix)ObjectEvent>")
        #expect(try await desk.take(text).counts.accepted == 1)
        #expect(try desk.rows("SELECT id FROM event") == [["e1"]])
    }
}

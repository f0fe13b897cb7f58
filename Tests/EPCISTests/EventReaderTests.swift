import EPCIS
import Formats
import Testing
import Vocabulary

@Suite("EPCIS 2.0 events")
struct EventReaderTests {
    private func event(_ members: String) throws -> EventOutline {
        try EventReader().read(JSONTape(Array("{\(members)}".utf8)).root)
    }

    private func fault(_ json: String) throws -> EventFault? {
        let value = try JSONTape(Array(json.utf8)).root
        do throws(EventFault) {
            _ = try EventReader().read(value)
            return nil
        } catch {
            return error
        }
    }

    private static let head = #""type":"ObjectEvent","action":"ADD","eventTime":"2026-03-01T10:30:00.5+02:00""#

    @Test("Time, step, places and parties, however the CBV words are written")
    func basics() throws {
        let event = try event(
            Self.head
                + #","eventID":"ni:///x","bizStep":"urn:epcglobal:cbv:bizstep:shipping","disposition":"in_transit","#
                + #""readPoint":{"id":"site:a"},"bizLocation":{"id":"site:b"},"#
                + #""sourceList":[{"type":"possessing_party","source":"p1"},{"type":"owning_party","source":"p2"}],"#
                + #""destinationList":[{"type":"https://ref.gs1.org/cbv/SDT-possessing_party","destination":"p3"}]"#
        )
        #expect(event.kind == .object)
        #expect(event.id == "ni:///x")
        #expect(event.time == "2026-03-01T08:30:00.500Z")
        #expect(event.step == "shipping")
        #expect(event.disposition == "in_transit")
        #expect(event.readPoint == "site:a")
        #expect(event.location == "site:b")
        #expect(event.sourceParty == "p2")
        #expect(event.destinationParty == "p3")
    }

    @Test(
        "What an event does with a lot follows from its type and action",
        arguments: [
            ("ObjectEvent", "ADD", "quantityList", EventOutline.Role.made),
            ("ObjectEvent", "OBSERVE", "quantityList", .observed),
            ("ObjectEvent", "DELETE", "quantityList", .destroyed),
            ("TransactionEvent", "ADD", "quantityList", .observed),
            ("AggregationEvent", "ADD", "childQuantityList", .packed),
            ("AggregationEvent", "DELETE", "childQuantityList", .unpacked),
            ("AssociationEvent", "OBSERVE", "childQuantityList", .observed),
        ]
    )
    func roles(type: String, action: String, list: String, role: EventOutline.Role) throws {
        let event = try event(
            #""type":"\#(type)","action":"\#(action)","eventTime":"2026-03-01T08:00:00Z","#
                + #""\#(list)":[{"epcClass":"lot:1","quantity":1.25,"uom":"TNE"}]"#
        )
        let quantity = try #require(event.quantities.first)
        #expect(event.quantities.count == 1)
        #expect(quantity.lot == "lot:1")
        #expect(quantity.role == role)
        #expect(quantity.massGrams == 1_250_000)
    }

    @Test("A transformation uses and makes, with masses in any unit of weight")
    func transformation() throws {
        let event = try event(
            #""type":"TransformationEvent","eventTime":"2026-03-01T08:00:00Z","#
                + #""inputQuantityList":[{"epcClass":"a","quantity":100,"uom":"KGM"}],"inputEPCList":["b"],"#
                + #""outputQuantityList":[{"epcClass":"c","quantity":0.5,"uom":"LBR"},{"epcClass":"d","quantity":3}],"#
                + #""ilmd":{"ex:mineral":"tin","ex:gradePercent":65.5,"ex:tag":"T1","ex:form":"concentrate","#
                + #""ex:custodyModel":"massBalance","ex:claim":"RW-7"}"#
        )
        #expect(event.action == nil)
        #expect(event.quantities.map(\.role) == [.used, .made, .made, .used])
        #expect(event.quantities.map(\.massGrams) == [100_000, 227, nil, nil])
        #expect(event.particulars.mineral == "tin")
        #expect(event.particulars.gradePartsPerMillion == 655_000)
        #expect(event.particulars.tag == "T1")
        #expect(event.particulars.form == "concentrate")
        #expect(event.particulars.custodyModel == "mass_balance" && event.particulars.claim == "RW-7")
    }

    @Test(
        "Each fault has its reason and its place",
        arguments: [
            (#""event""#, EventFault.Reason.wrongType, "$"),
            (#"{"type":"RumourEvent"}"#, .unknownType, "$.type"),
            (#"{"action":"ADD"}"#, .unknownType, "$.type"),
            (#"{"type":"ObjectEvent","eventTime":"2026-03-01T08:00:00Z"}"#, .missing, "$.action"),
            (#"{"type":"ObjectEvent","action":"STEAL"}"#, .unknownAction, "$.action"),
            (#"{"type":"ObjectEvent","action":"ADD"}"#, .missing, "$.eventTime"),
            (#"{"type":"ObjectEvent","action":"ADD","eventTime":"2026-03-01T08:00:00"}"#, .badTime, "$.eventTime"),
            (#"{"type":"ObjectEvent","action":"ADD","eventTime":"2026-02-30T08:00:00Z"}"#, .badTime, "$.eventTime"),
            (#"{\#(head),"quantityList":[{"quantity":1}]}"#, .missing, "$.quantityList[0].epcClass"),
            (
                #"{\#(head),"quantityList":[{"epcClass":"a","quantity":-1,"uom":"KGM"}]}"#, .negativeQuantity,
                "$.quantityList[0].quantity"
            ),
            (
                #"{\#(head),"quantityList":[{"epcClass":"a","quantity":1,"uom":"MTR"}]}"#, .unknownUnit,
                "$.quantityList[0].uom"
            ),
            (
                #"{\#(head),"quantityList":[{"epcClass":"a","quantity":1e300,"uom":"KGM"}]}"#, .badQuantity,
                "$.quantityList[0].quantity"
            ),
            (#"{\#(head),"ilmd":{"x:gradePercent":"101"}}"#, .badQuantity, "$.ilmd.x:gradePercent"),
        ]
    )
    func faults(json: String, reason: EventFault.Reason, path: String) throws {
        let fault = try #require(try fault(json))
        #expect(fault.reason == reason)
        #expect(fault.path == path)
        #expect(fault.found.key != fault.expected.key)
    }
}

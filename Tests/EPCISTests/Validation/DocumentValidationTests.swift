import EPCIS
import KernelSamples
import Testing

@Suite("Judging a document in pieces") struct DocumentValidationTests {
    private static let context = #""@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"#

    private static func event(_ number: Int) -> String {
        let step = number.isMultiple(of: 7) ? "washing" : "shipping"
        let type = number.isMultiple(of: 501) ? "ObjectEvnt" : "ObjectEvent"
        let time = number.isMultiple(of: 11) ? "2026-02-30T00:00:00Z" : "2026-02-03T00:00:00Z"
        return """
            {"type":"\(type)","eventTime":"\(time)","eventTimeZoneOffset":"+00:00","action":"OBSERVE",
             "bizStep":"\(step)","eventID":"urn:uuid:\(number)",
             "epcList":["urn:epc:id:sgtin:4012345.011111.\(number)\(String(repeating: "0", count: 8))"]}
            """
    }

    private static func document(_ count: Int, context: String = context, behind: String = "") -> [UInt8] {
        let events = (0..<count).map(event).joined(separator: ",\n")
        let head = #""type":"EPCISDocument","schemaVersion":"2.0","creationDate":"yesterday","#
        return Array("{\(context)\(head)\"epcisBody\":{\"eventList\":[\(events)]}\(behind)}".utf8)
    }

    private static func inPieces(
        _ bytes: [UInt8],
        _ random: inout Dice
    ) -> (faults: [DocumentValidator.LocatedFault], count: Int) {
        var validation = DocumentValidation()
        var faults: [DocumentValidator.LocatedFault] = []
        var place = 0
        while true {
            switch validation.next() {
            case .faults(let found): faults += found
            case .needMore where place == bytes.count: validation.finish()
            case .needMore:
                let next = min(bytes.count, place + Int.random(in: 1...300_000, using: &random))
                validation.feed(bytes.span.extracting(place..<next))
                place = next
            case .end: return (faults, validation.eventCount)
            }
        }
    }

    @Test("The faults are those of the whole, however it is cut", arguments: 1...4 as ClosedRange<UInt64>)
    func pieces(seed: UInt64) throws {
        var random = Dice(seed: seed)
        let late = ",\(Self.context.dropLast())"
        for (bytes, contextFaults) in [
            (Self.document(6_000), 0), (Self.document(6_000, context: "", behind: late), 0),
            (Self.document(6_000, context: ""), 1), (Self.document(3, context: ""), 1),
        ] {
            let whole = DocumentValidator().validate(bytes)
            let found = Self.inPieces(bytes, &random)
            #expect(found.faults == whole.faults)
            #expect(found.count == whole.eventCount)
            let around = whole.faults.filter { $0.event == nil }.map(\.path)
            #expect(around.count { $0 == "$.@context" } == contextFaults)
            #expect(around.contains("$.creationDate"))
            let steps = whole.faults.filter { $0.fault.reason == .unknownWord && $0.path.hasSuffix(".bizStep") }
            let isRead = { (number: Int) in !number.isMultiple(of: 501) && number.isMultiple(of: 7) }
            #expect(steps.compactMap(\.event) == (0..<whole.eventCount).filter(isRead))
            for fault in steps { #expect(fault.line == 2 + 3 * (fault.event ?? 0)) }
        }
    }

    @Test("A query is known as one, in pieces too")
    func query() {
        var random = Dice(seed: 5)
        let bytes = Array(#"{"query":{"EQ_bizStep":["washing"],"GE_eventTime":"yesterday"}}"#.utf8)
        let whole = DocumentValidator().validate(bytes)
        #expect(!whole.isValid && whole.eventCount == 0)
        #expect(Self.inPieces(bytes, &random).faults == whole.faults)
    }
}

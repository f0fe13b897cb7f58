import EPCIS
import Formats
import Testing

@Suite("Digests of evidence")
struct CanonicalEventTests {
    private func canonical(_ json: String) throws -> String? {
        var reader = EventTreeReader()
        let tree = try reader.read(json: Array(json.utf8).span)
        var output: [UInt8] = []
        var form = CanonicalEvent()
        return form.append(tree, to: &output) == nil ? nil : String(decoding: output, as: UTF8.self)
    }

    @Test("An event's canonical form is that of the JSON that it was read from")
    func same() throws {
        let events = [
            #"{"type":"ObjectEvent"}"#,
            #"{"isA":"ObjectEvent","b":1,"a":[1.50,{"z":null,"y":true}],"é":"ü\n\u0007\"\\"}"#,
            #"{"ex:b":[],"type":"ex:Mine","epcList":["b","a"],"ex:a":{},"@context":[{"ex":"u:"}],"quantityList":[{"uom":"KGM","quantity":1e-7,"epcClass":"x"}]}"#,
            #"{"\uE000":1,"\uD83D\uDE00":2,"type":"ObjectEvent","e":333333333.33333329,"f":1E30,"g":4.50,"h":2e-3,"i":0.000000000000000000000000001}"#,
        ]
        for event in events {
            var expected: [UInt8] = []
            try JSONCanonical.append(JSONTape(Array(event.utf8)).root, to: &expected)
            #expect(try canonical(event) == String(decoding: expected, as: UTF8.self))
        }
    }

    @Test("XML's form is that of the event's JSON form")
    func xml() throws {
        var reader = EventTreeReader()
        let tree = try reader.read(
            xml: Array(
                "<ObjectEvent xmlns:a='u:1'><a:b c='2'>t</a:b><a:b/><epcList><epc>x</epc></epcList></ObjectEvent>".utf8
            ).span
        )
        var output: [UInt8] = []
        var form = CanonicalEvent()
        #expect(form.append(tree, to: &output) == true)
        #expect(
            String(decoding: output, as: UTF8.self)
                == ##"{"a:b":[{"#text":"t","c":"2"},""],"epcList":["x"],"type":"ObjectEvent"}"##
        )
    }

    @Test("The digests of a known event; white space changes one of them, a value both")
    func digest() throws {
        var reader = EventTreeReader()
        func digest(_ text: String) throws -> EvidenceDigest {
            let bytes = Array(text.utf8)
            return EvidenceDigest(of: bytes, tree: try reader.read(json: bytes.span))
        }
        let plain = try digest(#"{"a":"00123","type":"ObjectEvent"}"#)
        let spaced = try digest(#"{ "type": "ObjectEvent", "a": "00123" }"#)
        let other = try digest(#"{"a":"123","type":"ObjectEvent"}"#)
        // printf '{"a":"00123","type":"ObjectEvent"}' | sha256sum
        #expect(hex(plain.received) == "656165fcbb06bea2e63d768413aa6526e28e59c4ce2791954e95f98342947580")
        #expect(plain.canonical == plain.received)
        #expect(spaced.received != plain.received)
        #expect(spaced.canonical == plain.canonical)
        #expect(other.canonical != plain.canonical)
        #expect(plain.isExact)
        #expect(try digest(#"{"type":"ObjectEvent","a":9007199254740993}"#).isExact == false)
        #expect(try digest(#"{"type":"ObjectEvent","a":1e999}"#).canonical == nil)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

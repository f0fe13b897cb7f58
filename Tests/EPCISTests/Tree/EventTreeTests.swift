import EPCIS
import Testing

@Suite("Events as trees")
struct EventTreeTests {
    /// The same event in both syntaxes, with every shape that they write differently.
    private static let json = """
        {"type":"ObjectEvent","eventTime":"2026-03-01T10:30:00.5+02:00","eventTimeZoneOffset":"+02:00",
         "epcList":["urn:epc:id:sgtin:4012345.011111.1"],"action":"OBSERVE",
         "persistentDisposition":{"set":["completeness_verified","x"],"unset":["y"]},
         "readPoint":{"id":"https://example.org/a","ex:floor":"2"},
         "bizTransactionList":[{"type":"po","bizTransaction":"urn:x:1"},{"bizTransaction":"urn:x:2"}],
         "sensorElementList":[{"sensorMetadata":{"time":"2026-03-01T10:30:00Z"},
           "sensorReport":[{"type":"gs1:Temperature","value":"26.0","uom":"CEL"},{"type":"gs1:Speed","ex:a":"1"}]}],
         "ilmd":{"ex:mineral":"coltan & \\u00e9"},
         "ex:seal":{"ex:kind":"lead","#text":"AB-12"},"ex:tag":"1"}
        """
    private static let xml = """
        <ObjectEvent>
          <eventTime>2026-03-01T10:30:00.5+02:00</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
          <epcList><epc>urn:epc:id:sgtin:4012345.011111.1</epc></epcList><action>OBSERVE</action>
          <extension><persistentDisposition><set>completeness_verified</set><set>x</set><unset>y</unset>
          </persistentDisposition></extension>
          <readPoint><id>https://example.org/a</id><extension><ex:floor>2</ex:floor></extension></readPoint>
          <bizTransactionList><bizTransaction type="po">urn:x:1</bizTransaction>
            <bizTransaction>urn:x:2</bizTransaction></bizTransactionList>
          <sensorElementList><sensorElement><sensorMetadata time="2026-03-01T10:30:00Z"/>
            <sensorReport type="gs1:Temperature" value="26.0" uom="CEL"/><sensorReport type="gs1:Speed" ex:a='1'/>
          </sensorElement></sensorElementList>
          <ilmd><ex:mineral>coltan &amp;<!-- a comment --> <![CDATA[é]]></ex:mineral></ilmd>
          <ex:seal ex:kind="lead">AB-12</ex:seal><ex:tag>&#49;</ex:tag>
        </ObjectEvent>
        """

    private static var scope: NamespaceScope {
        var scope = NamespaceScope()
        scope.declare(prefix: "ex".utf8, namespace: "https://ns.example.org/".utf8)
        return scope
    }

    private func tree(json: String) throws(DocumentFault) -> EventTree {
        var reader = EventTreeReader()
        return try reader.read(json: Array(json.utf8).span, scope: Self.scope)
    }

    private func tree(xml: String) throws(DocumentFault) -> EventTree {
        var reader = EventTreeReader()
        return try reader.read(xml: Array(xml.utf8).span, scope: Self.scope)
    }

    /// A tree as text: `name=value` or `name(…)`, extensions with their namespace.
    static func outline(_ tree: EventTree, _ index: Int = EventTree.root) -> String {
        let node = tree.nodes[index]
        let namespace = String(decoding: tree.namespace(of: node.name), as: UTF8.self)
        let local = String(decoding: tree.localName(of: node.name), as: UTF8.self)
        let name = namespace.isEmpty ? tree.writtenName(of: node.name) : "{\(namespace)}\(local)"
        let children = tree.children(of: index).map { outline(tree, $0) }
        return switch node.kind {
        case .object: "\(name)(\(children.joined(separator: " ")))"
        case .list: "\(name)[\(children.joined(separator: " "))]"
        case .text, .number, .bool, .null: "\(name)=\(String(decoding: tree.value(of: index), as: UTF8.self))"
        }
    }

    @Test("JSON and XML of one event give the same tree")
    func sameTree() throws {
        let json = try tree(json: Self.json)
        let xml = try tree(xml: Self.xml)
        #expect(Self.outline(json) == Self.outline(xml))
        #expect(json.syntax == .json)
        #expect(xml.syntax == .xml)
        #expect(json.eventType == .objectEvent)
        #expect(
            Self.outline(xml).contains(
                "sensorReport[sensorReport(type=gs1:Temperature value=26.0 uom=CEL) "
                    + "sensorReport(type=gs1:Speed {https://ns.example.org/}a=1)]"
            )
        )
        #expect(
            Self.outline(xml).contains("{https://ns.example.org/}seal({https://ns.example.org/}kind=lead #text=AB-12)")
        )
        #expect(xml.nodes.count { $0.isAttribute } == 8)
    }

    @Test("Values, names and paths")
    func access() throws {
        let tree = try tree(json: Self.json)
        #expect(tree.string(.action) == "OBSERVE")
        let point = try #require(tree.first(.readPoint))
        #expect(tree.string(.id, in: point) == "https://example.org/a")
        let floor = try #require(tree.children(of: point).map { $0 }.last)
        #expect(tree.path(of: floor) == "$.readPoint.ex:floor")
        let list = try #require(tree.first(.bizTransactionList))
        let second = try #require(tree.children(of: list).map { $0 }.last)
        let value = try #require(tree.first(.bizTransaction, in: second))
        #expect(tree.path(of: value) == "$.bizTransactionList[1].bizTransaction")
        #expect(tree.string(of: value) == "urn:x:2")
        let report = try #require(tree.nodes.indices.first { tree.nodes[$0].name == .type && $0 > value })
        #expect(tree.path(of: report) == "$.sensorElementList[0].sensorReport[0].type")
        let bytes = Array(Self.json.utf8)
        let offset = tree.nodes[report].offset
        #expect(String(decoding: bytes[offset..<(offset + 5)], as: UTF8.self) == "\"gs1:")
    }

    @Test("What JSON says of kinds is kept, numbers as written")
    func kinds() throws {
        let tree = try tree(
            json:
                #"{"type":"ObjectEvent","ex:a":[1.50,true,null,"x",[],{}],"ex:b":-1E+2,"plain":"","@context":[{"q":"u:"}]}"#
        )
        #expect(
            Self.outline(tree)
                == "ObjectEvent({https://ns.example.org/}a[{https://ns.example.org/}a=1.50 {https://ns.example.org/}a=true "
                + "{https://ns.example.org/}a= {https://ns.example.org/}a=x {https://ns.example.org/}a[] "
                + "{https://ns.example.org/}a()] {https://ns.example.org/}b=-1E+2 plain= @context[@context(q=u:)])"
        )
        #expect(tree.nodes[2].kind == .number)
        #expect(tree.nodes[3].kind == .bool)
        #expect(tree.nodes[4].kind == .null)
    }

    @Test("An event's own context and pinned prefixes give namespaces; an undeclared prefix stays as written")
    func contexts() throws {
        let tree = try tree(
            json: #"{"q:x":1,"nope:y":2,"cbvmda:z":3,"@context":{"q":"https://q.org/"},"type":"TransformationEvent"}"#
        )
        #expect(
            Self.outline(tree)
                == "TransformationEvent({https://q.org/}x=1 nope:y=2 {urn:epcglobal:cbv:mda:}z=3 @context(q=https://q.org/))"
        )
    }

    @Test("Namespaces of XML are those in force at the place")
    func scopes() throws {
        let tree = try tree(
            xml:
                "<ObjectEvent xmlns:a='u:1'><a:x><a:y xmlns:a='u:2'/></a:x><a:x/><z xmlns='u:3'><eventTime/></z></ObjectEvent>"
        )
        #expect(Self.outline(tree) == "ObjectEvent({u:1}x({u:2}y=) {u:1}x= {u:3}z({u:3}eventTime=))")
    }

    @Test(
        "Faulty JSON is refused at its place",
        arguments: [
            ("", DocumentFault.Reason.unexpectedEnd, 0), ("[]", .notAnEvent, 0), ("{", .unexpectedEnd, 1),
            (#"{"a":1}"#, .missingType, 0), (#"{"type":1}"#, .wrongType, 8),
            (#"{"type":"ObjectEvent","type":"ObjectEvent"}"#, .duplicateKey, 22),
            (#"{"type":"ObjectEvent","a":1,"b":{"a":2},"\u0061":3}"#, .duplicateKey, 49),
            (#"{"type":"ObjectEvent","a":01}"#, .badNumber, 26), (#"{"type":"ObjectEvent","a":-}"#, .badNumber, 26),
            (#"{"type":"ObjectEvent","a":"\ud800"}"#, .loneSurrogate, 27),
            (#"{"type":"ObjectEvent","a":"\q_____________"}"#, .badEscape, 27),
            ("{\"type\":\"ObjectEvent\",\"a\":\"\u{1}\"}", .controlCharacter, 27),
            (#"{"type":"ObjectEvent","a":1,}"#, .unexpectedByte, 28),
            (#"{"type":"ObjectEvent"} x"#, .trailingBytes, 23),
            (#"{"type":"ObjectEvent","a":nul}"#, .unexpectedByte, 26),
            (#"{"type":"ObjectEvent","a":NaN}"#, .unexpectedByte, 26),
        ]
    )
    func faultyJSON(text: String, reason: DocumentFault.Reason, offset: Int) {
        #expect(throws: DocumentFault(reason, at: offset)) { try tree(json: text) }
    }

    @Test(
        "Faulty XML is refused at its place",
        arguments: [
            ("", DocumentFault.Reason.unexpectedEnd, 0), ("x", .notAnEvent, 0), ("<a>", .unexpectedEnd, 3),
            ("<a></b>", .mismatchedTag, 3), ("<a b='1' b='2'/>", .duplicateAttribute, 9), ("<a b=1/>", .badMarkup, 5),
            ("<a><!DOCTYPE x></a>", .doctypeRefused, 3), ("<a>&lol;</a>", .badReference, 3),
            ("<a>&#0;</a>", .badReference, 3),
            ("<a>&#xD800;</a>", .badReference, 3), ("<q:a/>", .undeclaredPrefix, 0),
            ("<a q:b='1'/>", .undeclaredPrefix, 3),
            ("<a>\u{2}</a>", .controlCharacter, 3), ("<a/><b/>", .trailingBytes, 4), ("<1/>", .badMarkup, 1),
            ("<a b='<'/>", .badMarkup, 6), ("<a:b:c/>", .badMarkup, 4), ("<a xmlns:p=''/>", .badMarkup, 3),
        ]
    )
    func faultyXML(text: String, reason: DocumentFault.Reason, offset: Int) {
        #expect(throws: DocumentFault(reason, at: offset)) { try tree(xml: text) }
    }

    @Test("Depth is limited, and ill-formed UTF-8 refused")
    func limits() throws {
        let deepJSON = #"{"type":"ObjectEvent","a":"# + String(repeating: "[", count: 100_000)
        #expect(throws: DocumentFault(.tooDeep, at: 89)) { try tree(json: deepJSON) }
        #expect(throws: DocumentFault(.tooDeep, at: 192)) { try tree(xml: String(repeating: "<a>", count: 100_000)) }
        let wrappers = "<a>" + String(repeating: "<extension>", count: 100_000)
        #expect(throws: DocumentFault(.tooDeep, at: 3 + 63 * 11)) { try tree(xml: wrappers) }
        var reader = EventTreeReader()
        let bytes = Array(#"{"type":"ObjectEvent","a":""#.utf8) + [0xFF] + Array("\"}".utf8)
        #expect(throws: DocumentFault(.notUTF8, at: 27)) { try reader.read(json: bytes.span) }
        let names = (0..<5000).map { "\"n\($0)\":1" }.joined(separator: ",")
        #expect { try tree(json: "{\"type\":\"ObjectEvent\",\(names)}") } throws: {
            ($0 as? DocumentFault)?.reason == .tooManyNames
        }
    }

    @Test("Every prefix of an event ends unexpectedly and nothing else")
    func prefixes() throws {
        for (text, isXML) in [(Self.json, false), (Self.xml, true)] {
            let bytes = Array(text.utf8)
            var reader = EventTreeReader()
            for length in 0..<bytes.count {
                let cut = Array(bytes[..<length])
                // Cut inside an escape, the escape is bad as well.
                if !isXML, Self.isInEscape(cut) { continue }
                #expect {
                    _ = try isXML ? reader.read(xml: cut.span, scope: Self.scope) : reader.read(json: cut.span)
                } throws: {
                    ($0 as? DocumentFault)?.reason == .unexpectedEnd
                }
            }
        }
    }

    private static func isInEscape(_ bytes: [UInt8]) -> Bool {
        bytes.suffix(5).contains(UInt8(ascii: "\\"))
    }

    @Test("The names of the terms are spelt as they are called")
    func terms() throws {
        for term in EventTerm.allCases {
            let spelling = String(decoding: term.bytes, as: UTF8.self)
            let plain = spelling.drop { "@#".contains($0) }
            #expect("\(term)".lowercased() == plain.lowercased())
        }
    }
}

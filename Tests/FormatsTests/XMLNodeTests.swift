import Formats
import KernelSamples
import Testing

/// Elements with their content in order, their namespaces and their lines.
@Suite struct XMLNodeTests {
    private func node(_ text: String) throws(XMLFault) -> XMLNode {
        let bytes = Array(text.utf8)
        return try XMLNode(parsing: bytes.span)
    }

    @Test("Text keeps its place among elements")
    func mixed() throws {
        let root = try node("<a>one <b/>two<!-- no --> three <![CDATA[<c>]]>&amp;</a>")
        #expect(root.content.count == 3)
        #expect(root.content[0] == .text("one ") && root.content[2] == .text("two three <c>&"))
        #expect(root.text == "one two three <c>&" && root.children.map(\.name) == ["b"])
    }

    @Test("Namespaces follow the nearest declaration; attributes without prefix have none")
    func namespaces() throws {
        let root = try node("<a xmlns='u:1' xmlns:p='u:2' p:x='1' x='2'><b/><p:c xmlns=''><d/></p:c></a>")
        #expect(root.namespace == "u:1" && root.declarations.map(\.prefix) == ["", "p"])
        #expect(root.attribute("x") == "2" && root.attribute("x", in: "u:2") == "1")
        #expect(root.children.map(\.namespace) == ["u:1", "u:2"] && root.child("c")?.child("d")?.namespace == "")
    }

    @Test("Lines are those of the start tags")
    func lines() throws {
        let root = try node("<?xml version='1.0'?>\n<!-- x\n -->\n<a>\n<b\n/>\n<c/></a>\n")
        #expect(root.line == 4 && root.children.map(\.line) == [5, 7])
    }

    @Test(
        "What is no document is refused",
        arguments: [
            ("", XMLFault.Reason.unexpectedEnd), ("<a>", .unexpectedEnd), ("<a></b>", .mismatchedTag),
            ("</a>", .mismatchedTag), ("<a/><b/>", .badMarkup), ("<a/>x", .badMarkup), ("x<a/>", .badMarkup),
            ("<p:a/>", .badMarkup), ("<a p:x='1'/>", .badMarkup), ("<a>&b;</a>", .badEntity),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", .doctypeRefused), ("<a x='1' x='2'/>", .duplicateAttribute),
            ("<a/><![CDATA[ ]]>", .badMarkup), (String(repeating: "<a>", count: 100), .tooDeep),
        ]
    )
    func refused(text: String, reason: XMLFault.Reason) {
        let fault = #expect(throws: XMLFault.self) { try node(text) }
        #expect(fault?.reason == reason, "\(text)")
    }

    @Test("What XMLElement reads is read the same, by chance", arguments: [UInt64(5), 6, 7])
    func agrees(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let seed = Array("<a x='1'>t<b>&lt;<c/></b><b y=\"2\">u<!--v--></b></a>".utf8)
        for _ in 0..<2000 {
            let bytes = dice.mutated(seed)
            guard let node = try? XMLNode(parsing: bytes.span) else { continue }
            let element = try XMLElement(parsing: bytes.span)
            #expect(Self.isSame(node, element))
        }
    }

    private static func isSame(_ node: XMLNode, _ element: XMLElement) -> Bool {
        node.name == element.name && node.text == element.text && node.children.count == element.children.count
            && zip(node.children, element.children).allSatisfy { isSame($0, $1) }
    }
}

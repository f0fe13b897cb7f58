import Formats
import KernelSamples
import Testing

@Suite("XML")
struct XMLTests {
    private func records(_ text: String, step: Int = .max / 2, limit: Int = .max) -> [String] {
        records(Array(text.utf8), step: step, limit: limit)
    }

    private func records(_ bytes: [UInt8], step: Int, limit: Int = .max) -> [String] {
        var scanner = XMLElementScanner(names: ["P", "E"])
        return scanned(bytes, step: step, limit: limit) {
            scanner.next(in: $0, from: $1, isLast: $2, isFull: $3)
        } fault: {
            $0.reason.rawValue
        }
    }

    @Test("Records are found, outermost ones only, whatever windows cut", arguments: 1...32)
    func windows(step: Int) {
        let text = """
            <?xml version="1.0"?><!-- <P>no</P> --><L a="<P>"><P>1<P>in</P></P>
            <E b='/>'/><P><![CDATA[</P>]]></P></L>
            """
        // An attribute that holds a less-than sign is not well-formed; the scanner looks at quotes only.
        let found = records(text, step: step)
        #expect(found == ["<P>1<P>in</P></P>", "<E b='/>'/>", "<P><![CDATA[</P>]]></P>"])
    }

    @Test("A document type declaration is refused before anything is read")
    func doctype() {
        #expect(records("<!DOCTYPE x [<!ENTITY a \"b\">]><L><P>&a;</P></L>") == ["! doctypeRefused"])
    }

    @Test("A document cut anywhere says so", arguments: 4..<24)
    func cut(length: Int) {
        let text = "<L><P>1</P><P>2</P></L>"
        let found = records(Array(text.utf8.prefix(length)), step: 5)
        #expect(length == text.utf8.count ? found.last == "<P>2</P>" : found.last == "! unexpectedEnd")
    }

    @Test("A record alone is a document")
    func alone() {
        #expect(records("<P>1</P>") == ["<P>1</P>"])
    }

    @Test("A record longer than the window costs itself alone")
    func longRecords() {
        let long = String(repeating: "x", count: 200)
        #expect(records("<L><P>\(long)</P><P>2</P></L>", step: 8, limit: 64) == ["! tooLong", "<P>2</P>"])
    }

    @Test("Text, attributes, references and sections")
    func element() throws {
        let text = "<P a=\"x &amp; y\" b='&#xE9;'>one &lt; <C>two</C><![CDATA[<&]]><!-- no --><D/></P>"
        let element = try XMLElement(parsing: Array(text.utf8).span)
        #expect(element.name == "P")
        #expect(element.attributes.map(\.value) == ["x & y", "é"])
        #expect(element.trimmedText == "one < <&")
        #expect(element.text(of: "C") == "two")
        #expect(element.child("D") != nil)
        #expect(element.text(of: "D") == nil)
    }

    @Test(
        "What is not well-formed is refused",
        arguments: [
            ("<P>", XMLFault.Reason.unexpectedEnd), ("<P><A></P></A>", .mismatchedTag), ("<P>&x;</P>", .badEntity),
            ("<P>&#0;</P>", .badEntity), ("<P>&amp</P>", .badEntity), ("<P a=1></P>", .badMarkup),
            ("<P a></P>", .badMarkup),
            ("<P a='1' a='2'></P>", .duplicateAttribute), ("<P>\u{1}</P>", .controlCharacter), ("</P>", .mismatchedTag),
            ("<P>&#xD800;</P>", .badEntity), ("<>", .badMarkup),
        ]
    )
    func refused(text: String, reason: XMLFault.Reason) {
        #expect(Self.reason(Array(text.utf8)) == reason)
    }

    private static func reason(_ bytes: [UInt8]) -> XMLFault.Reason? {
        do throws(XMLFault) {
            _ = try XMLElement(parsing: bytes.span)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("Depth and attributes are bounded")
    func bounds() {
        #expect(Self.reason(Array(String(repeating: "<a>", count: 100_000).utf8)) == .tooDeep)
        let attributes = (0..<5000).map { "a\($0)='1'" }.joined(separator: " ")
        #expect(Self.reason(Array("<P \(attributes)/>".utf8)) == .badMarkup)
    }

    @Test("Bytes of chance never trap, and the scan always ends", arguments: UInt64(1)...40)
    func fuzz(seed: UInt64) {
        var dice = Dice(seed: seed)
        let document = Array("<L><!-- c --><P a='1'>x &amp; <![CDATA[y]]><Q/></P><E>2</E></L>".utf8)
        for _ in 0..<50 {
            let bytes = dice.mutated(document)
            #expect(records(bytes, step: 3, limit: 24).last != "does not end", "seed \(seed): \(bytes)")
            _ = Self.reason(bytes)
        }
    }
}

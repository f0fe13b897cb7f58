import Forms
import Foundation
import KernelSamples
import Testing

/// Forms and answers that are made to do harm end in a refusal, never in a crash or without end.
@Suite struct HostileTests {
    @Test("Nesting without measure is refused")
    func nesting() {
        let deep = String(repeating: "<g>", count: 500) + String(repeating: "</g>", count: 500)
        #expect(SampleForm.codes(SampleForm.text(nodes: deep)) == [.notXML])
        for (open, close) in [("(", ")"), ("not(", ")"), ("/data/a[", "]"), ("-", "")] {
            let expression = String(repeating: open, count: 3000) + "1" + String(repeating: close, count: 3000)
            let form = SampleForm.text(nodes: "<a/><b/>", binds: "<bind nodeset='/data/b' calculate='\(expression)'/>")
            #expect(SampleForm.codes(form).isEmpty == (open == "-"), "\(open)")
        }
    }

    @Test("A long row of operators is worked out")
    func longChain() throws {
        let expression = Array(repeating: "/data/a", count: 1500).joined(separator: " + ")
        let form = try SampleForm.made(
            nodes: "<a>2</a><b/>",
            binds: "<bind nodeset='/data/a' type='int'/><bind nodeset='/data/b' calculate='\(expression)'/>"
        )
        #expect(try SampleForm.session(form).value(at: "/data/b") == "3000")
    }

    @Test("Predicates that look at everything for everything are stopped")
    func predicates() throws {
        let items = (0..<3000).map { "<item><k>\($0)</k></item>" }.joined()
        let inner = "count(instance('l')/root/item[k &lt; 1 or count(instance('l')/root/item[k > current()/k]) > 5])"
        let form = try SampleForm.made(
            nodes: "<a/>",
            binds: "<bind nodeset='/data/a' calculate=\"\(inner)\"/>",
            model: "<instance id='l'><root>\(items)</root></instance>"
        )
        #expect(throws: SessionFault.evaluation(path: "/data/a", .tooMuchWork)) { try SampleForm.session(form) }
    }

    @Test("A pattern that goes back and forth elsewhere is matched in one pass")
    func patterns() throws {
        let pattern = try FormPattern("(a+)+(a|aa)*(a?){50}b")
        #expect(!pattern.matches(String(repeating: "a", count: 5000)))
        #expect(pattern.matches(String(repeating: "a", count: 5000) + "b"))
        for text in ["(", "[a", "a{3,1}", "a{1000}{1000}", "\\1", "(?<n>a)", "*", "a**+", "\\p{L}", "[[:alpha:]]"] {
            #expect(throws: FormPattern.Fault.self, "\(text)") { try FormPattern(text) }
        }
    }

    @Test("A count without measure adds nothing without measure")
    func counts() throws {
        let form = try SampleForm.made(
            nodes: "<n/><r jr:template=''><a/></r>",
            binds: "<bind nodeset='/data/n' type='int'/>",
            body: SampleForm.input("n")
                + "<group ref='/data/r'><repeat nodeset='/data/r' jr:count='/data/n'><input ref='/data/r/a'/></repeat></group>"
        )
        let session = try SampleForm.session(form)
        #expect(throws: SessionFault.self) { try session.answer("/data/n", "2000000000") }
        #expect(try session.value(at: "/data/n") == "")
        #expect(try session.answer("/data/n", "3") == .accepted)
        #expect(session.paths.contains("/data/r[3]/a") && !session.paths.contains("/data/r[4]/a"))
        #expect(try session.answer("/data/n", "1") == .accepted)
        #expect(session.paths.contains("/data/r[3]/a"), "nothing that was said is lost")
    }

    @Test("Values that set one another off are stopped")
    func actions() throws {
        let set = { (event: String, target: String, value: String) in
            "<setvalue event='\(event)' ref='/data/\(target)' value='\(value)'/>"
        }
        let form = try SampleForm.made(
            nodes: "<a/><b/>",
            binds: "<bind nodeset='/data/a' type='int'/><bind nodeset='/data/b' type='int'/>",
            body: "<input ref='/data/a'><label>a</label>\(set("xforms-value-changed", "b", "/data/a + 1"))</input>"
                + "<input ref='/data/b'><label>b</label>\(set("xforms-value-changed", "a", "/data/b + 1"))</input>"
        )
        let session = try SampleForm.session(form)
        #expect(throws: SessionFault.self) { try session.answer("/data/a", "1") }
        #expect(try session.value(at: "/data/a") == "")
    }

    @Test("Changed bytes of forms and of answers are read or refused", arguments: [UInt64(11), 12, 13])
    func mutations(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let bytes = try SampleForm.bytes("sites")
        let form = try SampleForm.read("sites")
        let instance = try SampleForm.session(form).finish().xml
        for _ in 0..<150 {
            let changed = dice.mutated(bytes, traps: "<>&\"'/[]().*-,=0")
            if let form = try? FormDefinition(xml: changed), let session = try? SampleForm.session(form) {
                _ = try? session.finish()
                _ = FormJSON.bytes(of: form)
            }
            let answer = dice.mutated(instance, traps: "<>&\"'/")
            _ = try? SubmissionReport(xml: answer, form: form, received: SampleForm.moment)
        }
    }

    @Test("Answers that XML cannot hold are not taken", arguments: ["a\u{0}b", "\u{8}", "\u{FFFE}"])
    func controlCharacters(text: String) throws {
        let form = try SampleForm.made(nodes: "<a/>", body: SampleForm.input("a"))
        #expect(try SampleForm.session(form).answer("/data/a", text) == .wrongType(.string))
    }
}

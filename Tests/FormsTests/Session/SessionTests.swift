import Forms
import Foundation
import KernelSamples
import Testing

/// Sessions: what holds whatever is answered in whatever order.
@Suite struct SessionTests {
    @Test("The same answers give the same bytes, and fit their form", arguments: (1...12).map { UInt64($0) })
    func deterministic(seed: UInt64) throws {
        for name in ["community", "sites"] {
            let url = JavaRosa.root.appending(path: "Tests/FormsTests/Samples/\(name).form.xml")
            let script = try FormScript(url, seed: seed)
            var maker = AnswerMaker(dice: Dice(seed: seed))
            maker.fill(script, steps: 30)
            #expect(!script.hasFailed, "\(name) seed \(seed): \(script.reason)")
            // Once more, from the script alone.
            let form = try SampleForm.read(name)
            let (one, other) = (try SampleForm.session(form), try SampleForm.session(form))
            for session in [one, other] { try replay(script.lines, session) }
            let (first, second) = (try one.finish(), try other.finish())
            #expect(first == second, "\(name) seed \(seed)")
            #expect(try one.finish().xml == first.xml, "a session can be ended twice: \(name) seed \(seed)")
            // What was written fits the form, but for what the session itself says.
            let report = try SubmissionReport(xml: first.xml, form: form, received: SampleForm.moment)
            let told = Set(first.problems.map(\.path))
            let others = report.disagreements.filter { !told.contains($0.path) }
            #expect(others.isEmpty, "\(name) seed \(seed): \(others)")
            #expect(report.instanceID == first.instanceID)
        }
    }

    private func replay(_ lines: [String], _ session: FormSession) throws {
        for line in lines {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch fields[0] {
            case "answer": _ = try session.answer(fields[1], fields[2].replacing("\\\\", with: "\\"))
            case "add": _ = try session.addRepetition(fields[1])
            case "delete": try session.deleteRepetition(fields[1])
            default: break
            }
        }
    }

    @Test("A repetition that is added and taken away leaves nothing behind", arguments: [UInt64(3), 4, 5])
    func addAndDelete(seed: UInt64) throws {
        let session = try SampleForm.session(try SampleForm.read("sites"), seed: seed)
        _ = try session.answer("/data/base", "B")
        var dice = Dice(seed: seed)
        for _ in 0..<20 {
            let before = session.paths
            let values = try before.map { try session.value(at: $0) }
            let path = try session.addRepetition("/data/site")
            _ = try session.answer("\(path)/inner/mass", String(Int.random(in: 0...9, using: &dice)))
            if Bool.random(using: &dice) { _ = try session.addRepetition("\(path)/visit") }
            try session.deleteRepetition(path)
            #expect(session.paths == before)
            #expect(try before.map { try session.value(at: $0) } == values)
            if Bool.random(using: &dice) { _ = try session.addRepetition("/data/site") }
        }
    }

    @Test("What is not accepted changes nothing, and says why")
    func outcomes() throws {
        let session = try SampleForm.session(try SampleForm.read("community"))
        #expect(
            try session.answer("/data/g_what/when", "2031-01-01") == .constraintViolated(message: "Not in the future")
        )
        #expect(try session.answer("/data/g_what/when", "yesterday") == .wrongType(.date))
        #expect(try session.answer("/data/g_what/kind", "water noise") == .notAChoice("noise"))
        #expect(try session.answer("/data/g_what/kind_other", "x") == .irrelevant)
        #expect(try session.answer("/data/water[1]/ph_warn", "x") == .irrelevant)
        #expect(try session.answer("/data/g_what/kind", "") == .requiredButEmpty(message: nil))
        #expect(throws: SessionFault.unknownPath("/data/x")) { try session.answer("/data/x", "") }
        #expect(try session.value(at: "/data/g_what/when") == "")
        #expect(
            try session.answer("/data/g_what/story", "call 841234567 now")
                == .constraintViolated(message: "Too long, or a phone number")
        )
    }

    @Test("Labels, choices and values in them are in the language asked for")
    func languages() throws {
        let session = try SampleForm.session(try SampleForm.read("community"))
        _ = try session.answer("/data/water[1]/ph", "4.5")
        #expect(try session.label(at: "/data/water[1]/ph_warn", in: "Português (pt)") == "Ácido: 4.5")
        #expect(try session.label(at: "/data/prov", in: "Deutsch (de)") == "Province")
        _ = try session.answer("/data/prov", "cd")
        #expect(try session.choices(at: "/data/dist", in: "Français (fr)").map(\.label) == ["Montepuez", "Balama"])
        _ = try session.answer("/data/dist", "bal")
        _ = try session.answer("/data/prov", "te")
        _ = try session.finish()
        #expect(try session.value(at: "/data/dist") == "", "a choice that is not offered any more is taken away")
    }

    @Test("A form whose number of repetitions grows with its answers adds one at a time")
    func growing() throws {
        let form = try SampleForm.made(
            nodes: "<n/><r jr:template=''><more/></r>",
            binds:
                "<bind nodeset='/data/n' type='int' calculate=\"if(/data/r[position() = count(/data/r)]/more = 'no', count(/data/r), count(/data/r) + 1)\"/>",
            body:
                "<group ref='/data/r'><repeat nodeset='/data/r' jr:count='/data/n'><input ref='/data/r/more'/></repeat></group>"
        )
        let session = try SampleForm.session(form)
        #expect(session.paths.filter { $0.hasSuffix("/more") }.count == 1)
        #expect(try session.canAddRepetition("/data/r"))
        #expect(try session.addRepetition("/data/r") == "/data/r[2]")
        #expect(throws: SessionFault.notARepeat("/data/r[1]")) { try session.deleteRepetition("/data/r[1]") }
    }

    @Test("Files that a form needs must be there")
    func attachments() throws {
        let text = SampleForm.text(
            nodes: "<a/><b/>",
            binds: "<bind nodeset='/data/b' calculate=\"pulldata('sites', 'owner', 'code', /data/a)\"/>",
            body: SampleForm.input("a")
        )
        let bare = try FormDefinition(xml: Array(text.utf8))
        #expect(bare.missingAttachments.map(\.name) == ["sites.csv"])
        #expect(throws: SessionFault.missingAttachments(bare.missingAttachments)) { try SampleForm.session(bare) }
        let csv = "code,owner\nA1,\"Ngoma, Lda\"\nB2,Zed\n"
        let form = try FormDefinition(xml: Array(text.utf8), attachments: ["sites.csv": Array(csv.utf8)])
        let session = try SampleForm.session(form)
        _ = try session.answer("/data/a", "A1")
        #expect(try session.value(at: "/data/b") == "Ngoma, Lda")
    }
}

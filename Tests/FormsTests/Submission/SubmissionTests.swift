import Forms
import Foundation
import Testing
import Vocabulary

/// Received answers are worked out again; each disagreement is named by its path.
@Suite struct SubmissionTests {
    private func filled() throws -> (FormDefinition, String) {
        let form = try SampleForm.read("community")
        let session = try SampleForm.session(form)
        for (path, text) in [
            ("/data/g_what/kind", "water other"), ("/data/g_what/kind_other", "smoke"),
            ("/data/g_what/when", "2026-11-20"),
            ("/data/prov", "cd"), ("/data/dist", "bal"), ("/data/water[1]/ph", "4"), ("/data/people", "2"),
            ("/data/person[2]/age", "12"), ("/data/consent", "OK"),
        ] {
            #expect(try session.answer(path, text) == .accepted, "\(path)")
        }
        _ = try session.addRepetition("/data/water")
        _ = try session.answer("/data/water[2]/ph", "7.5")
        let final = try session.finish()
        #expect(final.problems.isEmpty)
        return (form, String(decoding: final.xml, as: UTF8.self))
    }

    private func report(_ form: FormDefinition, _ text: String) throws -> SubmissionReport {
        try SubmissionReport(xml: Array(text.utf8), form: form, received: SampleForm.moment)
    }

    @Test("What fits has no disagreement, and becomes tables")
    func fits() throws {
        let (form, text) = try filled()
        let report = try report(form, text)
        #expect(report.disagreements.isEmpty, "\(report.disagreements)")
        #expect(report.tables.map(\.name) == ["/data", "/data/water", "/data/person"])
        let water = try #require(report.tables.first { $0.name == "/data/water" })
        #expect(water.columns == ["KEY", "PARENT_KEY", "ph", "ph_warn", "nth"])
        #expect(water.rows.map { Array($0[2...]) } == [["4.0", "", "1"], ["7.5", "", "2"]])
        let id = try #require(report.instanceID)
        #expect(water.rows[1][0] == "\(id)/water[2]" && water.rows[1][1] == id)
        let main = report.tables[0]
        #expect(zip(main.columns, main.rows[0]).first { $0.0 == "ph_mean" }?.1 == "5.75")
    }

    @Test(
        "Each change is found",
        arguments: [
            ("<n_acid>1</n_acid>", "<n_acid>9</n_acid>", "/data/n_acid"),
            ("<dist>bal</dist>", "<dist>moat</dist>", "/data/dist"),
            ("<when>2026-11-20</when>", "<when>2027-11-20</when>", "/data/g_what/when"),
            ("<when>2026-11-20</when>", "<when>soon</when>", "/data/g_what/when"),
            ("<kind>water other</kind>", "<kind>water</kind>", "/data/g_what/kind_other"),
            ("<kind>water other</kind>", "<kind/>", "/data/g_what/kind"),
            ("<kind>water other</kind>", "<kind>noise</kind>", "/data/g_what/kind"),
            ("<consent>OK</consent>", "", "/data/consent"),
            ("<prov>cd</prov>", "<prov>cd</prov><extra>1</extra>", "/data/extra"),
            ("<people>2</people>", "<people>4</people>", "/data/person"),
            ("<ph>4.0</ph>", "<ph>44</ph>", "/data/water[1]/ph"),
            ("<age>12</age>", "<age>twelve</age>", "/data/person[2]/age"),
            ("<ph_mean>5.75</ph_mean>", "<ph_mean/>", "/data/ph_mean"),
        ]
    )
    func changes(from: String, to: String, path: String) throws {
        let (form, text) = try filled()
        try #require(text.contains(from), "\(text)")
        let report = try report(form, text.replacing(from, with: to))
        #expect(report.disagreements.contains { $0.path == path }, "\(report.disagreements)")
    }

    @Test("Numbers that differ by arithmetic alone agree")
    func tolerance() throws {
        let (form, text) = try filled()
        #expect(try report(form, text.replacing(">5.75<", with: ">5.7500000000001<")).disagreements.isEmpty)
    }

    @Test("Answers to another form, and what is no XML, are not looked at")
    func foreign() throws {
        let (form, text) = try filled()
        #expect(throws: SubmissionFault.otherForm(id: "other")) {
            try report(form, text.replacing("id=\"community\"", with: "id=\"other\""))
        }
        #expect(throws: SubmissionFault.otherVersion("2")) {
            try report(form, text.replacing("version=\"20260101\"", with: "version=\"2\""))
        }
        #expect(throws: SubmissionFault.notXML(line: 1)) { try report(form, "<data") }
    }

    @Test("A table as CSV keeps its fields and starts no formula")
    func csv() {
        let table = FormTable(name: "t", columns: ["a", "b"], rows: [["=1+1", "x,\"y\""], ["-12.5 39.5", "+cmd"]])
        #expect(table.csv == "a,b\r\n'=1+1,\"x,\"\"y\"\"\"\r\n-12.5 39.5,'+cmd\r\n")
    }
}

import Formats
import Forms
import Vocabulary

/// What forms are read from: spreadsheets of others turned into XForms, and answers of anybody.
extension FuzzTarget {
    private static let environment: FormEnvironment? = {
        guard let now = UTCInstant(milliseconds: 1_790_000_000_000) else { return nil }
        return FormEnvironment(now: { now }, random: { 7 })
    }()

    /// A form that is read, filled in with what it begins with, and written.
    static func form(_ bytes: Bytes) -> CInt {
        let bytes = Array(bytes)
        guard let form = try? FormDefinition(xml: bytes), let environment,
            let session = try? FormSession(form, environment: environment)
        else { return 0 }
        precondition((try? JSONNode(parsing: FormJSON.bytes(of: form))) != nil, "the JSON of a form cannot be read")
        guard let final = try? session.finish() else { return 0 }
        precondition((try? XMLNode(parsing: final.xml.span)) != nil, "an instance that was written cannot be read")
        let now = environment.now()
        guard let report = try? SubmissionReport(xml: final.xml, form: form, received: now) else { return 0 }
        for disagreement in report.disagreements { precondition(!disagreement.path.isEmpty) }
        return 0
    }

    private static let sample = try? FormDefinition(
        xml: Array(
            """
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>S</h:title>
            <model><instance><data id="s"><n/><r><a/><b/></r><total/><meta><instanceID/></meta></data></instance>
            <bind nodeset="/data/n" type="int" required="true()"/><bind nodeset="/data/r/a" type="decimal" constraint=". &gt; 0"/>
            <bind nodeset="/data/r/b" relevant="../a &gt; 5"/><bind nodeset="/data/total" calculate="sum(/data/r/a)"/></model>
            </h:head><h:body><input ref="/data/n"/><group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/a"/>
            <input ref="/data/r/b"/></repeat></group></h:body></h:html>
            """.utf8
        )
    )

    /// Answers to a form: the same each time, with tables whose rows are as long as their columns.
    static func submission(_ bytes: Bytes) -> CInt {
        guard let sample, let environment else { return 0 }
        let (bytes, now) = (Array(bytes), environment.now())
        guard let report = try? SubmissionReport(xml: bytes, form: sample, received: now) else { return 0 }
        precondition((try? SubmissionReport(xml: bytes, form: sample, received: now)) == report, "a check remembers")
        for table in report.tables { precondition(table.rows.allSatisfy { $0.count == table.columns.count }) }
        return 0
    }

    /// An expression and a pattern.
    static func expression(_ bytes: Bytes) -> CInt {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? Expression(text)
        if let pattern = try? FormPattern(text) { _ = pattern.matches(text) }
        return 0
    }
}

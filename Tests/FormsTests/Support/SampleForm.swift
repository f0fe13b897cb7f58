import Formats
import Forms
import Foundation
import Vocabulary

/// Forms of ours, whole or made of pieces.
enum SampleForm {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = JavaRosa.root.appending(path: "Tests/FormsTests/Samples")
        return [UInt8](try Data(contentsOf: folder.appending(path: "\(name).form.xml")))
    }

    static func read(_ name: String) throws -> FormDefinition { try FormDefinition(xml: try bytes(name)) }

    /// A form with these nodes, rules and questions.
    static func text(nodes: String, binds: String = "", body: String = "", model: String = "") -> String {
        """
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
          xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"
          xmlns:entities="http://www.opendatakit.org/xforms/entities">
        <h:head><h:title>T</h:title><model><instance><data id="t" version="1">\(nodes)<meta><instanceID/></meta></data></instance>
        \(model)\(binds)<bind nodeset="/data/meta/instanceID" jr:preload="uid" type="string"/></model></h:head>
        <h:body>\(body)</h:body></h:html>
        """
    }

    static func made(nodes: String, binds: String = "", body: String = "", model: String = "") throws -> FormDefinition
    {
        try FormDefinition(xml: Array(text(nodes: nodes, binds: binds, body: body, model: model).utf8))
    }

    /// The codes with which a form is refused; empty where it is taken.
    static func codes(_ text: String) -> [FormFault.Code] {
        do {
            _ = try FormDefinition(xml: Array(text.utf8))
            return []
        } catch {
            return error.faults.map(\.code)
        }
    }

    static func input(_ name: String) -> String { "<input ref=\"/data/\(name)\"><label>x</label></input>" }

    /// A session whose clock stands still.
    static func session(_ form: FormDefinition, seed: UInt64 = 1) throws -> FormSession {
        try FormSession(form, environment: still(seed))
    }

    static func still(_ seed: UInt64 = 1) -> FormEnvironment {
        let counter = Counter(seed)
        return FormEnvironment(now: { moment }, random: { counter.next() })
    }

    /// 2026-11-23T10:00:00+02:00.
    static var moment: UTCInstant { UTCInstant(milliseconds: 1_795_420_800_000, offsetMinutes: 120) ?? .epoch }
}

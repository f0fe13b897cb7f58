import Forms
import Foundation
import Testing

/// `docs/forms.md` names all that is supported and all that is refused.
@Suite struct DocumentationTests {
    @Test("Every function, type, event, operator, form of text and reason stands in docs/forms.md")
    func complete() throws {
        let text = try String(contentsOf: JavaRosa.root.appending(path: "docs/forms.md"), encoding: .utf8)
        var names = FormFunction.allCases.map(\.rawValue) + FormDataType.allCases.map(\.rawValue)
        names += FormAction.Event.allCases.map(\.rawValue) + FormFault.Code.allCases.map(\.rawValue)
        names += FormOperator.allCases.map(\.rawValue) + FormTextForm.allCases.map(\.rawValue).filter { !$0.isEmpty }
        names += FormAttachment.Format.allCases.map(\.rawValue)
        names += ["input", "secret", "select1", "select", "rank", "upload", "trigger", "range"]
        for name in names { #expect(text.contains("`\(name)`"), "\(name)") }
        for code in FormFault.Code.allCases {
            #expect(text.contains("| `\(code.rawValue)` | \(code.meaning) | \(code.remedy) |"), "\(code.rawValue)")
        }
    }
}

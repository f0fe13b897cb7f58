import Forms
import Foundation
import Testing

/// The sample forms of JavaRosa's own tests: each is taken, or refused with a reason.
@Suite struct SampleFormsTests {
    /// What is refused and why; JavaRosa takes those whose name ends with a star.
    static let refused: [String: FormFault.Code] = [
        "bad-range-form.xml": .badStructure, "lgas.xml": .notAForm,
        "org/javarosa/core/model/actions/event-odk-new-repeat-model.xml": .badStructure,
        "org/javarosa/core/model/actions/invalid-events.xml": .badStructure,
        "org/javarosa/core/model/actions/setgeopoint-action-bad-namespace.xml": .unknownElement,
        "org/javarosa/xform/parse/external-data.xml": .notAForm,
        "org/javarosa/xform/parse/internal_empty_select.xml": .badStructure,
        "populate-nodes-attributes-instance.xml": .notAForm, "regression/issue_449_last_saved.xml": .notAForm,
        "eIMCI-by-D-Tree.xml*": .unknownPreload, "form_with_additional_attributes.xml*": .externalApp,
        "org/javarosa/form/api/navigation/repeatGroupWithQuestionAndRegularGroupInside.xml*": .barcode,
        "org/javarosa/form/api/navigation/simpleFormWithThreeQuestions.xml*": .barcode, "sms_form.xml*": .badStructure,
        "submission-element.xml*": .partialSubmission, "two-models.xml*": .badStructure,
    ]

    @Test("Each sample form is taken or refused with its reason; none is left out")
    func loaded() throws {
        guard FormVectors.folder != nil else { return FormVectors.skip("the sample forms") }
        let files = try FormVectors.files()
        #expect(files.count == 66)
        var taken = 0
        for (name, url) in files {
            let expected = Self.refused[name] ?? Self.refused[name + "*"]
            do {
                _ = try FormDefinition(xml: [UInt8](try Data(contentsOf: url)))
                taken += 1
                #expect(expected == nil, "\(name) is taken")
            } catch let refusal as FormRefusal {
                #expect(refusal.faults.first?.code == expected, "\(name): \(refusal)")
            }
        }
        #expect(taken == 50)
    }

    @Test("What JavaRosa takes is taken here too, but for seven forms")
    func compared() throws {
        guard JavaRosa.absence == nil else { return JavaRosa.skip("which sample forms are taken") }
        guard FormVectors.folder != nil else { return FormVectors.skip("the sample forms") }
        let files = try FormVectors.files()
        let answers = try JavaRosa.answers(to: files.map { FormScript.line("form", $0.url.path) })
        try #require(answers.count == files.count)
        var theirs = 0
        for (file, answer) in zip(files, answers) where answer == "loaded" {
            theirs += 1
            #expect(Self.refused[file.name] == nil, "\(file.name) is refused here alone")
        }
        #expect(theirs == 55)
        #expect(Self.refused.keys.filter { $0.hasSuffix("*") }.count == 7)
    }

    @Test(
        "The forms of ours are what pyxform makes of the spreadsheets beside them",
        arguments: ["community", "sites"]
    )
    func converted(name: String) throws {
        let tool = JavaRosa.root.appending(path: ".local/venv/bin/xls2xform")
        guard FileManager.default.isExecutableFile(atPath: tool.path) else { return JavaRosa.skip("pyxform") }
        let made = FileManager.default.temporaryDirectory.appending(path: "forms-\(UUID().uuidString).xml")
        defer { try? FileManager.default.removeItem(at: made) }
        let process = Process()
        process.executableURL = tool
        let sheet = JavaRosa.root.appending(path: "Tests/FormsTests/Samples/\(name).md")
        process.arguments = ["--skip_validate", sheet.path, made.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect([UInt8](try Data(contentsOf: made)) == (try SampleForm.bytes(name)))
    }
}

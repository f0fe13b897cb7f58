import Forms
import Foundation
import KernelSamples
import Testing

/// The same answers through this engine and through the one of the phone page, `Public/reporting/engine.js`: the standing of
/// every node after every step, what is wrong at the end, and the final instance.
@Suite struct PhoneEngineTests {
    private static let folder = JavaRosa.root.appending(path: "Tests/FormsTests")

    /// Says on the standard error that nothing was compared.
    private static func isAbsent(_ what: String) -> Bool {
        guard JavaRosa.tool("node") == nil else { return false }
        let text = "\n*** NOT COMPARED WITH THE PHONE PAGE: \(what): node is not installed ***\n\n"
        FileHandle.standardError.write(Data(text.utf8))
        return true
    }

    @Test("Every sample form behaves the same on a phone", arguments: [0, 120, -300])
    func samples(offset: Int) throws {
        if Self.isAbsent("the sample forms") { return }
        guard FormVectors.folder != nil else { return FormVectors.skip("the sample forms on a phone") }
        let compared = try compare(try FormVectors.files().map(\.url), offset: offset, steps: 15)
        #expect(compared == 44)
    }

    @Test("Every form of ours behaves the same on a phone", arguments: [0, 120, -300])
    func ours(offset: Int) throws {
        if Self.isAbsent("our own forms") { return }
        let samples = Self.folder.appending(path: "Samples")
        let names = try FileManager.default.contentsOfDirectory(atPath: samples.path).filter {
            $0.hasSuffix(".form.xml")
        }
        let compared = try compare(names.sorted().map { samples.appending(path: $0) }, offset: offset, steps: 40)
        #expect(compared == names.count && compared > 0)
    }

    @Test("Every function and operator gives the same on a phone", arguments: [0, 120])
    func expressions(offset: Int) throws {
        if Self.isAbsent("functions and operators") { return }
        let folder = FileManager.default.temporaryDirectory.appending(path: "forms-phone-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var scripts: [(name: String, script: FormScript)] = []
        for (number, sample) in ExpressionSamples.all.enumerated() {
            let url = folder.appending(path: "\(number).xml")
            try Data(ExpressionSamples.form(sample.expression, type: sample.type).utf8).write(to: url)
            let script = try FormScript(url, offsetMinutes: offset)
            guard script.session != nil else { continue }
            script.states()
            for (path, text) in ExpressionSamples.answers {
                script.answer(path, text)
                script.states()
            }
            scripts.append((sample.expression, script))
        }
        #expect(try compare(scripts, offset: offset) == ExpressionSamples.all.count)
    }

    private func compare(_ urls: [URL], offset: Int, steps: Int) throws -> Int {
        var scripts: [(name: String, script: FormScript)] = []
        var forms: Set<String> = []
        for url in urls {
            for seed in JavaRosaTests.seeds {
                let script = try FormScript(url, offsetMinutes: offset, seed: seed)
                guard script.session != nil else { continue }
                var maker = AnswerMaker(dice: Dice(seed: seed))
                maker.fill(script, steps: steps)
                scripts.append(("\(url.lastPathComponent) seed \(seed)", script))
                forms.insert(url.path)
            }
        }
        _ = try compare(scripts, offset: offset)
        return forms.count
    }

    /// How many scripts were compared.
    private func compare(_ scripts: [(name: String, script: FormScript)], offset: Int) throws -> Int {
        let folder = FileManager.default.temporaryDirectory.appending(path: "forms-phone-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var lines: [String] = []
        for (number, (_, script)) in scripts.enumerated() {
            let file = folder.appending(path: "\(number).json")
            guard let form = script.session?.definition else { continue }
            try Data(FormJSON.bytes(of: form)).write(to: file)
            lines.append(FormScript.line("form", file.path))
            lines += script.lines.dropFirst()
        }
        let source = Self.folder.appending(path: "Oracle/phone_engine.mjs").path
        let engine = JavaRosa.root.appending(path: "Public/reporting/engine.js").path
        let input = lines.joined(separator: "\n") + "\n"
        let said = try JavaRosa.run("node", [source, engine, "\(offset)"], input: input)
        let theirs = said.split(separator: "\n").map(String.init)
        var starts = theirs.indices.filter { theirs[$0] == "loaded" || theirs[$0].hasPrefix("refused") }
        #expect(starts.count == scripts.count)
        starts.append(theirs.count)
        for (number, (name, script)) in scripts.enumerated() where number + 1 < starts.count {
            let part = Array(theirs[starts[number]..<starts[number + 1]])
            if let difference = Comparison.difference(script.answers, part) {
                Issue.record("\(name) offset \(offset)\n\(difference)\n\(script.reason)")
            }
        }
        return scripts.count
    }
}

import Forms
import Foundation
import KernelSamples
import Testing

/// The same answers through this engine and through JavaRosa: relevance, constraints, calculations, final instance.
@Suite struct JavaRosaTests {
    static let seeds: [UInt64] = [1, 2, 3]

    @Test("Every sample form behaves as in JavaRosa", arguments: [("UTC", 0), ("Africa/Maputo", 120)])
    func samples(zone: String, offset: Int) throws {
        guard JavaRosa.absence == nil else { return JavaRosa.skip("the sample forms") }
        guard FormVectors.folder != nil else { return FormVectors.skip("the sample forms") }
        let compared = try compare(try FormVectors.files().map(\.url), zone: zone, offset: offset)
        #expect(compared == 43)
    }

    @Test(
        "Every form of ours behaves as in JavaRosa",
        arguments: [("UTC", 0), ("Africa/Maputo", 120), ("America/Lima", -300)]
    )
    func ours(zone: String, offset: Int) throws {
        guard JavaRosa.absence == nil else { return JavaRosa.skip("our own forms") }
        let folder = JavaRosa.root.appending(path: "Tests/FormsTests/Samples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".form.xml")
        }
        #expect(!names.isEmpty)
        _ = try compare(names.sorted().map { folder.appending(path: $0) }, zone: zone, offset: offset, isOurs: true)
    }

    private func compare(_ urls: [URL], zone: String, offset: Int, isOurs: Bool = false) throws -> Int {
        var scripts: [(seed: UInt64, script: FormScript)] = []
        for url in urls {
            for seed in Self.seeds {
                let script = try FormScript(url, offsetMinutes: offset, seed: seed)
                guard script.session != nil else {
                    #expect(!isOurs, "\(url.lastPathComponent): \(script.reason)")
                    continue
                }
                var maker = AnswerMaker(dice: Dice(seed: seed))
                maker.fill(script, steps: isOurs ? 25 : 12)
                scripts.append((seed, script))
            }
        }
        return try compare(scripts, zone: zone, isOurs: isOurs)
    }

    /// How many forms both engines filled in.
    private func compare(_ scripts: [(seed: UInt64, script: FormScript)], zone: String, isOurs: Bool) throws -> Int {
        var compared: Set<String> = []
        let theirs = try JavaRosa.answers(to: scripts.flatMap { $0.script.lines }, zone: zone)
        // One form after another: what is told of each begins with whether it was loaded.
        var starts = theirs.indices.filter { theirs[$0] == "loaded" || theirs[$0].hasPrefix("refused") }
        #expect(starts.count == scripts.count)
        starts.append(theirs.count)
        for (number, (seed, script)) in scripts.enumerated() where number + 1 < starts.count {
            let part = Array(theirs[starts[number]..<starts[number + 1]])
            // What JavaRosa does not load need not be refused here: see ReadingTests.
            if part[0].hasPrefix("refused"), !isOurs { continue }
            compared.insert(script.path)
            if let difference = Comparison.difference(script.answers, part) {
                let what =
                    (try? String(contentsOfFile: script.path, encoding: .utf8))?.firstMatch(of: #/calculate="([^"]*)"/#)
                    .map { String($0.1) } ?? ""
                Issue.record("\(script.path) \(what) seed \(seed) \(zone)\n\(difference)\n\(script.reason)")
            }
        }
        return compared.count
    }

    @Test(
        "Every function and operator gives what it gives in JavaRosa",
        arguments: [("UTC", 0), ("Africa/Maputo", 120)]
    )
    func expressions(zone: String, offset: Int) throws {
        guard JavaRosa.absence == nil else { return JavaRosa.skip("functions and operators") }
        let folder = FileManager.default.temporaryDirectory.appending(path: "forms-expressions-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var scripts: [(seed: UInt64, script: FormScript)] = []
        var unfilled: [String] = []
        for (number, sample) in ExpressionSamples.all.enumerated() {
            let url = folder.appending(path: "\(number).xml")
            try Data(ExpressionSamples.form(sample.expression, type: sample.type).utf8).write(to: url)
            let script = try FormScript(url, offsetMinutes: offset)
            #expect(
                script.session != nil || script.reason.contains("evaluation"),
                "\(sample.expression): \(script.reason)"
            )
            if script.session == nil { unfilled.append(sample.expression) }
            script.states()
            for (path, text) in ExpressionSamples.answers {
                script.answer(path, text)
                script.states()
            }
            scripts.append((UInt64(number), script))
        }
        let compared = try compare(scripts, zone: zone, isOurs: true)
        #expect(compared == ExpressionSamples.all.count)
        // Those that have no value while nothing is answered are refused by both.
        #expect(unfilled.isEmpty, "\(unfilled)")
    }
}

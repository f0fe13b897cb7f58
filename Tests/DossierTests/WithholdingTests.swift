import Dossier
import Formats
import Foundation
import KernelSamples
import Testing

@Suite("What is withheld is nowhere, and can be opened")
struct WithholdingTests {
    private func make(
        _ plan: DossierPlan,
        _ scratch: Scratch,
        _ version: DossierVersion,
        key: SaltKey,
        to target: String? = nil
    ) async throws -> DossierMaker.Summary {
        let maker = DossierMaker(
            plan,
            folder: "\(scratch.path)/in",
            version: version,
            key: key,
            verifyText: Array("see the page\n".utf8)
        )
        return try await maker.make("\(scratch.path)/\(target ?? version.rawValue)", as: .folder)
    }

    private static let alphabet = Array("abcdefghjkmnpqrstuvwxyzàéöñşABC0189 -'\"\\")

    private static func word(_ dice: inout Dice) -> String {
        let middle = (0..<Int.random(in: 4...14, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? "x" }
        return "Zq" + String(middle) + "kW"
    }

    /// A case by chance: some words are withheld, and stand in facts, logs, names of people and files.
    private static func plan(
        _ dice: inout Dice,
        _ scratch: Scratch,
        _ secrets: inout [String: DossierVersion]
    ) throws
        -> DossierPlan
    {
        var plan = DossierPlan(title: "A case", reference: "C-1")
        var lines: [String] = []
        var facts: [JSONNode.Member] = []
        for index in 0..<6 {
            let secret = word(&dice)
            let from: DossierVersion = Bool.random(using: &dice) ? .disclosure : .public
            secrets[secret] = from
            switch index % 3 {
            case 0:
                plan.withhold.append(.init(.words(secret), why: "a witness", from: from))
                facts.append(.init("f\(index)", .string("said by \(secret) twice: \(secret.uppercased())")))
                plan.exhibits.append(.init(id: "E\(index)", description: "of \(secret)", files: ["plain\(index).txt"]))
                try scratch.write("in/plain\(index).txt", "nothing of note \(index)")
            case 1:
                plan.withhold.append(.init(.person(secret), why: "an officer", from: from))
                for act in ["collected", "moved"] {
                    let entry = JSONNode.object([
                        .init("id", .string("e\(index)\(act)")), .init("exhibit", .string("E0")),
                        .init("at", .string("2026-03-02T09:00:00.000Z")),
                        .init("recorded", .string("2026-03-02T09:00:00.000Z")),
                        .init("by", .string(secret)), .init("act", .string(act)),
                        .init("purpose", .string("asked by \(secret)")),
                    ])
                    lines.append(entry.text())
                }
            default:
                let name = "secret file \(index).txt"
                plan.withhold.append(.init(.file(name), why: "a child", from: from))
                plan.exhibits.append(.init(id: "E\(index)", description: "a file", files: [name]))
                try scratch.write("in/\(name)", "this is the file of \(secret)")
                let digest = ContentDigests(of: Array("this is the file of \(secret)".utf8)).sha256
                lines.append(#"{"id":"E\#(index)","sha256":"\#(Hexadecimal.text(digest))"}"#)
                secrets[Hexadecimal.text(digest)] = from
                secrets[name] = from
            }
        }
        plan.facts = .object(facts)
        plan.papers[.logs] = ["log.jsonl"]
        try scratch.write("in/log.jsonl", lines.joined(separator: "\n") + "\n")
        return plan
    }

    @Test(arguments: (0..<12).map { _ in UInt64.random(in: 0 ... .max) })
    func noWithheldWordStandsInAnyByte(seed: UInt64) async throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        let scratch = try Scratch()
        let key = try #require(SaltKey(bytes: dice.bytes(32)))
        var secrets: [String: DossierVersion] = [:]
        let plan = try Self.plan(&dice, scratch, &secrets)
        for version in DossierVersion.allCases {
            let made = try await make(plan, scratch, version, key: key)
            let checker = try await DossierChecker(try BagFiles("\(scratch.path)/\(version.rawValue)"))
            #expect(checker.faults == [])
            #expect(checker.withheld.count == made.withheld, "the number of withheld things is told")
            let scan = WordScan(secrets.keys.sorted().enumerated().map { ($1, $0) })
            let leaks = Set(scan.leaks(in: try scratch.everything(below: version.rawValue), of: "").map(\.thing))
            for (index, secret) in secrets.keys.sorted().enumerated() {
                let isWithheld = secrets[secret].map { $0 <= version } ?? false
                if isWithheld { #expect(!leaks.contains(index), "\(version) gives away \(secret)") }
                if version == .full { #expect(leaks.contains(index), "\(secret) is lost") }
            }
        }

        // Every commitment of the versions opens with what the full one keeps, and with nothing else.
        let lines = Opening.lines(try scratch.bytes("full/data/openings.tsv"))
        for version in [DossierVersion.disclosure, .public] {
            var checker = try await DossierChecker(try BagFiles("\(scratch.path)/\(version.rawValue)"))
            let listed = Set(checker.withheld.map(\.commitment))
            let own = lines.filter { line in line.map { listed.contains($0.commitment) } ?? false }
            #expect(own.count == listed.count)
            try checker.open(own, folder: "\(scratch.path)/full")
            #expect(checker.faults == [] && checker.opened == listed.count)
            for line in own.compactMap({ $0 }) where line.kind != .file {
                var salt = line.salt
                salt[Int.random(in: 0..<32, using: &dice)] ^= 1
                let content = Array(line.content.utf8)
                #expect(line.commitment.opens(salt: line.salt, content: content))
                #expect(!line.commitment.opens(salt: salt, content: content))
                #expect(!line.commitment.opens(salt: line.salt, content: content + [0]))
                #expect(
                    !line.commitment.opens(salt: line.salt + [content.first ?? 0], content: Array(content.dropFirst()))
                )
            }
            let file = "full/data/exhibits/E2/secret file 2.txt"
            let bytes = try scratch.bytes(file)
            try scratch.write(file, "other")
            if let line = own.compactMap({ $0 }).first(where: { $0.content.hasSuffix("file 2.txt") }) {
                try checker.open([line], folder: "\(scratch.path)/full")
                #expect(checker.faults.map(\.kind) == [.commitment])
            }
            try scratch.write(file, bytes)
        }
    }

    @Test func whatStandsElsewhereTooIsRefused() async throws {
        let scratch = try Scratch()
        let key = try #require(SaltKey(bytes: [UInt8](repeating: 1, count: 32)))
        try scratch.write("in/report.txt", Array("so said GRACE tembo".utf8))
        var plan = DossierPlan(title: "A case", reference: "C-1")
        plan.papers[.reports] = ["report.txt"]
        plan.facts = .object([.init("a", .string("Grace Tembo")), .init("b", .string("Mbala"))])
        plan.withhold = [.init(.words("Grace Tembo"), why: "a witness", from: .disclosure)]
        await #expect(throws: DossierError.leak([.init(file: "data/reports/report.txt", offset: 8, thing: 0)])) {
            _ = try await make(plan, scratch, .public, key: key)
        }
        #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/public.part"))
        plan.withhold = [.init(.words("nobody"), why: "a slip", from: .disclosure)]
        await #expect(throws: DossierError.missing("withhold[0]")) {
            _ = try await make(plan, scratch, .public, key: key)
        }
        // A place in a value is named, and the value stands at another.
        plan.facts = .object([.init("a", .string("Mbala")), .init("b", .string("near Mbala"))])
        plan.withhold = [.init(.pointer("/a"), why: "a place", from: .public)]
        await #expect(throws: DossierError.leak([.init(file: "data/dossier.json", offset: 106, thing: 0)])) {
            _ = try await make(plan, scratch, .public, key: key)
        }
    }

    @Test func aSearchFindsWordsAcrossPieces() {
        var dice = Dice(seed: 3)
        let scan = WordScan([("Mwila", 0), ("Ndlovu", 1), ("Çağla", 2)])
        for _ in 0..<300 {
            var bytes = (0..<Int.random(in: 10...60, using: &dice)).map { _ in UInt8(ascii: "m") }
            let word =
                ["MWILA", "ndlovu", "ÇAĞLA", "\\u00C7a\\u011fla", "M\0w\0i\0l\0a\0"].randomElement(using: &dice) ?? ""
            let place = Int.random(in: 0...bytes.count, using: &dice)
            bytes.insert(contentsOf: word.utf8, at: place)
            var search = WordSearch(scan, in: "f")
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...9, using: &dice)))
                piece.withUnsafeBytes { search.look(at: $0) }
                rest = rest.dropFirst(piece.count)
            }
            #expect(search.leaks.map(\.offset) == [place], "\(word)")
        }
    }
}

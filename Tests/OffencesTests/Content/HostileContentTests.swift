import Formats
import KernelSamples
import Offences
import Testing
import Vocabulary

@Suite("Hostile and careless files")
struct HostileContentTests {
    private static let files = [
        "Content/offences/offences.json", "Content/offences/triage.json",
        "Content/offences/mutual-legal-assistance.json", "Content/packs/simulated/provisions.json",
        "docs/examples/board.json",
    ]

    /// Reads a file by what it is; the faults, or nothing if it is good.
    private static func read(
        _ bytes: [UInt8],
        as file: String,
        _ catalogue: OffenceCatalogue,
        _ vocabulary: [Offence]
    ) -> [ContentFault] {
        do throws(ContentFaults) {
            switch file {
            case "Content/offences/offences.json":
                _ = try OffenceCatalogue(reading: bytes, file: file, vocabulary: vocabulary)
            case "Content/offences/triage.json":
                _ = try TriageGuide(reading: bytes, file: file, catalogue: catalogue)
            case "Content/offences/mutual-legal-assistance.json":
                _ = try AssistanceGuide(reading: bytes, file: file, catalogue: catalogue)
            case "docs/examples/board.json": _ = try BoardFile(reading: bytes, file: file)
            default: _ = try NationalLaw(reading: bytes, file: file, catalogue: catalogue)
            }
            return []
        } catch {
            return error.faults
        }
    }

    private static func changed(_ file: String, _ old: String, _ new: String) throws -> [ContentFault] {
        let text = String(decoding: try Shelf.bytes(file), as: UTF8.self)
        let other = text.replacing(old, with: new, maxReplacements: 1)
        #expect(other != text, "\(old) is not in \(file)")
        return read([UInt8](other.utf8), as: file, try Shelf.catalogue(), try Shelf.lexicon().offences)
    }

    @Test(arguments: files)
    func nothingCrashesTheReader(_ file: String) throws {
        let seed: UInt64 = 23
        print("seed \(seed) for \(file)")
        var dice = Dice(seed: seed)
        let good = try Shelf.bytes(file)
        let catalogue = try Shelf.catalogue()
        let vocabulary = try Shelf.lexicon().offences
        #expect(Self.read(good, as: file, catalogue, vocabulary).isEmpty)
        let traps = [UInt8]("\"\\{}[],:09-.eE\u{0}\n tfn".utf8)
        for _ in 0..<(good.count > 100_000 ? 25 : 150) {
            var bytes = good
            for _ in 0..<Int.random(in: 1...3, using: &dice) {
                let index = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes[index] = dice.pick(traps)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(dice.pick(traps), at: index)
                default: bytes.removeSubrange(index..<min(bytes.count, index + 40))
                }
            }
            let faults = Self.read(bytes, as: file, catalogue, vocabulary)
            for fault in faults { #expect(fault.line >= 1 && !fault.message.isEmpty) }
        }
        for bytes: [UInt8] in [
            [], [0], [UInt8]("[]".utf8), [UInt8]("null".utf8), Array(repeating: 0x5B, count: 100_000),
        ] {
            #expect(!Self.read(bytes, as: file, catalogue, vocabulary).isEmpty)
        }
    }

    @Test(
        "A fault names its line and its place",
        arguments: [
            ("Content/offences/offences.json", "\"T12\"\n", "\"T99\"\n", "T99 is not a technology"),
            (
                "Content/offences/offences.json", "\"owner\": \"legal\"", "\"owner\": \"nobody\"",
                "nobody is not an owner"
            ),
            ("Content/offences/offences.json", "\"review\": \"2027-05-31\"", "\"review\": \"soon\"", "expected a day"),
            ("Content/offences/offences.json", "\"id\": \"O01.1b\"", "\"id\": \"O01.1a\"", "stands twice"),
            ("Content/offences/offences.json", "\"id\": \"O01.1b\"", "\"id\": \"O02.1b\"", "expected O01.1a"),
            (
                "Content/offences/offences.json", "\"id\": \"O18\"", "\"id\": \"O77\"",
                "the vocabulary has no offence O77"
            ),
            ("Content/offences/triage.json", "\"formalisation\"\n", "\"prison\"\n", "expected one of"),
            ("Content/offences/triage.json", "\"id\": \"criminal\"", "\"id\": \"administrative\"", "each once"),
            (
                "Content/offences/mutual-legal-assistance.json", "\"source\": \"untoc\"", "\"source\": \"rumour\"",
                "rumour is not a source"
            ),
            ("Content/packs/simulated/provisions.json", "\"2023-12-31\"", "\"2024-02-01\"", "begins before"),
            ("Content/packs/simulated/provisions.json", "\"mostMonths\": 36", "\"mostMonths\": 3600", "whole number"),
            ("Content/packs/simulated/provisions.json", "\"O01.1\"", "\"O01.9\"", "O01.9 is not an element"),
            ("docs/examples/board.json", "\"supports\"", "\"proves\"", "expected one of supports"),
            ("docs/examples/board.json", "\"2026-04-15\"", "\"2026-02-15\"", "ends before it begins"),
        ]
    )
    func faultsArePlaced(_ file: String, _ old: String, _ new: String, _ said: String) throws {
        let faults = try Self.changed(file, old, new)
        let fault = try #require(faults.first { $0.message.contains(said) }, "\(faults)")
        #expect(fault.file == file && fault.line > 1 && !fault.path.isEmpty)
    }

    @Test func anItemWithoutSourceOwnerOrReviewIsAFault() throws {
        let file = "Content/offences/offences.json"
        let text = String(decoding: try Shelf.bytes(file), as: UTF8.self)
        let root = try JSONNode(parsing: [UInt8](text.utf8))
        var count = 0
        for list in ["steps", "convergence", "offences"] {
            for key in ["sources", "owner", "review"] where !(list == "offences" && key == "sources") {
                let node = Self.without(key, inFirstOf: list, root)
                let faults = Self.read(node.bytes(), as: file, try Shelf.catalogue(), try Shelf.lexicon().offences)
                #expect(faults.contains { $0.message == "the key \(key) is missing" && $0.path == "\(list)[0]" })
                count += 1
            }
        }
        #expect(count == 8)
    }

    private static func without(_ key: String, inFirstOf list: String, _ root: JSONNode) -> JSONNode {
        guard case .object(var members) = root, let index = members.firstIndex(where: { $0.name == list }),
            case .array(var items) = members[index].value, case .object(var item) = items[0]
        else { return root }
        item.removeAll { $0.name == key }
        items[0] = .object(item)
        members[index].value = .array(items)
        return .object(members)
    }
}

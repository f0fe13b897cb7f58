import Formats
import KernelSamples
import Remedy
import Testing
import Vocabulary

@Suite("The shipped files")
struct ShippedFileTests {
    @Test(arguments: ["company", "state", "icoca", "commitment", "mediation"])
    func proceduresAreRead(_ name: String) throws {
        let procedure = try Content.procedure(name)
        #expect(procedure.id == name && !procedure.steps.isEmpty && !procedure.sources.isEmpty)
        for label in procedure.steps.map(\.label) + procedure.bodies.map(\.label) {
            // Languages with one word for a thing are few; four alike would be a text that nobody translated.
            #expect(Set(label.all).count > 1)
        }
    }

    @Test func categoriesCalendarsAndConsentAreRead() throws {
        let table = try Content.categories()
        #expect(table.categories.count >= 28 && table.routes.count == 9)
        let grave = table.categories.filter(\.isGrave).map(\.id.rawValue).sorted()
        #expect(
            grave == [
                "child", "disappearance", "forced-labour", "killing", "sexual-violence", "torture", "trafficking",
            ]
        )
        #expect(try Content.consent().steps.count == 9)
        for name in ["mz", "pe", "cd-east", "cd-west"] { #expect(try Content.calendar(name).id == name) }
    }
}

@Suite("Hostile and careless files")
struct ReadingTests {
    private static let files = [
        "procedures/company", "procedures/commitment", "procedures/mediation", "procedures/fpic",
        "procedures/categories", "procedures/impact",
        "calendars/pe",
    ]

    /// Reads a file by what it is; the faults, or nothing if it is good.
    private static func read(_ bytes: [UInt8], as file: String) -> [FileFault] {
        do throws(FileFaults) {
            switch file {
            case "procedures/fpic": _ = try ConsentProtocol(reading: bytes, file: file)
            case "procedures/impact": _ = try ImpactGuide(reading: bytes, file: file)
            case "procedures/categories": _ = try CategoryTable(reading: bytes, file: file)
            case "calendars/pe": _ = try CalendarFile(reading: bytes, file: file)
            default: _ = try Procedure(reading: bytes, file: file)
            }
            return []
        } catch {
            return error.faults
        }
    }

    private static func changed(_ file: String, _ old: String, _ new: String) throws -> [FileFault] {
        let text = String(decoding: try Content.bytes("Content/\(file).json"), as: UTF8.self)
        let other = text.replacing(old, with: new, maxReplacements: 1)
        #expect(other != text, "\(old) is not in \(file)")
        return read([UInt8](other.utf8), as: file)
    }

    @Test(arguments: files)
    func nothingCrashesTheReader(_ file: String) throws {
        let seed: UInt64 = 7
        print("seed \(seed) for \(file)")
        var dice = Dice(seed: seed)
        let good = try Content.bytes("Content/\(file).json")
        #expect(Self.read(good, as: file).isEmpty)
        let traps = [UInt8]("\"\\{}[],:09-.eE\u{0}\n tfn".utf8)
        for _ in 0..<150 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...3, using: &dice) {
                let index = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes[index] = traps.randomElement(using: &dice)!
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(traps.randomElement(using: &dice)!, at: index)
                default: bytes.removeSubrange(index..<min(bytes.count, index + 40))
                }
            }
            for fault in Self.read(bytes, as: file) { #expect(fault.line >= 1 && !fault.message.isEmpty) }
        }
    }

    @Test(arguments: files)
    func whatIsNoFileAtAllIsSaidToBeNone(_ file: String) {
        let hostile: [[UInt8]] = [
            [], [0], [0xFF, 0xFE], [UInt8]("null".utf8), [UInt8]("[]".utf8), [UInt8]("{}".utf8), [UInt8]("7".utf8),
            [UInt8](String(repeating: "[", count: 100_000).utf8), [UInt8](repeating: 0x20, count: 2 << 20),
            [UInt8](#"{"kind":"grievance","kind":"grievance"}"#.utf8),
            [UInt8](
                #"{"kind":{},"id":[],"version":1e9,"label":null,"sources":{},"bodies":7,"steps":"","terms":[]}"#.utf8
            ),
        ]
        for bytes in hostile { #expect(!Self.read(bytes, as: file).isEmpty) }
    }

    @Test func faultsNameLineAndPath() throws {
        let faults = try Self.changed("procedures/company", #""days": 5"#, #""days": 0"#)
        #expect(faults.count == 1)
        #expect(faults.first?.path == "steps[0].limit.days")
        #expect(faults.first.map { $0.line > 50 } ?? false)
        #expect(faults.first?.message == "expected a whole number from 1 to 3650")
    }

    @Test(arguments: [
        // What would harm people is no procedure.
        (#""appeal": "appeal", "close": "closed""#, #""close": "closed""#, "where nobody can appeal"),
        (#""fail-mediation": "proposal", "#, "", "which a person cannot leave"),
        (#""moves": {"reopen": "inquiry"}"#, #""moves": {}"#, "from which nothing is reopened"),
        (#""accept": "delivery""#, #""accept": "closed""#, "which is no delivery"),
        (#""uphold": "inquiry""#, #""uphold": "closed""#, "where nothing comes of it"),
        (
            #""confirm": "confirmed", "deny": "delivery", "close""#, #""deny": "delivery", "close""#,
            "a person cannot confirm"
        ),
        (#""admit": "inquiry""#, #""admit": "moon""#, "which is not in the file"),
        (#""admit": "inquiry", "#, #""befriend": "inquiry", "#, "unknown move"),
        (#""dismiss": "dismissed", "withdraw": "withdrawn""#, #""dismiss": "dismissed""#, "a person cannot withdraw"),
        (#""alternates": ["appeals-panel"]"#, #""alternates": ["independent-panel"]"#, "not another body"),
        (#""id": "screening""#, #""id": "received""#, "stands twice"),
        (#""pt": "Recebida", "#, "", "the key pt is missing"),
    ])
    func proceduresThatTakeRightsAwayAreRefused(_ old: String, _ new: String, _ said: String) throws {
        let faults = try Self.changed("procedures/company", old, new)
        #expect(faults.contains { $0.message.contains(said) }, "\(faults.map(\.message))")
    }

    @Test func otherFiles() throws {
        let changes = [
            ("procedures/fpic", #""decision": true"#, #""decision": false"#, "one step in which the people decide"),
            ("procedures/fpic", #""after": ["plan"]"#, #""after": ["agreement"]"#, "does not stand before it"),
            (
                "procedures/categories", #""standard": "plausible""#, #""standard": "hearsay""#,
                "expected one of plausible"
            ),
            ("procedures/categories", #""icoc": [33, 34]"#, #""icoc": [99]"#, "28 to 68"),
            (
                "procedures/commitment", #""moves": {"report-done": "reported"}"#,
                #""moves": {"report-done": "open", "x": "kept"}"#, "unknown move"
            ),
            ("calendars/pe", #""saturday", "sunday""#, #""saturday", "freeday""#, "expected one of monday"),
            ("calendars/pe", #"{"days": -3}"#, #"{"days": -300}"#, "-70 to 70"),
            ("calendars/pe", #"{"month": 6, "day": 29}"#, #"{"month": 6, "day": 31}"#, "1 to 30"),
            ("calendars/pe", #""minutes": -300"#, #""minutes": -3000"#, "-840 to 840"),
        ]
        for (file, old, new, said) in changes {
            let faults = try Self.changed(file, old, new)
            #expect(faults.contains { $0.message.contains(said) }, "\(file): \(faults.map(\.message))")
        }
    }
}

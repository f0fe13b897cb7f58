import KernelSamples
import Ledger
import LedgerStore
import Notary
import Testing

/// The files of a mirror, in memory.
private struct MemoryFiles: LogFiles {
    var files: [String: [UInt8]] = [:]

    func lock() throws(FileFault) -> Bool { false }
    func read(_ path: String) throws(FileFault) -> [UInt8]? { files[path] }
    func read(_ path: String, from offset: Int, count: Int) throws(FileFault) -> [UInt8] {
        Array((files[path] ?? []).dropFirst(offset).prefix(count))
    }
    func names(in folder: String) throws(FileFault) -> [String] {
        let start = folder.isEmpty ? "" : "\(folder)/"
        let names = files.keys.filter { $0.hasPrefix(start) }.map { path in
            let rest = path.dropFirst(start.count)
            return rest.firstIndex(of: "/").map { String(rest[...$0]) } ?? String(rest)
        }
        return Set(names).sorted()
    }
    func replace(_ path: String, by bytes: [UInt8], isSafe: Bool) throws(FileFault) {}
    func append(_ bytes: [UInt8], to path: String) throws(FileFault) {}
    func remove(_ path: String) throws(FileFault) {}
    func sync(_ path: String) throws(FileFault) {}
    func syncFolder(_ path: String) throws(FileFault) {}
    func syncAll() throws(FileFault) {}
}

@Suite("The check of a log's folder")
struct LogFolderCheckTests {
    private static let key = try? SigningKey(name: KeyName("log.example/x"), algorithm: .ed25519, seed: Array(0..<32))

    private static func mirror(_ count: Int) throws -> (files: MemoryFiles, key: SigningKey, trust: Trust) {
        let key = try #require(key)
        var files = MemoryFiles()
        var log = TileAppender()
        for size in [40, count - 40] {
            let entries = (0..<size).map { Array("entry \(log.size) \($0)".utf8) }
            log.append(entries) { path, bytes in files.files[path.text] = bytes }
            let note = try Checkpoint(origin: key.name, size: log.size, root: log.root).signed(by: key)
            files.files[size == 40 ? "witnessed" : "checkpoint"] = note.bytes
        }
        // A mirror has the partial tiles of its own size only.
        let wanted = Set(TilePath.added(to: log.size).map(\.text))
        files.files = files.files.filter { !$0.key.hasPrefix("tile/") || wanted.contains($0.key) }
        var trust = Trust()
        trust.add(key.verifier)
        return (files, key, trust)
    }

    @Test("A sound log is verified; without its key nobody vouches")
    func sound() throws {
        let (files, key, trust) = try Self.mirror(300)
        #expect(LogFolderCheck<MemoryFiles>.isLog(files))
        let report = LogFolderCheck(files, trust: trust).report()
        #expect(report.verdict == .verified, "\(report.failures)")
        #expect(report.words(.log) == ["passed sound"] && report.words(.consistency) == ["passed grew"])
        #expect(LogFolderCheck(files, trust: Trust()).report().verdict == .unvouched)
        var named = files
        named.files["log-key"] = Array("\(key.verifier)\n".utf8)
        let claimed = LogFolderCheck(named, trust: Trust()).report()
        #expect(claimed.verdict == .unvouched && claimed.words(.log) == ["passed sound"])
    }

    @Test("Whatever byte of whatever file is changed, it is the file that is named", arguments: UInt64(1)...6)
    func everyByte(seed: UInt64) throws {
        let (files, _, trust) = try Self.mirror(300)
        var dice = Dice(seed: seed)
        for (path, bytes) in files.files.sorted(by: { $0.key < $1.key }) {
            for _ in 0..<80 {
                let index = Int.random(in: 0..<bytes.count, using: &dice)
                var changed = files
                var copy = bytes
                copy[index] ^= UInt8.random(in: 1...255, using: &dice)
                changed.files[path] = copy
                let report = LogFolderCheck(changed, trust: trust).report()
                // The name of the log itself may be what was changed: then no key is known for it.
                guard report.verdict == .failed else {
                    #expect(path == "checkpoint" && report.verdict == .unvouched, "\(path) byte \(index)")
                    continue
                }
                let named = Set(report.failures.flatMap(\.places))
                // An entry and the hash of it stand in two files, of which neither is known to be the right one.
                let twin = path.replacing("tile/entries/", with: "tile/0/")
                let isNamed = named.contains(path) || named.contains(path.replacing("tile/0/", with: "tile/entries/"))
                #expect(isNamed || named.contains(twin), "\(path) byte \(index): \(named)")
            }
        }
    }

    @Test("An older copy, and a second history, are told")
    func history() throws {
        var (files, key, trust) = try Self.mirror(300)
        let ahead = Checkpoint(origin: key.name, size: 301, root: .empty)
        files.files["witnessed"] = try ahead.signed(by: key).bytes
        #expect(LogFolderCheck(files, trust: trust).report().failures.map(\.message) == ["verify.consistency.behind"])
        files.files["witnessed"] = try Checkpoint(origin: key.name, size: 40, root: .empty).signed(by: key).bytes
        #expect(LogFolderCheck(files, trust: trust).report().failures.map(\.message) == ["verify.consistency.fork"])
        files.files["witnessed"] = nil
        files.files["tile/0/000"] = nil
        #expect(LogFolderCheck(files, trust: trust).report().failures.contains { $0.places == ["tile/0/000"] })
        trust = Trust()
    }
}

import KernelSamples
import Ledger
import LedgerStore
import Testing

/// What may happen at every single operation on the log's files, and what must hold afterwards.
@Suite("Trouble at every operation")
struct CrashTests {
    /// Batches that fill tiles, repeat entries, and let the journal be cut back.
    private static let sizes = [1, 3, 0, 250, 2, 300, 40]

    private struct Witnessed {
        /// Entries that the log said it holds, by their place.
        var acknowledged: [UInt64: [UInt8]] = [:]
        /// Checkpoints that the log gave out.
        var notes: [SignedNote] = []
    }

    /// Runs batches until one fails.
    private func run(_ disk: SimulatedDisk, from start: Int, _ seen: inout Witnessed) throws(LogFault) {
        let key: SigningKey
        do { key = try Samples.key() } catch { return }
        var writer = try LogWriter(files: disk, signer: key, known: seen.notes)
        writer.journalLimit = 9_000
        seen.notes.append(writer.checkpoint)
        var next = start
        for size in Self.sizes {
            // The last ten of the batch before come again.
            let entries = Samples.entries(max(start, next - 10)..<(next + size))
            next += size
            let committed = try writer.commit(entries)
            for (entry, place) in zip(entries, committed.entries) { seen.acknowledged[place.index] = entry }
            seen.notes.append(committed.checkpoint)
        }
    }

    private func check(_ disk: SimulatedDisk, _ seen: Witnessed, _ comment: Comment) throws {
        let key = try Samples.key()
        let note = try SignedNote(parsing: try #require(disk.contents["checkpoint"]))
        let now = try Samples.checkpoint(note)
        let report = LogCheck(disk, key: key.verifier)
        #expect(report.findings == [], comment)
        let entries = try Samples.held(disk, size: now.size)
        // No entry is lost that was said to be in the log, and none stands twice.
        for (place, entry) in seen.acknowledged {
            #expect(place < now.size && entries[Int(place)] == entry, comment)
        }
        #expect(Set(entries).count == entries.count, comment)
        // Nothing was ever signed or seen that is not a beginning of what is there: no fork, and no size with two roots.
        for other in try seen.notes + disk.published.map({ try SignedNote(parsing: $0) }) {
            let earlier = try Samples.checkpoint(other)
            try #require(earlier.size <= now.size, comment)
            #expect(try earlier.root == Samples.root(entries, size: earlier.size), comment)
        }
    }

    @Test(
        "The process ends, the power goes, or a file cannot be written: no fork, and no acknowledged entry is lost",
        arguments: ["kill", "power", "EIO", "ENOSPC"],
        UInt64(1)...2
    )
    func trouble(kind: String, seed: UInt64) throws {
        let trouble: SimulatedDisk.Trouble =
            switch kind {
            case "kill": .kill
            case "power": .power
            case "EIO": .fault(5)
            default: .fault(28)
            }
        var operation = 0
        var dice = Dice(seed: seed)
        while true {
            operation += 1
            let comment: Comment = "\(kind) at operation \(operation), seed \(seed)"
            let disk = SimulatedDisk(seed: seed &* 1000 &+ UInt64(operation))
            var seen = Witnessed()
            disk.plan(trouble, at: operation)
            let first = fault { () throws(LogFault) in try run(disk, from: 0, &seen) }
            if first == nil, disk.hasTroublePending { break }
            // It comes again while the log recovers, and once more.
            for _ in 0..<2 {
                disk.restart()
                disk.plan(trouble, at: Int.random(in: 1...60, using: &dice))
                _ = fault { () throws(LogFault) in try run(disk, from: 0, &seen) }
            }
            disk.restart()
            let last = fault { () throws(LogFault) in try run(disk, from: 0, &seen) }
            try #require(last == nil, comment)
            try check(disk, seen, comment)
            #expect(
                Samples.entries(0..<596).allSatisfy { seen.acknowledged.values.contains($0) } || last != nil,
                comment
            )
        }
        #expect(operation > 60)
    }
}

import Ledger
import LedgerStore
import Testing

@Suite("The log for many callers")
struct LogStoreTests {
    @Test("Entries that come together share a checkpoint; each is told its own place")
    func groups() async throws {
        let disk = SimulatedDisk(seed: 1)
        var pace = LogStore<SimulatedDisk>.Pace()
        (pace.entries, pace.milliseconds) = (100, 1)
        let store = try LogStore(files: disk, signer: Samples.key(), pace: pace)
        let entries = Samples.entries(0..<1000)
        let answers = try await withThrowingTaskGroup(of: (Int, UInt64, SignedNote).self) { group in
            for (place, entry) in entries.enumerated() {
                group.addTask {
                    let answer = try await store.append(entry)
                    return (place, answer.entry.index, answer.checkpoint)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let held = try Samples.held(disk, size: 1000)
        for (place, index, note) in answers {
            #expect(held[Int(index)] == entries[place])
            #expect(try Samples.checkpoint(note).size > index)
        }
        #expect(Set(answers.map(\.1)).count == 1000)
        #expect(try Samples.checkpoint(store.checkpoint).size == 1000)
        #expect(Set(answers.map(\.2)).count <= 1000)
        let again = try await store.append(entries[17])
        #expect(!again.entry.isNew)
        try await store.compact()
        #expect(LogCheck(disk, key: try Samples.key().verifier).isSound)
    }

    @Test("One entry alone waits no longer than the pace, one too long is refused alone, and a fault is told to all")
    func faults() async throws {
        let disk = SimulatedDisk(seed: 1)
        var pace = LogStore<SimulatedDisk>.Pace()
        (pace.entries, pace.milliseconds) = (3, 1)
        let store = try LogStore(files: disk, signer: Samples.key(), pace: pace)
        async let tooLong = Result { () in try await store.append([UInt8](repeating: 0, count: 70_000)) }
        async let fitting = store.append([1])
        #expect(try await fitting.entry.index == 0)
        guard case .failure(let error) = await tooLong else {
            Issue.record("an entry that is too long was taken")
            return
        }
        #expect(error as? LogFault == .entryTooLong)
        disk.plan(.fault(28), at: 1)
        await #expect(throws: LogFault.files(FileFault("append", ".state/journal", code: 28))) {
            try await store.append([2])
        }
        await #expect(throws: LogFault.hasStopped) { try await store.append([3]) }
    }
}

extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

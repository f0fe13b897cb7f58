import Dispatch
public import Ledger
import Synchronization

/// The log on disk for many callers at once: entries that come together are put on the disk together.
///
/// ```swift
/// let log = try LogStore(files: PosixFiles(folder: "ledger"), signer: key, known: witnessed)
/// let (entry, checkpoint) = try await log.append(leaf)
/// ```
public final class LogStore<Files: LogFiles>: Sendable {
    /// When a batch is put on the disk.
    public struct Pace: Sendable {
        /// The most entries in one batch.
        public var entries = 1000
        /// How long the first entry of a batch waits for others, in milliseconds.
        public var milliseconds = 200

        /// The usual pace.
        public init() {}
    }

    private typealias Waiting = (entry: [UInt8], answer: CheckedContinuation<Result<Answer, LogFault>, Never>)

    /// An entry's place, and the checkpoint that holds it.
    public typealias Answer = (entry: LoggedEntry, checkpoint: SignedNote)

    private struct Pending {
        var waiting: [Waiting] = []
        var isTimed = false
        var checkpoint: SignedNote
    }

    private let pace: Pace
    /// Entries that wait for a batch, and the last checkpoint; held for moments only, never while a file is touched.
    private let pending: Mutex<Pending>
    /// The writer; only the queue touches it, so that its lock is never waited for.
    private let writer: Mutex<LogWriter<Files>>
    private let queue = DispatchQueue(label: "ledger")

    /// Opens the log, or begins it; see ``LogWriter/init(files:signer:formerKeys:known:isResuming:)``.
    public init(
        files: Files,
        signer: some NoteSigner,
        formerKeys: [VerifierKey] = [],
        known: [SignedNote] = [],
        isResuming: Bool = false,
        pace: Pace = Pace()
    ) throws(LogFault) {
        self.pace = pace
        let writer = try LogWriter(
            files: files,
            signer: signer,
            formerKeys: formerKeys,
            known: known,
            isResuming: isResuming
        )
        pending = Mutex(Pending(checkpoint: writer.checkpoint))
        self.writer = Mutex(writer)
    }

    /// The last checkpoint that was published.
    public var checkpoint: SignedNote { pending.withLock { $0.checkpoint } }

    /// Takes an entry, and answers when it is on the disk and in a published checkpoint.
    ///
    /// - Throws: ``LogFault``.
    public func append(_ entry: [UInt8]) async throws(LogFault) -> Answer {
        let answer = await withCheckedContinuation { continuation in
            let (isFull, isFirst) = pending.withLock { pending in
                pending.waiting.append((entry, continuation))
                let isFirst = !pending.isTimed
                pending.isTimed = true
                return (pending.waiting.count == pace.entries, isFirst)
            }
            if isFull {
                queue.async { self.commit() }
            } else if isFirst {
                queue.asyncAfter(deadline: .now() + .milliseconds(pace.milliseconds)) { self.commit() }
            }
        }
        return try answer.get()
    }

    /// Puts everything on the disk and cuts the journal back; for the end of the day's work.
    public func compact() async throws(LogFault) {
        let result: Result<Void, LogFault> = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(
                    returning: self.writer.withLock { writer in
                        do throws(LogFault) { return .success(try writer.compact()) } catch { return .failure(error) }
                    }
                )
            }
        }
        try result.get()
    }

    private func commit() {
        let batch = pending.withLock { pending in
            let batch = Array(pending.waiting.prefix(pace.entries))
            pending.waiting.removeFirst(batch.count)
            pending.isTimed = !pending.waiting.isEmpty
            return batch
        }
        guard !batch.isEmpty else { return }
        // What came in the meantime goes next.
        if pending.withLock({ !$0.waiting.isEmpty }) { queue.async { self.commit() } }
        // An entry that is too long is refused alone.
        let fitting = batch.filter { $0.entry.count <= EntryBundle.longestEntry }
        for each in batch where each.entry.count > EntryBundle.longestEntry {
            each.answer.resume(returning: .failure(.entryTooLong))
        }
        let result: Result<Committed, LogFault> = writer.withLock { writer in
            do throws(LogFault) {
                return .success(try writer.commit(fitting.map(\.entry)))
            } catch {
                return .failure(error)
            }
        }
        if case .success(let committed) = result { pending.withLock { $0.checkpoint = committed.checkpoint } }
        for (place, each) in fitting.enumerated() {
            each.answer.resume(returning: result.map { ($0.entries[place], $0.checkpoint) })
        }
    }
}

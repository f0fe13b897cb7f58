internal import Foundation
internal import Identity
internal import ServiceLifecycle
internal import Store
internal import Synchronization

/// Lets a session go on while it is used, and says so to the store seldom: each time makes everybody's kept answers old.
///
/// What is to be written is written beside the requests: no page waits for a writer, and none fails for a full disk.
final class SessionKeeper: Sendable {
    private struct Use: Sendable {
        let session: Int64
        let until: Date
    }

    /// So many sessions are remembered; then all are noted again.
    private static let countLimit = 10_000

    private let store: FactStore
    private let rules: SessionRules
    private let now: @Sendable () -> Date
    /// When the use of a session is to be noted again.
    private let due = Mutex<[Int64: Date]>([:])
    private let uses: AsyncStream<Use>
    private let writer: AsyncStream<Use>.Continuation

    init(store: FactStore, rules: SessionRules = .standard, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.rules = rules
        self.now = now
        (uses, writer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.countLimit))
    }

    /// Notes that a reader's session is in use, if it is time to.
    func noteUse(by reader: Reader) {
        guard let session = reader.session else { return }
        let time = now()
        // Nearly every request comes before it is time.
        if let next = due.withLock({ $0[session] }), next > time { return }
        let idle = rules.limits(of: reader.roles.map(\.rawValue)).idle
        // A tenth of the idle time is lost at most to those who stop right before it is noted.
        let interval = max(SessionRules.touchInterval, idle / 10)
        let isDue = due.withLock { due in
            if let next = due[session], next > time { return false }
            if due.count >= Self.countLimit { due = [:] }
            due[session] = time.addingTimeInterval(Double(interval))
            return true
        }
        guard isDue else { return }
        writer.yield(Use(session: session, until: time.addingTimeInterval(Double(idle))))
    }
}

extension SessionKeeper: Service {
    /// Writes what was noted until the server ends.
    func run() async throws {
        for await use in uses.cancelOnGracefulShutdown() {
            do { try await store.touchSession(use.session, until: use.until) } catch {
                // Noted again with the next request.
                due.withLock { $0[use.session] = nil }
            }
        }
    }
}

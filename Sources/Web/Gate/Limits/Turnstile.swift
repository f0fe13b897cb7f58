internal import Synchronization

/// Lets a few in at a time, and turns the others away: for what takes much memory while it is worked on.
final class Turnstile: Sendable {
    private let limit: Int
    private let present = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Runs the body while few others do.
    ///
    /// - Throws: ``SiteError`` with `busy` where too many do, before the body runs.
    func letIn<T>(_ body: () async throws -> T) async throws -> T {
        let isIn = present.withLock { present in
            guard present < limit else { return false }
            present += 1
            return true
        }
        guard isIn else { throw SiteError(.busy) }
        defer { present.withLock { $0 -= 1 } }
        return try await body()
    }
}

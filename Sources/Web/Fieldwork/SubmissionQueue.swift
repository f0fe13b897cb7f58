internal import Synchronization

/// Lets a few submissions in at a time: each may have pictures that stand in memory while they are cleaned.
final class SubmissionQueue: Sendable {
    private let limit: Int
    private let present = Mutex(0)

    init(limit: Int = 8) { self.limit = limit }

    /// Runs the body while few others do.
    ///
    /// - Throws: ``SiteError`` with `busy` where too many do, before the body runs: phones try again by themselves.
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

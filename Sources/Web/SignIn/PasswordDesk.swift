internal import Foundation
internal import Identity

/// Hashes passwords, a few at once and the others in a short queue: each takes 64 MiB and a tenth of a second.
///
/// The work runs on threads of its own, so that the pages of others go on meanwhile.
final class PasswordDesk: Sendable {
    /// How many may be at the desk and in the queue together.
    static let standardLimit = 34

    private let threads: OperationQueue
    private let queue: Turnstile

    init(width: Int = 2, limit: Int = PasswordDesk.standardLimit) {
        threads = OperationQueue()
        threads.maxConcurrentOperationCount = width
        queue = Turnstile(limit: limit)
    }

    /// Keeps a place in the queue while the body runs.
    ///
    /// - Throws: ``SiteError`` with `busy` where the queue is full, before the body runs.
    func queueing<T>(_ body: () async throws -> T) async throws -> T { try await queue.letIn(body) }

    /// Whether a password is the one that was hashed.
    func matches(_ hash: PasswordHash, _ password: Password) async throws -> Bool {
        try await work { try hash.matches(password) }
    }

    /// Hashes a new password.
    func hash(_ password: Password) async throws -> PasswordHash {
        try await work {
            var generator = SystemRandomNumberGenerator()
            return try PasswordHash.make(password, using: &generator)
        }
    }

    /// Runs what takes long on one of the desk's threads.
    func work<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            threads.addOperation { continuation.resume(with: Result { try body() }) }
        }
    }
}

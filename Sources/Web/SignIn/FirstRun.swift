internal import Identity
internal import Synchronization

/// The code with which the first person makes themselves known; made at the start of a server whose store has nobody.
final class FirstRun: Sendable {
    /// A code is good for a day; a restart makes another.
    private static let lifetime = 86_400

    private let grant = Mutex<CodeGrant?>(nil)

    /// Makes a code, which takes the place of an older one.
    func makeCode(at now: UnixTime) -> ReadableCode {
        var generator = SystemRandomNumberGenerator()
        let code = ReadableCode.make(.setUp, using: &generator)
        grant.withLock { $0 = CodeGrant(hash: code.hash, expiresAt: now.adding(Self.lifetime)) }
        return code
    }

    /// Whether a code would open, without using it up.
    func check(_ code: ReadableCode, at now: UnixTime) throws(CodeGrant.Refusal) {
        guard var copy = grant.withLock({ $0 }) else { throw .unknown }
        try copy.use(code, at: now)
    }

    /// Uses the code up: from now on it opens nothing.
    func close() {
        grant.withLock { $0 = nil }
    }
}

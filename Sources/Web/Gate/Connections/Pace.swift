/// How long one connection has kept the server waiting, and whether that was too long.
///
/// Pure bookkeeping over events, in seconds of any clock. Time counts only while the server waits for its peer: a slow
/// page, or an import that takes in its file more slowly than it comes, is nobody's fault.
package struct Pace: Sendable {
    /// What the connection does.
    private enum Phase: Sendable, Equatable {
        /// A head is expected, until then.
        case head(until: Double)
        /// A body is coming; so many seconds of waiting are left.
        case body(credit: Double)
        /// The server writes.
        case answer
    }

    private let limits: ConnectionLimits
    private var phase: Phase
    private var running = 0
    private var isReadingBody = false
    /// Since when a read is outstanding.
    private var waitingSince: Double?
    /// Since when what was written is not taken.
    private var blockedSince: Double?
    /// What came of a body after its answer was complete.
    private var lingered: Int?

    /// The most of a body that is still read after its answer, so that its sender can see the answer.
    private static let lingerLimit = 16 << 20

    /// A connection that begins.
    package init(_ limits: ConnectionLimits, at now: Double) {
        self.limits = limits
        phase = .head(until: now + Double(limits.headSeconds))
    }

    /// The server is ready to read more.
    package mutating func readRequested(at now: Double) {
        if waitingSince == nil { waitingSince = now }
    }

    /// A head came.
    package mutating func headCame(at now: Double) {
        running += 1
        isReadingBody = true
        waitingSince = nil
        phase = .body(credit: Double(limits.stallSeconds))
    }

    /// Part of a body came.
    package mutating func bodyCame(bytes: Int, at now: Double) {
        settle(at: now)
        waitingSince = nil
        if case .body(let credit) = phase {
            let earned = Double(bytes) / Double(max(limits.bodyBytesPerSecond, 1))
            phase = .body(credit: min(credit + earned, Double(limits.stallSeconds)))
        }
        if let before = lingered { lingered = before + bytes }
    }

    /// The body is complete.
    package mutating func bodyEnded(at now: Double) {
        isReadingBody = false
        waitingSince = nil
        lingered = nil
        phase = running > 0 ? .answer : .head(until: now + Double(limits.idleSeconds))
    }

    /// An answer is complete.
    package mutating func answerEnded(at now: Double) {
        running = max(0, running - 1)
        if isReadingBody {
            lingered = lingered ?? 0
        } else if running == 0 {
            phase = .head(until: now + Double(limits.idleSeconds))
        }
    }

    /// The peer takes what is written, or does not.
    package mutating func writable(_ isWritable: Bool, at now: Double) {
        blockedSince = isWritable ? nil : blockedSince ?? now
    }

    /// Whether the connection is to be closed.
    package func isExhausted(at now: Double) -> Bool {
        if let blockedSince, now - blockedSince > Double(limits.stallSeconds) { return true }
        if let lingered, lingered > Self.lingerLimit { return true }
        switch phase {
        case .head(let until): return now > until
        case .body(let credit): return credit - (waitingSince.map { now - $0 } ?? 0) < 0
        case .answer: return false
        }
    }

    /// Takes the time waited until now off the credit.
    private mutating func settle(at now: Double) {
        guard case .body(let credit) = phase, let since = waitingSince else { return }
        phase = .body(credit: credit - (now - since))
        waitingSince = now
    }
}

public import Foundation
import Synchronization

/// Runs assessments in the background, one at a time, and answers how they stand.
public final class AssessmentService: Sendable {
    /// How the last assessment of this process stands.
    public enum State: Sendable {
        /// None was asked for since the program started.
        case idle
        /// It goes on.
        case running(AssessmentProgress)
        /// It is done.
        case done(AssessmentSummary, at: Date)
        /// It could not be made.
        case failed(at: Date)
    }

    private let assessor: Assessor
    private let now: @Sendable () -> Date
    private let current = Mutex<State>(.idle)
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Makes a service around an assessor.
    public init(_ assessor: Assessor, now: @escaping @Sendable () -> Date = { Date() }) {
        self.assessor = assessor
        self.now = now
    }

    /// How it stands.
    public var state: State { current.withLock { $0 } }

    /// Starts an assessment of what has changed.
    ///
    /// - Returns: False if one is going on already.
    @discardableResult
    public func start() -> Bool {
        let mayStart = current.withLock { state in
            if case .running = state { return false }
            state = .running(AssessmentProgress(step: "", done: 0, total: 1))
            return true
        }
        guard mayStart else { return false }
        // Not structured: the visitor's request ends long before the assessment does.
        task.withLock { $0 = Task { await self.run() } }
        return true
    }

    /// Waits for what is going on.
    public func finish() async {
        await task.withLock { $0 }?.value
    }

    /// What would change if a rule were put in force or taken out.
    public func trial(of rule: String) async throws -> RuleTrial {
        try await assessor.trial(of: rule)
    }

    private func run() async {
        do {
            let summary = try await assessor.assess { progress in
                self.current.withLock { $0 = .running(progress) }
            }
            current.withLock { $0 = .done(summary, at: now()) }
        } catch {
            current.withLock { $0 = .failed(at: now()) }
        }
    }
}

import Synchronization

/// Counts finished steps and tells the caller, from any task.
final class StepCounter: Sendable {
    private let done = Mutex(0)
    private let total: Int
    private let report: @Sendable (AssessmentProgress) -> Void

    init(total: Int, report: @escaping @Sendable (AssessmentProgress) -> Void) {
        self.total = total
        self.report = report
    }

    /// Counts a step.
    func finish(_ step: String) {
        let count = done.withLock { count in
            count += 1
            return count
        }
        report(AssessmentProgress(step: step, done: count, total: total))
    }
}

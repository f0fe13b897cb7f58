import Foundation
internal import Synchronization

/// Runs a few programs at a time, each waited for on a thread of its own; the others wait in turn.
///
/// Whoever may send files may send many: the bounds of one program would not hold the machine if any number ran at once.
/// The threads are not those of tasks, which must not wait.
final class ProgramQueue: Sendable {
    typealias Work = @Sendable () -> Void

    static let shared = ProgramQueue(atOnce: max(4, 2 * ProcessInfo.processInfo.activeProcessorCount))

    private struct State {
        var running = 0
        var waiting: [(bell: Bell, work: Work)] = []
    }

    private let atOnce: Int
    private let state = Mutex(State())

    init(atOnce: Int) {
        self.atOnce = atOnce
    }

    /// Does work when it is its turn, or at once if its bell was rung: it is to see that and end.
    func add(_ bell: Bell, _ work: @escaping Work) {
        let isUnwanted = state.withLock { state in
            if bell.isRung { return true }
            state.waiting.append((bell, work))
            return false
        }
        if isUnwanted { work() } else { startNext() }
    }

    /// Does the work of a bell that was rung, if it still waits.
    func callForward(_ bell: Bell) {
        let work = state.withLock { state in
            state.waiting.firstIndex { $0.bell === bell }.map { state.waiting.remove(at: $0).work }
        }
        work?()
    }

    private func startNext() {
        let next: Work? = state.withLock { state in
            guard state.running < atOnce, !state.waiting.isEmpty else { return nil }
            state.running += 1
            return state.waiting.removeFirst().work
        }
        guard let next else { return }
        Thread.detachNewThread {
            next()
            self.state.withLock { $0.running -= 1 }
            self.startNext()
        }
    }
}

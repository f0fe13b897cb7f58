import Formats
import Foundation
import Synchronization

/// One line on standard error that is written over and over while a person waits; nothing where no terminal is.
final class ProgressLine: Sendable {
    /// When the line was last written; nil before the first time.
    private let last = Mutex<ContinuousClock.Instant?>(nil)
    private let isShown: Bool

    /// Whether standard error is a terminal that can write over a line.
    static var isPossible: Bool {
        isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    init(isWanted: Bool = true) {
        isShown = isWanted && Self.isPossible
    }

    /// Shows how things stand, ten times a second at most.
    func show(_ text: @autoclosure () -> String) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            if let time = last, now - time < .milliseconds(100) { return false }
            last = now
            return true
        }
        if isDue { write("\r\u{1B}[K" + Printable.text(text())) }
    }

    /// Takes the line away.
    func clear() {
        let wasShown = last.withLock { last in
            defer { last = nil }
            return last != nil
        }
        if wasShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// A bar of twenty places.
    static func bar(_ done: Int, of total: Int) -> String {
        let share = total > 0 ? min(max(Double(done) / Double(total), 0), 1) : 0
        let full = Int(share * 20)
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: 20 - full) + "]"
            + String(format: " %3.0f %%", share * 100)
    }
}

import KernelSamples
import LedgerStore
import Synchronization

/// Files in memory that behave as a disk may: what was not synced may be lost, whole or in part, when the power goes, and
/// any operation may fail or be the last.
final class SimulatedDisk: LogFiles {
    enum Trouble: Sendable {
        /// The process ends at that operation: what was written stays.
        case kill
        /// The power goes: what was not synced may be lost.
        case power
        /// The operation fails, and those after it do not; what it writes is written in part.
        case fault(Int32)
    }

    private struct File: Sendable {
        /// What is there in any case.
        var safe: [UInt8]?
        /// What readers see.
        var view: [UInt8]?
        /// What else may be there after a loss of power.
        var possible: [[UInt8]?] = []
        /// Whether the bytes are on the disk and only the name is not.
        var isContentSafe = false
    }

    private struct State: Sendable {
        var files: [String: File] = [:]
        var operations = 0
        var trouble: (at: Int, kind: Trouble)?
        var isOver = false
        var dice: Dice
        /// Whether a bit of what is read back from the journal is another.
        var flipsReadBack = false
        /// Every checkpoint that a reader could have seen.
        var published: [[UInt8]] = []
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(dice: Dice(seed: seed))) }

    /// Lets that operation from now on be the one at which trouble comes.
    func plan(_ kind: Trouble, at operation: Int) {
        state.withLock { $0.trouble = ($0.operations + operation, kind) }
    }

    var hasTroublePending: Bool { state.withLock { $0.trouble != nil } }

    /// Lets a bit of each batch that is read back be another, as bad memory would.
    func flipReadBack() { state.withLock { $0.flipsReadBack = true } }

    var published: [[UInt8]] { state.withLock { $0.published } }

    /// What the machine finds when it is on again.
    func restart() {
        state.withLock { state in
            let wasPower = if case .power = state.trouble?.kind { state.isOver } else { false }
            state.trouble = nil
            state.isOver = false
            guard wasPower else { return }
            for (path, var file) in state.files {
                let possible = [file.safe] + file.possible
                file.view = possible[Int.random(in: 0..<possible.count, using: &state.dice)]
                state.files[path] = File(safe: file.view, view: file.view)
            }
        }
    }

    /// The files as they are, for a copy or a change behind the log's back.
    var contents: [String: [UInt8]] {
        get { state.withLock { $0.files.compactMapValues(\.view) } }
        set { state.withLock { $0.files = newValue.mapValues { File(safe: $0, view: $0) } } }
    }

    private func step(
        _ name: String,
        _ path: String,
        partly: ((inout State) -> Void)? = nil,
        _ body: (inout State) -> Void
    ) throws(FileFault) {
        let code: Int32? = state.withLock { state in
            if state.isOver { return 5 }
            state.operations += 1
            guard let trouble = state.trouble, trouble.at <= state.operations else {
                body(&state)
                return nil
            }
            if let partly, Bool.random(using: &state.dice) { partly(&state) }
            if case .fault(let code) = trouble.kind {
                state.trouble = nil
                return code
            }
            state.isOver = true
            return 5
        }
        if let code { throw FileFault(name, path, code: code) }
    }

    func lock() throws(FileFault) -> Bool {
        try step("lock", "") { _ in }
        return true
    }

    func read(_ path: String) throws(FileFault) -> [UInt8]? {
        var bytes: [UInt8]?
        try step("read", path) { bytes = $0.files[path]?.view }
        return bytes
    }

    func read(_ path: String, from offset: Int, count: Int) throws(FileFault) -> [UInt8] {
        guard let bytes = try read(path) else { throw FileFault("read", path, code: 2) }
        var part = Array(bytes.dropFirst(offset).prefix(count))
        state.withLock { state in
            guard state.flipsReadBack, !part.isEmpty else { return }
            part[Int.random(in: 0..<part.count, using: &state.dice)] ^= 4
        }
        return part
    }

    func names(in folder: String) throws(FileFault) -> [String] {
        var names: Set<String> = []
        try step("names", folder) { state in
            for (path, file) in state.files where file.view != nil && path.hasPrefix("\(folder)/") {
                let rest = path.dropFirst(folder.count + 1)
                names.insert(rest.contains("/") ? "\(rest.prefix { $0 != "/" })/" : String(rest))
            }
        }
        return names.sorted()
    }

    func replace(_ path: String, by bytes: [UInt8], isSafe: Bool) throws(FileFault) {
        try step("replace", path) { state in
            var file = state.files[path] ?? File()
            file.view = bytes
            file.possible.append(bytes)
            if !isSafe { file.possible += [[], Array(bytes.prefix(bytes.count / 2))] }
            file.isContentSafe = isSafe
            state.files[path] = file
            if path == "checkpoint" { state.published.append(bytes) }
        }
    }

    func append(_ bytes: [UInt8], to path: String) throws(FileFault) {
        func grow(_ state: inout State, _ count: Int) {
            guard var file = state.files[path], let before = file.view else { return }
            file.view = before + bytes.prefix(count)
            for part in [0, 1, count / 2, count - 1, count] where part >= 0 && part <= count {
                file.possible.append(before + bytes.prefix(part))
            }
            // A block may be on the disk though the one before it is not.
            file.possible.append(
                before + [UInt8](repeating: 0, count: count / 2) + bytes.prefix(count).suffix(count - count / 2)
            )
            state.files[path] = file
        }
        try step(
            "append",
            path,
            partly: { state in grow(&state, Int.random(in: 0...bytes.count, using: &state.dice)) },
            { grow(&$0, bytes.count) }
        )
    }

    func remove(_ path: String) throws(FileFault) {
        try step("remove", path) { state in
            for (name, var file) in state.files where name == path || name.hasPrefix("\(path)/") {
                file.view = nil
                file.possible.append(nil)
                state.files[name] = file
            }
        }
    }

    func sync(_ path: String) throws(FileFault) {
        try step("sync", path) { state in
            guard var file = state.files[path] else { return }
            file.possible = []
            file.safe = file.view
            state.files[path] = file
        }
    }

    func syncFolder(_ folder: String) throws(FileFault) {
        try step("syncFolder", folder) { state in
            for (path, var file) in state.files where file.isContentSafe {
                let own = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
                guard own == folder else { continue }
                file.safe = file.view
                file.possible = []
                state.files[path] = file
            }
        }
    }

    func syncAll() throws(FileFault) {
        try step("syncAll", "") { state in
            for (path, var file) in state.files {
                file.safe = file.view
                file.possible = []
                state.files[path] = file
            }
        }
    }
}

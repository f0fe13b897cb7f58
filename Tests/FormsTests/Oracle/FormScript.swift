import Formats
import Forms
import Foundation
import Vocabulary

/// A form that is filled in as a script says, with what came of it in the words of `FormOracle.java`.
final class FormScript {
    let path: String
    private(set) var lines: [String]
    private(set) var answers: [String] = []
    private(set) var session: FormSession?
    private(set) var hasFailed = false
    /// Why the form was refused, or an expression had no value.
    private(set) var reason = ""

    /// Begins with a form on disk; the files beside it go with it.
    init(_ url: URL, offsetMinutes: Int = 0, seed: UInt64 = 1) throws {
        path = url.path
        lines = [Self.line("form", url.path)]
        let folder = url.deletingLastPathComponent()
        var attachments: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != url.lastPathComponent
        {
            if [".csv", ".xml", ".geojson"].contains(where: { name.hasSuffix($0) }) {
                attachments[name] = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            }
        }
        do {
            let bytes = [UInt8](try Data(contentsOf: url))
            let form = try FormDefinition(xml: bytes, attachments: attachments)
            session = try FormSession(form, environment: Self.environment(offsetMinutes: offsetMinutes, seed: seed))
            answers.append("loaded")
        } catch {
            reason = "\(error)"
            answers.append("refused")
        }
    }

    static func environment(offsetMinutes: Int = 0, seed: UInt64 = 1) -> FormEnvironment {
        let counter = Counter(seed)
        return FormEnvironment(
            now: {
                let milliseconds = Int(Date().timeIntervalSince1970 * 1000)
                return UTCInstant(milliseconds: milliseconds, offsetMinutes: offsetMinutes)
                    ?? UTCInstant.epoch
            },
            random: { counter.next() }
        )
    }

    static func line(_ fields: String...) -> String {
        fields.map { field in
            field.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\t", with: "\\t")
                .replacingOccurrences(of: "\r", with: "\\r").replacingOccurrences(of: "\n", with: "\\n")
        }.joined(separator: "\t")
    }

    /// Does a step; after a failure nothing more is done.
    private func step(_ line: String, _ work: (FormSession) throws -> [String]) {
        guard let session, !hasFailed else { return }
        lines.append(line)
        do { answers += try work(session) } catch {
            reason = "\(error)"
            hasFailed = true
            answers.append("error")
        }
    }

    func answer(_ path: String, _ text: String) {
        defer { endBeforeGrowth() }
        step(Self.line("answer", path, text)) { session in
            switch try session.answer(path, text) {
            case .accepted: ["accepted"]
            case .requiredButEmpty: ["required"]
            case .constraintViolated: ["constraint"]
            case .irrelevant: ["irrelevant"]
            case .wrongType, .notAChoice, .readonly: ["not taken"]
            }
        }
    }

    /// JavaRosa adds repetitions without end where their number depends on them and all are passed at once: there a
    /// script stops one step before.
    private func endBeforeGrowth() {
        guard let session, !hasFailed else { return }
        let grows = session.definition.countedRepeats.contains { (try? session.canAddRepetition($0)) == true }
        guard grows else { return }
        lines.removeLast()
        answers.removeLast()
        hasFailed = true
    }

    func add(_ path: String) {
        step(Self.line("add", path)) { session in
            _ = try session.addRepetition(path)
            return ["added"]
        }
    }

    func delete(_ path: String) {
        step(Self.line("delete", path)) { session in
            try session.deleteRepetition(path)
            return ["deleted"]
        }
    }

    func choices(_ path: String) {
        step(Self.line("choices", path)) { session in
            try session.choices(at: path).map { Self.line("choice", $0.value, $0.label) } + ["end"]
        }
    }

    func states() {
        step("states") { session in
            try session.paths.map { path in
                let standing = try session.standing(at: path)
                let flags = [standing.isRelevant, standing.isRequired, !standing.isReadonly].map { $0 ? "1" : "0" }
                return Self.line("node", path, flags[0], flags[1], flags[2], try session.value(at: path))
            } + ["end"]
        }
    }

    /// Looks at all answers and writes the instance.
    func finish() {
        guard let session, !hasFailed else { return }
        lines += ["check", "finish"]
        do {
            let final = try session.finish()
            answers += final.problems.map { problem in
                if case .requiredButEmpty = problem.outcome { return Self.line("problem", problem.path, "required") }
                return Self.line("problem", problem.path, "constraint")
            }
            answers += ["end", Self.line("instance", String(decoding: final.xml, as: UTF8.self))]
        } catch {
            reason = "\(error)"
            hasFailed = true
            answers.append("error")
        }
    }
}

/// Numbers by chance that are the same each time.
final class Counter: @unchecked Sendable {
    // SAFETY: the lock is held for every access to the state.
    private let lock = NSLock()
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    func next() -> UInt64 {
        lock.withLock {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

extension UTCInstant {
    /// The beginning of 1970.
    static var epoch: UTCInstant {
        guard let epoch = UTCInstant(milliseconds: 0) else { preconditionFailure("1970 is a year") }
        return epoch
    }
}

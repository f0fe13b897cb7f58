/// Why a program did not do its work: which program, what happened, and what to do.
public struct ProgramFault: Error, Sendable, Hashable {
    /// What happened.
    public enum Reason: Sendable, Hashable {
        /// The program, or `prlimit` that bounds it, is not there or may not be run.
        case missing
        /// The system did not start it or gave no folder for it, in the system's words.
        case notStarted(String)
        /// It ended with a status that says it failed.
        case failed(status: Int)
        /// The system ended it with a signal: it broke down, or reached a bound.
        case killed(signal: Int)
        /// It was stopped after so many seconds.
        case tooSlow(seconds: Int)
        /// It was stopped because it said more than so many bytes.
        case tooMuchOutput(bytes: Int)
        /// Whoever waited for it wants it no more, so it was stopped.
        case cancelled
    }

    /// The path of the program.
    public var program: String
    /// What happened.
    public var reason: Reason
    /// What the program said on standard error, one line of printable characters; it may quote what it was given to read.
    public var words: String

    init(_ program: String, _ reason: Reason, words: String = "") {
        (self.program, self.reason, self.words) = (program, reason, words)
    }

    /// Whether the machine is at fault and not what the program was given to read: trying later may help.
    public var isOfMachine: Bool {
        switch reason {
        case .missing, .notStarted, .cancelled: true
        case .failed, .killed, .tooSlow, .tooMuchOutput: false
        }
    }

    /// What of standard error is told: its last line, without what could steer a terminal.
    static func words(_ errors: [UInt8]) -> String {
        let text = String(decoding: errors, as: UTF8.self)
        let last = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let plain = last.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: Character(" ")
            default: Character(scalar)
            }
        }
        return String(plain.prefix(400))
    }
}

extension ProgramFault: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        let said = words.isEmpty ? "" : " It said: \(words)"
        return switch reason {
        case .missing:
            "\(program) cannot be run: it, or \(Program.guardian) that bounds it, is not installed. Install it, or name another."
        case .notStarted(let why):
            "\(program) was not started: \(why). Look at the free memory, descriptors and disk of the machine and try again."
        case .failed(let status):
            "\(program) failed with status \(status).\(said) Mend what it was given, and try again."
        case .killed(let signal):
            "\(program) was ended by signal \(signal): it broke down or reached a bound of processor time or of what it may write.\(said) Give it less, or look at whether it is sound."
        case .tooSlow(let seconds):
            "\(program) was stopped after \(seconds) seconds.\(said) Give it less, or look at what it waits for."
        case .tooMuchOutput(let bytes):
            "\(program) was stopped because it said more than \(bytes) bytes.\(said) Look at whether it is the right program."
        case .cancelled: "\(program) was stopped because its work is not wanted any more."
        }
    }
}

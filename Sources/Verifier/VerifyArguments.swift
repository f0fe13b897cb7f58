import Glibc
import Vocabulary

/// The arguments of the program `touchstone-verify`, which are those of `touchstone verify`.
public enum VerifyArguments {
    /// Answers a command line.
    ///
    /// - Returns: The exit status; 64 if the command line was not understood.
    public static func answer(_ arguments: [String]) -> Int32 {
        guard !arguments.contains("--help"), !arguments.isEmpty else {
            FileReading.write(Array(usage.utf8), to: arguments.isEmpty ? 2 : 1)
            return arguments.isEmpty ? EX_USAGE : 0
        }
        do {
            var run = try VerifyRun(try options(arguments))
            return run.run().rawValue
        } catch let fault as Misunderstood {
            FileReading.write(Array("\(fault.text)\n\n\(usage)".utf8), to: 2)
            return EX_USAGE
        } catch {
            FileReading.write(Array("\(error)\n".utf8), to: 2)
            return VerifyStatus.unreadable.rawValue
        }
    }

    private struct Misunderstood: Error {
        let text: String
    }

    private static let usage = """
        touchstone-verify PATH … [--trust FILE …] [--tsa PEM …] [--did FILE …] [--status-list FILE …]
            [--proof FILE] [--entry FILE] [--data FILE] [--at TIME] [--format text|json] [--language en|fr|pt|es]
        Exit codes: 0 verified; 1 something is wrong; 2 something could not be read, or is nothing that is known; 3 nothing \\
        is wrong, but nobody whom you trust vouches for all of it; 64 the command line was not understood.

        """

    private static func options(_ arguments: [String]) throws(Misunderstood) -> VerifyOptions {
        var options = VerifyOptions()
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard word.utf8.starts(with: "--".utf8) else {
                options.paths.append(word)
                continue
            }
            var (name, value) = (word, String?.none)
            if let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) {
                name = String(word[..<equals])
                value = String(word[word.utf8.index(after: equals)...])
            }
            guard let value = value ?? rest.popFirst() else { throw Misunderstood(text: "‘\(name)’ has no value.") }
            switch name {
            case "--trust": options.trust += [value]
            case "--tsa": options.authorities += [value]
            case "--did": options.documents += [value]
            case "--status-list": options.statusLists += [value]
            case "--proof": options.proof = value
            case "--entry": options.entry = value
            case "--data": options.data = value
            case "--at":
                guard let time = VerifyOptions.time(value) else {
                    throw Misunderstood(text: "‘\(value)’ is no time such as 2026-11-22T10:00:00Z.")
                }
                options.time = time
            case "--format":
                guard let format = VerifyOptions.Format(rawValue: value) else {
                    throw Misunderstood(text: "‘\(value)’ is not text or json.")
                }
                options.format = format
            case "--language":
                guard let language = Language(rawValue: value) else {
                    throw Misunderstood(text: "‘\(value)’ is not en, fr, pt or es.")
                }
                options.language = language
            default: throw Misunderstood(text: "‘\(name)’ is no option.")
            }
        }
        guard !options.paths.isEmpty else { throw Misunderstood(text: "Name what is to be checked.") }
        return options
    }
}

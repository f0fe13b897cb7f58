import Foundation
import Glibc
import Programs
import Testing

/// Runs real programs of Debian; each ends or is ended.
@Suite("Other programs: bounded, killed with their children, explained")
struct ProgramTests {
    private static let shell = "/bin/sh"

    private static func shell(
        _ script: String,
        _ bounds: ProgramBounds = ProgramBounds(seconds: 60),
        in folder: PrivateFolder,
        reading input: [UInt8] = [],
        environment: [String: String] = ["PATH": "/usr/bin:/bin"]
    ) async throws(ProgramFault) -> ProgramAnswer {
        let program = Program(shell, ["-c", script], within: bounds, environment: environment)
        return try await program.run(in: folder, reading: input)
    }

    private static func fault(
        _ script: String,
        _ bounds: ProgramBounds = ProgramBounds(seconds: 60)
    ) async throws
        -> ProgramFault
    {
        let folder = try PrivateFolder("test")
        defer { folder.remove() }
        return try await #require(throws: ProgramFault.self) { try await shell(script, bounds, in: folder) }
    }

    private static func text(_ answer: ProgramAnswer) -> String { String(decoding: answer.output, as: UTF8.self) }

    /// Whether a process still does anything: one that nobody fetched does not.
    private static func lives(_ process: String) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return text.split(separator: ")").last?.dropFirst().first != "Z"
    }

    /// A kill takes effect a moment after it was sent.
    private static func ends(_ process: String) -> Bool {
        for _ in 0..<1000 where lives(process) { usleep(10_000) }
        return !lives(process)
    }

    @Test("A program reads its input, sees no environment but its own, and works in its folder")
    func works() async throws {
        let folder = try PrivateFolder("test")
        defer { folder.remove() }
        let input = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(try await Self.shell("cat", in: folder, reading: input).output == input)
        #expect(try await Self.text(Self.shell("cat", in: folder)) == "")
        #expect(try await Self.text(Self.shell("pwd", in: folder)) == folder.path + "\n")
        let environment = Program("/usr/bin/env", environment: ["B": "2", "A": "x y"])
        #expect(try await Self.text(environment.run(in: folder)) == "A=x y\nB=2\n")
        #expect(try environment.runHoldingThread(in: folder).output == Array("A=x y\nB=2\n".utf8))
        // Neither descriptors of ours nor a terminal; `ls` itself opens one.
        #expect(try await Self.text(Self.shell("ls /proc/self/fd", in: folder)) == "0\n1\n2\n3\n")
        #expect(
            try await Self.text(Self.shell("(: < /dev/tty) 2>/dev/null && echo tty || echo none", in: folder))
                == "none\n"
        )
        let accepting = Program(Self.shell, ["-c", "exit 3"], accepting: [0, 3])
        #expect(try await accepting.run(in: folder).status == 3)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("One that hangs is stopped, with its children")
    func hangs() async throws {
        let folder = try PrivateFolder("test")
        defer { folder.remove() }
        let script = "trap '' TERM; sleep 1000 & echo $! > a; (sleep 1000 & echo $! > b; wait) & echo hm >&2; wait"
        let fault = await #expect(throws: ProgramFault.self) {
            try await Self.shell(script, ProgramBounds(seconds: 1), in: folder)
        }
        #expect(fault?.reason == .tooSlow(seconds: 1) && fault?.words == "hm" && fault?.program == Self.shell)
        for name in ["a", "b"] {
            let process = String(decoding: try #require(folder.read(name)), as: UTF8.self)
            #expect(Self.ends(process.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
    }

    @Test("What a program leaves running is killed when it ends; what gets away is not waited for")
    func leavesChildren() async throws {
        let folder = try PrivateFolder("test")
        defer { folder.remove() }
        let answer = try await Self.shell("sleep 1000 & echo $!", in: folder)
        #expect(Self.ends(Self.text(answer).trimmingCharacters(in: .whitespacesAndNewlines)))
        // It holds standard output, in a session of its own.
        let away = "setsid sh -c 'echo $$ > away; exec sleep 1000' & while ! test -s away; do :; done; echo done"
        #expect(try await Self.text(Self.shell(away, in: folder)) == "done\n")
        let process = String(decoding: try #require(folder.read("away")), as: UTF8.self)
        let number = try #require(pid_t(process.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(number, SIGKILL) == 0, "the test does not test what it says")
    }

    @Test("One that floods standard output is stopped; of standard error the end of the first part is kept")
    func floods() async throws {
        #expect(try await Self.fault("exec yes").reason == .tooMuchOutput(bytes: 1 << 20))
        let few = ProgramBounds(seconds: 60, output: 10)
        #expect(try await Self.fault("echo 0123456789", few).reason == .tooMuchOutput(bytes: 10))
        let errors = try await Self.fault("exec yes words >&2", ProgramBounds(seconds: 60, processorSeconds: 1))
        #expect(errors.reason == .killed(signal: Int(SIGKILL)) && errors.words.hasPrefix("w"))
        let both = try await Self.fault("yes no >&2 & exec yes", ProgramBounds(seconds: 60))
        #expect(both.reason == .tooMuchOutput(bytes: 1 << 20))
        let folder = try PrivateFolder("test")
        defer { folder.remove() }
        #expect(try await Self.text(Self.shell("head -c 50000000 /dev/zero >&2; echo ok", in: folder)) == "ok\n")
    }

    @Test("One that wants 4 GB gets none; one that writes too long a file is ended")
    func greedy() async throws {
        // Its end cannot be told before all of it is there: `tail` keeps it.
        let script = "head -c 4294967296 /dev/zero | tail -c 4294967296 > /dev/null"
        let memory = try await Self.fault(script, ProgramBounds(seconds: 60, memory: 256 << 20))
        #expect(memory.reason == .failed(status: 1) && memory.words.contains("memory"))
        let file = ProgramBounds(seconds: 60, file: 100_000)
        #expect(
            try await Self.fault("exec head -c 200000 /dev/zero > long", file).reason == .killed(signal: Int(SIGXFSZ))
        )
    }

    @Test("One that fails says why, in words that steer no terminal")
    func fails() async throws {
        let fault = try await Self.fault("echo first >&2; printf 'no \\033[31m good\\n\\n' >&2; exit 7")
        #expect(fault.reason == .failed(status: 7) && fault.words == "no  [31m good" && !fault.isOfMachine)
        #expect(fault.description.contains(Self.shell) && fault.description.contains("7"))
        #expect(try await Self.fault("kill -SEGV $$").reason == .killed(signal: Int(SIGSEGV)))
    }

    @Test(
        "One that is not there, or may not be run, is missing",
        arguments: ["/nowhere/at all", "/etc/passwd", "sh", ""]
    )
    func missing(path: String) async throws {
        let folder = try PrivateFolder("test")
        defer { folder.remove() }
        let fault = await #expect(throws: ProgramFault.self) { try await Program(path).run(in: folder) }
        #expect(fault?.reason == .missing && fault?.program == path && fault?.isOfMachine == true)
        #expect(!Program.isInstalled(path) && Program.isInstalled(Self.shell))
        // A folder that is gone.
        let gone = try PrivateFolder("test")
        gone.remove()
        let start = await #expect(throws: ProgramFault.self) { try await Program(Self.shell).run(in: gone) }
        #expect(start?.reason == .notStarted("No such file or directory"))
    }
}

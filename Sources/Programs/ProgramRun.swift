internal import CPrograms
internal import Glibc

/// One program that runs, until it has ended and everything of it is killed.
struct ProgramRun: ~Copyable {
    /// The first bytes of standard error are kept, so many.
    private static let errorLimit = 16_384
    /// How often to look where the kernel cannot tell that a program has ended, in milliseconds.
    private static let lookEvery: Int64 = 20

    private let program: Program
    private let process: pid_t
    private let start = ContinuousClock.now
    /// Can be read from once it has ended; -1 on old kernels.
    private let watch: CInt
    private var output: Pipe.Reader
    private var errors: Pipe.Reader?

    /// Starts it.
    init(of program: Program, in folder: PrivateFolder, reading input: [UInt8]) throws(SystemRefusal) {
        self.program = program
        let source = try Self.source(of: input, in: folder)
        defer { close(source) }
        let output = try Pipe()
        let errors = program.errors == .kept ? try Pipe() : nil
        var (process, watch): (pid_t, CInt) = (-1, -1)
        let words = [Program.guardian] + program.bounds.arguments + [program.path] + program.arguments
        let environment = program.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let (wordList, environmentList) = (Self.list(words), Self.list(environment))
        defer { for pointer in wordList + environmentList { free(pointer) } }
        let code = withExtendedLifetime((output, errors)) {
            programs_start(
                Program.guardian,
                wordList,
                environmentList,
                folder.path,
                source,
                output.writing.descriptor,
                errors?.writing.descriptor ?? STDERR_FILENO,
                &process,
                &watch
            )
        }
        try SystemRefusal.check(code)
        (self.process, self.watch) = (process, watch)
        self.output = Pipe.Reader(output.reading, limit: program.bounds.output)
        self.errors = errors.map { Pipe.Reader($0.reading, limit: Self.errorLimit) }
    }

    /// Waits until it ends, takes too long, says too much or the bell rings; then kills what is left of it.
    consuming func end(until bell: Bell?) throws(ProgramFault) -> ProgramAnswer {
        let reason = wait(until: bell)
        let end = Int(programs_finish(process))
        if watch >= 0 { close(watch) }
        // What it said last; what still holds the other end after that is not waited for.
        output.take()
        errors?.take()
        let words = ProgramFault.words(errors?.bytes ?? [])
        if let reason { throw ProgramFault(program.path, reason, words: words) }
        guard end >= 0 else { throw ProgramFault(program.path, .killed(signal: -end), words: words) }
        guard program.accepted.contains(end) else {
            throw ProgramFault(program.path, .failed(status: end), words: words)
        }
        guard !output.isFull else {
            throw ProgramFault(program.path, .tooMuchOutput(bytes: program.bounds.output), words: words)
        }
        return ProgramAnswer(output: output.bytes, status: end)
    }

    /// Why it is to be stopped; nil if it ended by itself.
    private mutating func wait(until bell: Bell?) -> ProgramFault.Reason? {
        while true {
            let left = Int64(program.bounds.seconds) * 1000 - (ContinuousClock.now - start).milliseconds
            guard left > 0 else { return .tooSlow(seconds: program.bounds.seconds) }
            // A descriptor below zero is passed over.
            var ends = [output.descriptor, errors?.descriptor ?? -1, watch, bell?.descriptor ?? -1].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            _ = poll(&ends, nfds_t(ends.count), CInt(clamping: watch < 0 ? min(left, Self.lookEvery) : left))
            if ends[3].revents != 0 { return .cancelled }
            if ends[0].revents != 0 { output.take() }
            if ends[1].revents != 0 { errors?.take() }
            if output.isFull { return .tooMuchOutput(bytes: program.bounds.output) }
            if watch < 0 || ends[2].revents != 0, programs_has_ended(process) != 0 { return nil }
        }
    }

    /// A file with what it reads, which nobody else can open; the null device where that is nothing.
    private static func source(of input: [UInt8], in folder: PrivateFolder) throws(SystemRefusal) -> CInt {
        var path = "/dev/null"
        if !input.isEmpty {
            path = folder.path(of: ".input")
            try folder.put(input, at: path)
        }
        let source = programs_open(path)
        guard source >= 0 else { throw .last }
        if !input.isEmpty { unlink(path) }
        return source
    }

    /// Words as C takes them, to be freed.
    private static func list(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
        words.map { strdup($0) } + [nil]
    }
}

extension Duration {
    /// Whole milliseconds.
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

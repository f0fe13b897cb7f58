/// What a program may use before it is stopped.
///
/// Memory, processor time and the length of files are kept by the kernel for the program and each of its children
/// (setrlimit(2), through `prlimit`); the time on the clock and what is said on standard output are kept by whoever runs it.
public struct ProgramBounds: Sendable, Hashable {
    /// Seconds on the clock.
    public var seconds: Int
    /// Seconds of the processor, for each process.
    public var processorSeconds: Int
    /// Bytes of address space, for each process; nil leaves them unbounded.
    public var memory: Int?
    /// Bytes of the longest file that may be written.
    public var file: Int
    /// Bytes on standard output; one more ends the run.
    public var output: Int

    /// Sets bounds; each is at least one.
    public init(
        seconds: Int = 90,
        processorSeconds: Int = 60,
        memory: Int? = 1 << 30,
        file: Int = 128 << 20,
        output: Int = 1 << 20
    ) {
        self.seconds = max(1, seconds)
        self.processorSeconds = max(1, processorSeconds)
        self.memory = memory.map { max(1, $0) }
        self.file = max(1, file)
        self.output = max(1, output)
    }

    /// The words for `prlimit`.
    ///
    /// No core is left behind: what the program read would stand in it.
    var arguments: [String] {
        let own = ["--cpu=\(processorSeconds)", "--fsize=\(file)", "--core=0", "--nofile=256"]
        return (memory.map { ["--as=\($0)"] } ?? []) + own + ["--"]
    }
}

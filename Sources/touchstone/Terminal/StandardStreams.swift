import Foundation

/// What a command says, and where.
enum StandardStreams {
    /// Writes an answer, which another program may read, to standard output.
    static func answer(_ text: String) throws {
        var output = OutputBuffer()
        output.append(text)
        output.append("\n")
        try output.flush()
    }

    /// Writes a remark for the person who waits to standard error.
    static func remark(_ text: String) {
        // A remark that nobody can read is no reason to stop.
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }
}

/// Standard output, in pieces of 64 KiB: an answer may be longer than memory.
struct OutputBuffer {
    private var bytes: [UInt8] = []

    /// Appends text.
    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends bytes.
    mutating func append(_ content: [UInt8]) {
        bytes.append(contentsOf: content)
    }

    /// Writes if there is much to write.
    mutating func flushIfLarge() throws {
        if bytes.count >= 1 << 16 { try flush() }
    }

    /// Writes everything.
    mutating func flush() throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            throw CommandFailure("The answer cannot be written: \(error.localizedDescription) Is the disk full?")
        }
        bytes.removeAll(keepingCapacity: true)
    }
}

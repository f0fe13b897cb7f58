/// One thing that is wrong with a pack, with its place.
public struct PackFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The place within the file, such as `licence_kinds[2].activity`; empty for the file itself.
    public let path: String
    /// What was expected, what was found, what to do.
    public let message: String

    /// Describes a fault.
    public init(file: String, line: Int = 1, path: String = "", message: String) {
        self.file = file
        self.line = line
        self.path = path
        self.message = message
    }

    /// `file:line: path: message`.
    public var description: String {
        "\(file):\(line): " + (path.isEmpty ? "" : "\(path): ") + message
    }
}

/// Why packs cannot be used: every fault that was found.
public struct PackError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults.
    public let faults: [PackFault]

    /// Gathers faults.
    public init(_ faults: [PackFault]) {
        self.faults = faults
    }

    /// All faults, one a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

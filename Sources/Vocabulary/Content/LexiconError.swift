/// What is wrong with the content files: every fault that the check found, not only the first.
public struct LexiconError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One fault, at one place.
    public struct Fault: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// The file, below the content folder.
        public let file: String
        /// The line, from 1.
        public let line: Int
        /// What should be there.
        public let expected: String
        /// What is there.
        public let found: String
        /// What to do about it.
        public let remedy: String

        /// The fault on one line: `minerals.yaml:12: expected …, found …; do …`.
        public var description: String { "\(file):\(line): expected \(expected), found \(found). \(remedy)" }

        /// The order of files, then lines, then texts.
        public static func < (left: Fault, right: Fault) -> Bool {
            (left.file, left.line, left.expected, left.found) < (right.file, right.line, right.expected, right.found)
        }
    }

    /// The faults, in order of file and line.
    public let faults: [Fault]

    /// All faults, one a line.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}

/// The faults found so far in one file.
struct FaultList {
    let file: String
    private(set) var faults: [LexiconError.Fault] = []

    init(file: String) {
        self.file = file
    }

    mutating func add(_ line: Int, expected: String, found: String, remedy: String) {
        faults.append(.init(file: file, line: line, expected: expected, found: found, remedy: remedy))
    }
}

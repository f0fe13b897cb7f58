/// What a simulation wrote.
public struct SimulationSummary: Sendable, Hashable {
    /// One file and its records.
    public struct File: Sendable, Hashable {
        /// The file's name.
        public let name: String
        /// Its length in bytes.
        public let byteCount: Int
        /// The records in it, broken ones included.
        public let records: Int
        /// The records in it that are broken on purpose.
        public let brokenRecords: Int
    }

    /// What was planted in one row of the vulnerability matrix.
    public struct Plants: Sendable, Hashable {
        /// The row of the matrix, `V1` to `V9`.
        public let vulnerability: String
        /// Truth rows that are crimes.
        public let crimes: Int
        /// Truth rows that are innocent look-alikes.
        public let innocents: Int
    }

    /// The files in the order of writing, `truth.json` and `README.txt` last.
    public let files: [File]
    /// What was planted, from `V1` to `V9`.
    public let plants: [Plants]

    /// All records meant for import.
    public var records: Int {
        files.reduce(0) { $0 + ($1.name == "truth.json" ? 0 : $1.records) }
    }

    /// All records broken on purpose.
    public var brokenRecords: Int {
        files.reduce(0) { $0 + $1.brokenRecords }
    }
}

import Crypto
import Formats
public import Vocabulary

/// Samples that were taken at known sources, with all that a report must say about them.
///
/// It is two files: a header in JSON and the samples in CSV. A population is named by id and version; its data by their
/// SHA-256, so that a report can be repeated with the very same bytes.
public struct ReferencePopulation: Sendable, Hashable {
    /// The header.
    public struct Header: Sendable, Hashable {
        /// Names the population.
        public let id: String
        /// Counts up with every change of the data.
        public let version: String
        /// When this version was made.
        public let date: CalendarDay
        /// In words.
        public let title: String
        /// Who took the samples, where and how.
        public let source: String
        /// Who measured them.
        public let laboratory: String
        /// How they were measured.
        public let method: String
        /// What was measured, in the order of all values.
        public let analytes: [Analyte]
        /// The file with the samples.
        public let data: String
        /// The SHA-256 of that file, in hexadecimal digits.
        public let sha256: String
    }

    /// The header.
    public let header: Header
    /// The samples.
    public let table: SampleTable

    /// The names of the sources, in the order of the file.
    public var sources: [String] {
        var seen: Set<String> = []
        return table.samples.map(\.source).filter { seen.insert($0).inserted }
    }

    /// The samples of a source.
    public func samples(of source: String) -> [Sample] { table.samples.filter { $0.source == source } }

    /// Puts header and samples together.
    ///
    /// - Throws: ``PopulationFault`` where the data are not those whose hash the header gives, and for what
    ///   ``SampleTable`` refuses.
    public init(_ header: Header, data: [UInt8], named file: String) throws(PopulationFault) {
        let found = Self.sha256(data)
        guard found == header.sha256 else {
            throw PopulationFault(
                file,
                line: nil,
                """
                has the SHA-256 \(found), the header says \(header.sha256). If the data were changed on purpose, give the \
                population a new version and this hash.
                """
            )
        }
        self.header = header
        table = try SampleTable(data, named: file, analytes: header.analytes, needsSource: true)
        guard !table.samples.isEmpty else {
            throw PopulationFault(
                file,
                line: nil,
                "holds no sample that could be taken; \(table.quarantined.count) rows were set aside."
            )
        }
    }

    /// The SHA-256 of bytes, in hexadecimal digits.
    public static func sha256(_ bytes: [UInt8]) -> String {
        Hexadecimal.text(SHA256.hash(data: bytes))
    }
}

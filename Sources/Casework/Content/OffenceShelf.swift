import Formats
public import Foundation
public import Offences
public import Vocabulary

/// The shipped content about offences, and the law of the country.
public struct OffenceShelf: Sendable {
    /// The offences with their elements.
    public let catalogue: OffenceCatalogue
    /// The criteria of the triage card.
    public let triage: TriageGuide
    /// The provisions of the country; nil where nobody has entered any.
    public let law: NationalLaw?

    /// Reads the content.
    ///
    /// - Parameters:
    ///   - content: The folder `Content`.
    ///   - offences: The offences of the vocabulary.
    ///   - packs: The ids of the country packs in force; the first of those with a `provisions.json` gives the law.
    /// - Throws: `ContentFaults` with every fault found, or what the system says of a file.
    public init(content: URL, offences: [Offence], packs: [String]) throws {
        let catalogue = try OffenceCatalogue(
            reading: Self.bytes(content.appending(path: "offences/offences.json")),
            file: "Content/offences/offences.json",
            vocabulary: offences
        )
        self.catalogue = catalogue
        triage = try TriageGuide(
            reading: Self.bytes(content.appending(path: "offences/triage.json")),
            file: "Content/offences/triage.json",
            catalogue: catalogue
        )
        let provisions = packs.map { content.appending(path: "packs/\($0)/provisions.json") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
        law = try provisions.map {
            try NationalLaw(reading: Self.bytes($0), file: $0.relativePath, catalogue: catalogue)
        }
    }

    private static func bytes(_ file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }
}

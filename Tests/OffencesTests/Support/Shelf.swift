import Foundation
import KernelSamples
import Offences
import Testing
import Vocabulary

/// The shipped files, found by walking up from this file or from the working directory.
enum Shelf {
    static let root: URL = {
        let source = URL(filePath: #filePath).resolvingSymlinksInPath()
        for start in [source, URL(filePath: FileManager.default.currentDirectoryPath).appending(path: "x")] {
            var folder = start.deletingLastPathComponent()
            while folder.path.count > 1 {
                if FileManager.default.fileExists(atPath: folder.appending(path: "Content/minerals.yaml").path) {
                    return folder
                }
                folder = folder.deletingLastPathComponent()
            }
        }
        return URL(filePath: ".")
    }()

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: root.appending(path: path))) }

    static func lexicon() throws -> Lexicon { try Lexicon.load(from: root.appending(path: "Content")) }

    static func catalogue() throws -> OffenceCatalogue {
        let bytes = try bytes("Content/offences/offences.json")
        return try OffenceCatalogue(reading: bytes, file: "offences.json", vocabulary: lexicon().offences)
    }

    static func triage(_ catalogue: OffenceCatalogue) throws -> TriageGuide {
        let bytes = try bytes("Content/offences/triage.json")
        return try TriageGuide(reading: bytes, file: "triage.json", catalogue: catalogue)
    }

    static func assistance(_ catalogue: OffenceCatalogue) throws -> AssistanceGuide {
        let bytes = try bytes("Content/offences/mutual-legal-assistance.json")
        return try AssistanceGuide(reading: bytes, file: "mutual-legal-assistance.json", catalogue: catalogue)
    }

    static func law(_ pack: String, _ catalogue: OffenceCatalogue) throws -> NationalLaw {
        let bytes = try bytes("Content/packs/\(pack)/provisions.json")
        return try NationalLaw(reading: bytes, file: "provisions.json", catalogue: catalogue)
    }

    static func offence(_ id: String) throws -> OffenceChecklist { try #require(try catalogue()[OffenceID(id)]) }
}

/// A day that exists.
func day(_ text: String) -> CalendarDay {
    guard let day = CalendarDay(text) else { preconditionFailure("\(text) is no day") }
    return day
}

/// A moment that exists.
func moment(_ text: String) -> UTCInstant {
    guard let moment = try? UTCInstant(text) else { preconditionFailure("\(text) is no moment") }
    return moment
}

extension BoardEntry {
    /// An entry in few words.
    static func make(
        _ id: String,
        _ proof: String,
        _ says: Bearing = .supports,
        _ weight: EvidenceWeight = .probative,
        rests: EvidenceReference.Kind = .exhibit,
        by: String = "ana",
        at: String = "2026-05-02T09:00:00Z",
        looks: [SecondLook] = [],
        withdrawal: Withdrawal? = nil
    ) -> BoardEntry {
        BoardEntry(
            id: BoardEntryID(id),
            proof: ProofID(proof),
            rests: EvidenceReference(rests, "E-\(id)"),
            says: says,
            weight: weight,
            words: "seen",
            by: OfficerID(by),
            at: moment(at),
            looks: looks,
            withdrawal: withdrawal
        )
    }
}

extension Dice {
    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &self)] }
}

public import Custody
import Store
import Vocabulary

/// An exhibit of a case: what it is, and the log of who had it.
public struct CaseExhibit: Sendable, Hashable {
    /// The case that it is in.
    public let caseNumber: Int64
    /// Its number in the case, from 1.
    public let number: Int
    /// What it is called.
    public let title: String
    /// What it is, in words.
    public let description: String
    /// The name under which its file came; nil for a thing.
    public let fileName: String?
    /// How many bytes its file has; nil for a thing.
    public let byteCount: Int?
    /// What the chain has to look after.
    public let exhibit: Exhibit
    /// Its entries, in the order in which they were written.
    public let entries: [CustodyEvent]

    /// What exhibits of a case are called in logs and on labels: `case-7-exhibit-3`.
    public static func id(_ number: Int, ofCase caseNumber: Int64) -> ExhibitID {
        ExhibitID("case-\(caseNumber)-exhibit-\(number)")
    }

    init(_ row: ExhibitRow, _ entries: [CustodyRow]) throws(EvidenceFault) {
        (caseNumber, number) = (row.caseID, row.number)
        (title, description, fileName) = (row.title, row.description, row.fileName)
        byteCount = row.file?.byteCount
        let nature = row.file.map { Exhibit.Nature.digital(sha256: $0.sha256) }
        exhibit = Exhibit(
            Self.id(row.number, ofCase: row.caseID),
            nature ?? .physical(milligrams: row.milligrams)
        )
        var events: [CustodyEvent] = []
        for entry in entries {
            do throws(CustodyFault) { events.append(try CustodyEvent(reading: entry.bytes)) } catch {
                throw .broken(row.number)
            }
        }
        self.entries = events
    }
}

import Formats
public import Foundation
public import Remedy

/// The shipped files of procedures and calendars.
public struct RemedyShelf: Sendable {
    /// The procedures for complaints, in the order in which they are offered.
    public static let grievanceProcedures = ["company", "state", "icoca"]
    /// All procedures that are set up.
    public static let procedures = grievanceProcedures + ["commitment", "fpic", "mediation", "impact"]

    private let folder: URL
    /// The calendars by their ids.
    let calendars: [String: WorkingCalendar]

    /// Reads the calendars of a folder `Content`.
    ///
    /// - Throws: `FileFaults`, or what the system says of the files.
    public init(content folder: URL) throws {
        self.folder = folder.appending(path: "procedures")
        let place = folder.appending(path: "calendars")
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path).filter { $0.hasSuffix(".json") }
        var calendars: [String: WorkingCalendar] = [:]
        for name in names.sorted() {
            let bytes = [UInt8](try Data(contentsOf: place.appending(path: name)))
            calendars[String(name.dropLast(5))] = try CalendarFile(reading: bytes, file: name).calendar
        }
        self.calendars = calendars
    }

    /// The ids of the calendars.
    public var calendarNames: [String] { calendars.keys.sorted() }

    /// The bytes of a procedure, or of the table of categories.
    func bytes(_ name: String) throws(RemedyFault) -> [UInt8] {
        do { return [UInt8](try Data(contentsOf: folder.appending(path: "\(name).json"))) } catch {
            throw .broken(name)
        }
    }

    /// The procedure for complaints or commitments of a name, as it is shipped.
    public func procedure(_ name: String) throws(RemedyFault) -> Procedure {
        let bytes = try bytes(name)
        do throws(FileFaults) { return try Procedure(reading: bytes, file: name) } catch {
            throw .broken(error.description)
        }
    }

    /// What assessments ask and measure, as it is shipped.
    public func impactGuide() throws(RemedyFault) -> ImpactGuide {
        let bytes = try bytes("impact")
        do throws(FileFaults) { return try ImpactGuide(reading: bytes, file: "impact") } catch {
            throw .broken(error.description)
        }
    }

    /// The kinds of complaint and the ways outside, as they are shipped.
    public func categories() throws(RemedyFault) -> CategoryTable {
        let bytes = try bytes("categories")
        do throws(FileFaults) { return try CategoryTable(reading: bytes, file: "categories") } catch {
            throw .broken(error.description)
        }
    }
}

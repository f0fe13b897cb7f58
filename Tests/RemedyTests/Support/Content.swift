import Foundation
import KernelSamples
import Remedy
import Testing
import Vocabulary

/// The shipped files, found by walking up from this file or from the working directory.
enum Content {
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

    static func procedure(_ name: String) throws -> Procedure {
        try Procedure(reading: bytes("Content/procedures/\(name).json"), file: "\(name).json")
    }

    static func categories() throws -> CategoryTable {
        try CategoryTable(reading: bytes("Content/procedures/categories.json"), file: "categories.json")
    }

    static func consent() throws -> ConsentProtocol {
        try ConsentProtocol(reading: bytes("Content/procedures/fpic.json"), file: "fpic.json")
    }

    static func impact() throws -> ImpactGuide {
        try ImpactGuide(reading: bytes("Content/procedures/impact.json"), file: "impact.json")
    }

    static func calendar(_ name: String) throws -> WorkingCalendar {
        try CalendarFile(reading: bytes("Content/calendars/\(name).json"), file: "\(name).json").calendar
    }
}

/// One of a list by chance.
func pick<Element>(_ list: [Element], _ dice: inout Dice) -> Element {
    list[Int.random(in: 0..<list.count, using: &dice)]
}

/// A day that exists.
func day(_ text: String) -> CalendarDay {
    guard let day = CalendarDay(text) else { preconditionFailure("\(text) is no day") }
    return day
}

/// Noon of a day, in UTC.
func noon(_ text: String) throws -> UTCInstant { try UTCInstant("\(text)T12:00:00Z") }

/// The reason for which something is refused.
func refusal<Value>(_ work: () throws -> Value) -> RefusalReason? {
    do {
        _ = try work()
        return nil
    } catch let refusal as Refusal {
        return refusal.reason
    } catch {
        return nil
    }
}

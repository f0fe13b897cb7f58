import Foundation
import KernelSamples
import Recovery
import Testing
import Vocabulary

/// The shipped files and the official vectors, found by walking up from this file or from the working directory.
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

    static let names = ["assets", "restitution", "inquiries", "independence", "goaml/generic-5.0.2", "goaml/ae"]

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: "Content/recovery/\(name).json")))
    }

    static func file(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: root.appending(path: path))) }

    static func page(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: "docs/\(name).md")), as: UTF8.self)
    }

    static func assets() throws -> AssetGuide { try AssetGuide(reading: bytes("assets"), file: "assets.json") }

    static func restitution() throws -> RestitutionGuide {
        try RestitutionGuide(reading: bytes("restitution"), file: "restitution.json")
    }

    static func inquiries() throws -> InquiryGuide {
        try InquiryGuide(reading: bytes("inquiries"), file: "inquiries.json")
    }

    static func independence() throws -> IndependenceGuide {
        try IndependenceGuide(reading: bytes("independence"), file: "independence.json")
    }

    static func profile(_ name: String) throws -> GoAMLProfile {
        try GoAMLProfile(reading: bytes("goaml/\(name)"), file: "\(name).json")
    }
}

extension Dice {
    mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// One of a list by chance.
func pick<Element>(_ list: [Element], _ dice: inout Dice) -> Element { list[dice.roll(0...list.count - 1)] }

/// A day that exists.
func day(_ text: String) -> CalendarDay {
    guard let day = CalendarDay(text) else { preconditionFailure("\(text) is no day") }
    return day
}

/// A day so many days later.
func day(_ text: String, plus days: Int) -> CalendarDay { CalendarDay(clamping: day(text).number + days) }

let dollars = currency("USD")

func currency(_ code: String) -> Currency {
    guard let currency = Currency(code) else { preconditionFailure("\(code) is no currency") }
    return currency
}

func country(_ code: String) -> CountryCode {
    guard let country = CountryCode(code) else { preconditionFailure("\(code) is no country") }
    return country
}

/// Whole dollars.
func usd(_ whole: Int) -> Money { Money(minorUnits: whole * 100, dollars) }

/// A paper.
let paper = PaperReference("paper")

/// Why something is refused; nil where it is not.
func refusal<Value>(_ work: () throws -> Value) -> ActRefusal? {
    do {
        _ = try work()
        return nil
    } catch {
        return error as? ActRefusal
    }
}

extension ActFile {
    /// Does a deed as one clerk does it.
    mutating func act(_ on: String, _ deed: Rules.Deed, paper: PaperReference? = paper) throws(ActRefusal) {
        try append(Act(day(on), by: ActorID("clerk"), because: "as ordered", on: paper, deed))
    }

    /// Why a deed is refused, the file being left as it was.
    func refuses(_ on: String, _ deed: Rules.Deed, paper: PaperReference? = paper) -> ActRefusal? {
        var copy = self
        return refusal { try copy.act(on, deed, paper: paper) }
    }
}

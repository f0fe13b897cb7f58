import Formats
import Foundation
import Installation
import Offences
import Vocabulary

/// The content about offences, the law of country packs, and boards as files.
struct OffenceFiles {
    let catalogue: OffenceCatalogue
    private let home: Home

    init(_ home: Home) throws {
        self.home = home
        let file = home.content.appending(path: "offences/offences.json")
        let bytes = try Self.bytes(file.path)
        let vocabulary = try home.lexicon().offences
        catalogue = try Self.read {
            () throws(ContentFaults) in
            try OffenceCatalogue(reading: bytes, file: file.relativePath, vocabulary: vocabulary)
        }
    }

    static var today: CalendarDay { CalendarDay(clamping: UTCInstant(Date()).dayNumber) }

    /// The offence of that id.
    func offence(_ id: OffenceID) throws -> OffenceChecklist {
        guard let offence = catalogue[id] else {
            throw CommandFailure(
                "There is no offence \(Printable.text(id.rawValue)). `touchstone offences list` shows them all."
            )
        }
        return offence
    }

    /// The law of a pack.
    func law(of pack: String, and own: String?) throws -> NationalLaw {
        let folders = PackLoader.folders(in: home.packFolders(and: own)).filter { $0.lastPathComponent == pack }
        guard let folder = folders.first, folders.count == 1 else {
            throw CommandFailure(
                folders.isEmpty
                    ? "There is no pack \(Printable.text(pack)). `touchstone packs list` shows them all."
                    : "There are two packs \(Printable.text(pack))."
            )
        }
        let file = folder.appending(path: "provisions.json")
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw CommandFailure(
                "The pack \(pack) has no provisions.json: nobody has entered the law of the country (docs/offences.md)."
            )
        }
        let bytes = try Self.bytes(file.path)
        return try Self.read { () throws(ContentFaults) in
            try NationalLaw(reading: bytes, file: file.relativePath, catalogue: catalogue)
        }
    }

    /// The board in a file.
    func board(_ path: String) throws -> BoardFile {
        let bytes = try path == "-" ? Self.standardInput() : Self.bytes(path)
        return try Self.read { () throws(ContentFaults) in try BoardFile(reading: bytes, file: path) }
    }

    /// A file, if it is not larger than any of them needs to be.
    private static func bytes(_ path: String) throws -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            return Array(try handle.read(upToCount: StrictJSON.mostBytes + 1) ?? Data())
        } catch {
            throw CommandFailure("\(Printable.text(path)) cannot be read: is it there, and may you read it?")
        }
    }

    private static func standardInput() throws -> [UInt8] {
        Array(try FileHandle.standardInput.read(upToCount: StrictJSON.mostBytes + 1) ?? Data())
    }

    /// Says every fault on a line of its own.
    private static func read<Result>(_ read: () throws(ContentFaults) -> Result) throws -> Result {
        do {
            return try read()
        } catch {
            throw CommandFailure(error.faults.map { Printable.text($0.description) }.joined(separator: "\n"))
        }
    }
}

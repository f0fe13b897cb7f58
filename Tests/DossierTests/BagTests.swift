import Dossier
import Foundation
import KernelSamples
import Testing

@Suite("Bags are whole, the same each time, and tell every fault")
struct BagTests {
    private static let names = ["a.txt", "b/c d.txt", "b/line\nend.bin", "b/100%.txt", "e\u{301}t\u{E9}.txt", "leer"]

    /// Writes a bag with files of chance content.
    private func write(
        _ scratch: Scratch,
        _ target: String,
        _ form: BagWriter.Form,
        seed: UInt64 = 7,
        archiveForm: ZipForm = ZipForm(),
        workers: Int = 2
    ) async throws {
        var dice = Dice(seed: seed)
        var sources: [BagWriter.Source] = []
        for (index, name) in Self.names.enumerated() {
            let size = index == 5 ? 0 : Int.random(in: 1...400_000, using: &dice)
            try scratch.write("in/\(name)", dice.bytes(size))
            sources.append(.init(try BagPath.composed("data/\(name)"), file: "\(scratch.path)/in/\(name)"))
        }
        let writer = try BagWriter(
            "\(scratch.path)/\(target)",
            as: form,
            root: "bag",
            workers: workers,
            archiveForm: archiveForm
        )
        try await writer.add(sources)
        try writer.add(try BagPath("data/note.json"), Array("{}".utf8))
        try writer.finish(BagInfo([.init("Source-Organization", "Inspectorate")]))
    }

    private func faults(_ scratch: Scratch, _ target: String, form: ZipForm = ZipForm()) async throws -> [BagFault] {
        try await BagChecker(try BagFiles("\(scratch.path)/\(target)", form: form)).faults
    }

    @Test func aFolderAndAnArchiveAreWhole() async throws {
        let scratch = try Scratch()
        try await write(scratch, "bag", .folder)
        try await write(scratch, "bag.zip", .archive)
        #expect(try await faults(scratch, "bag") == [])
        #expect(try await faults(scratch, "bag.zip") == [])
        let manifest = String(decoding: try scratch.bytes("bag/manifest-sha512.txt"), as: UTF8.self)
        #expect(manifest.contains("data/b/100%25.txt\n") && manifest.contains("data/b/line%0Aend.bin\n"))
        #expect(manifest.utf8.split(separator: 0x0A).count == 7)
        // The name is composed (NFC), whatever the file system spells.
        #expect(Data(manifest.utf8).range(of: Data("data/\u{E9}t\u{E9}.txt".utf8)) != nil)
        #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/bag.zip.part"))
    }

    @Test func theSameContentGivesTheSameBytes() async throws {
        let scratch = try Scratch()
        try await write(scratch, "one.zip", .archive, workers: 1)
        try await write(scratch, "two.zip", .archive, workers: 5)
        #expect(try scratch.bytes("one.zip") == scratch.bytes("two.zip"))
    }

    @Test(arguments: [ZipForm(wideFrom: 1000), ZipForm(manyFrom: 3), ZipForm(wideFrom: 200_000, manyFrom: 2)])
    func wideNumbersAreReadAgain(form: ZipForm) async throws {
        let scratch = try Scratch()
        try await write(scratch, "bag.zip", .archive, archiveForm: form)
        #expect(try await faults(scratch, "bag.zip", form: form) == [])
        #expect(try await !faults(scratch, "bag.zip").isEmpty, "the usual form needs no ZIP64 here")
    }

    /// The one byte that was changed lies in a file, or in the records of the archive about a file: that file is named.
    @Test(arguments: [UInt64.random(in: 0 ... .max)]) func everyChangedByteIsNamed(seed: UInt64) async throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        let scratch = try Scratch()
        try await write(scratch, "bag.zip", .archive)
        let whole = try scratch.bytes("bag.zip")
        let reader = try ZipReader("\(scratch.path)/bag.zip")
        #expect(reader.faults.isEmpty)
        let directory = reader.records.last.map { reader.start(of: $0) + $0.size } ?? 0
        // Half of the places among the records, which chance would seldom find between the files.
        for round in 0..<200 {
            let place = Int.random(in: round % 2 == 0 ? 0..<whole.count : directory..<whole.count, using: &dice)
            var changed = whole
            changed[place] ^= UInt8.random(in: 1...255, using: &dice)
            try scratch.write("bag.zip", changed)
            let files = Set(try await faults(scratch, "bag.zip").map(\.file))
            let expected: String
            if let record = reader.records.last(where: { $0.offset <= place }), place < directory {
                expected = String(decoding: record.name, as: UTF8.self)
            } else {
                expected = Self.entry(at: place, reader.records, directory) ?? "\(scratch.path)/bag.zip"
            }
            let spellings = [expected, String(expected.dropFirst(4))].map { $0.replacing("\n", with: "\\u{a}") }
            let isNamed = files.contains { file in
                spellings.contains { $0.utf8.elementsEqual(file.replacing("\n", with: "\\u{a}").utf8) }
            }
            #expect(isNamed, "byte \(place), expected \(expected), found \(files)")
        }
    }

    private static func entry(at place: Int, _ records: [ZipRecord], _ directory: Int) -> String? {
        var position = directory
        for record in records {
            position += ZipForm().entry(record).count
            if place < position { return String(decoding: record.name, as: UTF8.self) }
        }
        return nil
    }

    @Test func eachFaultOfAFolderIsNamed() async throws {
        let cases: [(BagFault.Kind, String, (Scratch) throws -> Void)] = [
            (.digest, "data/a.txt", { try $0.write("bag/data/a.txt", "other") }),
            (.missing, "data/a.txt", { try FileManager.default.removeItem(atPath: "\($0.path)/bag/data/a.txt") }),
            (.unlisted, "data/new", { try $0.write("bag/data/new", "new") }),
            (.unlistedTag, "more.txt", { try $0.write("bag/more.txt", "new") }),
            (.declaration, "bagit.txt", { try $0.write("bag/bagit.txt", "BagIt-Version : 1.0\n") }),
            (.fetch, "fetch.txt", { try $0.write("bag/fetch.txt", "http://x - data/a.txt\n") }),
            (.oxum, "bag-info.txt", { try $0.write("bag/bag-info.txt", "Payload-Oxum: 1.1\n") }),
            (.info, "bag-info.txt", { try $0.write("bag/bag-info.txt", "nothing\n") }),
            (.algorithm, "manifest-md5.txt", { try $0.write("bag/manifest-md5.txt", "") }),
            (.line, "manifest-sha256.txt", { try $0.write("bag/manifest-sha256.txt", "xyz data/a.txt\n") }),
            (
                .path, "../a",
                { try $0.write("bag/manifest-sha256.txt", String(repeating: "0", count: 64) + "  ../a\n") }
            ),
            (
                .repeated, "manifest-sha256.txt",
                {
                    let bytes = try $0.bytes("bag/manifest-sha256.txt")
                    try $0.write("bag/manifest-sha256.txt", bytes + bytes)
                }
            ),
            (
                .notAFile, "data/link",
                {
                    try FileManager.default.createSymbolicLink(
                        atPath: "\($0.path)/bag/data/link",
                        withDestinationPath: "/etc/passwd"
                    )
                }
            ),
            (.clash, "data/a.txt", { try $0.write("bag/data/A.txt", "new") }),
        ]
        for (kind, file, spoil) in cases {
            let scratch = try Scratch()
            try await write(scratch, "bag", .folder)
            try spoil(scratch)
            let found = try await faults(scratch, "bag")
            #expect(found.contains { $0.kind == kind && $0.file == file }, "\(kind): \(found)")
        }
    }

    @Test func badNamesAndSecondNamesAreRefused() async throws {
        for name in ["", "/a", "../a", "a/../b", "a//b", "~/a", "C:a", "a\\b", "a\0b", "./a"] {
            #expect(throws: BagPath.Refused.self, "\(name)") { try BagPath(name) }
        }
        let scratch = try Scratch()
        let writer = try BagWriter("\(scratch.path)/x.zip", as: .archive, root: "x")
        try writer.add(try BagPath("data/Waybill"), [1])
        #expect(throws: DossierError.clash("data/Waybill", "data/waybill")) {
            try writer.add(try BagPath("data/waybill"), [2])
        }
    }

    @Test func nothingStandsWhereAFileIsMissing() async throws {
        let scratch = try Scratch()
        do {
            let writer = try BagWriter("\(scratch.path)/x.zip", as: .archive, root: "x")
            try await writer.add([.init(try BagPath("data/a"), file: "\(scratch.path)/none")])
            Issue.record("a missing file was packed")
        } catch let error as DossierError {
            #expect(error == .missing("\(scratch.path)/none"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max)]) func hostileArchivesEndInFaults(seed: UInt64) async throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        let scratch = try Scratch()
        let writer = try BagWriter("\(scratch.path)/x.zip", as: .archive, root: "x")
        try writer.add(try BagPath("data/a"), [1, 2, 3])
        try writer.finish(BagInfo())
        let whole = try scratch.bytes("x.zip")
        for _ in 0..<200 {
            let spoilt = dice.mutated(whole)
            guard spoilt != whole else { continue }
            try scratch.write("x.zip", spoilt)
            #expect(try await !faults(scratch, "x.zip").isEmpty)
        }
        for size in [0, 1, 21, 22, 100] {
            try scratch.write("x.zip", dice.bytes(size))
            #expect(try await !faults(scratch, "x.zip").isEmpty)
        }
    }
}

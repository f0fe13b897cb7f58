import Community
import Crypto
import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

/// A PDF as a phone or an office makes it: one page, and who made it in both of the places where that stands.
enum PaperSample {
    static let author = "Zeferino Xylographer"

    static func document(author: String = author) -> [UInt8] {
        let page = "BT /F1 24 Tf 72 700 Td (the water is brown) Tj ET"
        let words = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\(author)</x:xmpmeta>"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R /PieceInfo << /App << /Private (\(author)) >> >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            """
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Metadata 6 0 R
            /Resources << /Font << /F1 5 0 R >> >> >>
            """,
            "<< /Length \(page.utf8.count) >>\nstream\n\(page)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Metadata /Subtype /XML /Length \(words.utf8.count) >>\nstream\n\(words)\nendstream",
            "<< /Author (\(author)) /Creator (Phone of \(author)) >>",
        ]
        var text = "%PDF-1.5\n"
        var places: [Int] = []
        for (number, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(number + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { text += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 7 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }

    static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    static func holds(_ bytes: [UInt8], _ word: String) -> Bool { Data(bytes).range(of: Data(word.utf8)) != nil }
}

@Suite("Papers of complaints: sealed on the disk, and free of who made them")
struct PaperTests {
    private static func isOnDisk(_ word: String, _ store: FactStore) throws -> Bool {
        let walker = FileManager.default.enumerator(
            at: store.folder,
            includingPropertiesForKeys: [.isRegularFileKey]
        )
        while let file = walker?.nextObject() as? URL {
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            if try Data(contentsOf: file).range(of: Data(word.utf8)) != nil { return true }
        }
        return false
    }

    @Test("What a PDF says of who made it is taken out, the same way each time; what is no PDF is refused")
    func cleaned() async throws {
        let document = PaperSample.document()
        #expect(PaperSample.holds(document, PaperSample.author))
        switch try await DocumentCleaner().clean(document) {
        case .noProgram: print("SKIPPED: qpdf is not installed, so no PDF was cleaned")
        case .refused: Issue.record("a sound PDF was refused")
        case .cleaned(let bytes):
            #expect(!PaperSample.holds(bytes, "Xylographer") && !PaperSample.holds(bytes, "/Info"))
            #expect(!PaperSample.holds(bytes, "/Metadata") && !PaperSample.holds(bytes, "PieceInfo"))
            #expect(PaperSample.holds(bytes, "/Helvetica"))
            // The same file gives the same bytes, so that it is there once.
            #expect(try await DocumentCleaner().clean(document) == .cleaned(bytes))
            #expect(try await DocumentCleaner().clean(Array("%PDF-1.4 no file".utf8)) == .refused)
            // Cut off before its end: mended and cleaned, or refused.
            if case .cleaned(let mended) = try await DocumentCleaner().clean(Array(document.dropLast(300))) {
                #expect(!PaperSample.holds(mended, "Xylographer"))
            }
        }
        #expect(try await DocumentCleaner(program: nil).clean(document) == .noProgram)
        #expect(try await DocumentCleaner(program: "/nowhere/qpdf").clean(document) == .noProgram)
    }

    @Test("Words and files lie sealed; without the key they are named as closed, and none is sealed under another one")
    func sealed() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let store = bench.shelf.store
        let document = PaperSample.document()
        try await bench.office.add("the zeugma of the well", to: file, tells: false, as: .taker, by: bench.liaison)
        try await bench.office.add(file: document, to: file, tells: false, as: .taker, by: bench.liaison)
        try await store.checkpoint()
        for word in ["zeugma", "Xylographer", "the water is brown", "/Helvetica"] {
            #expect(try !Self.isOnDisk(word, store), "\(word)")
        }
        #expect(try Self.isOnDisk("remedy-paper-added", store), "the search finds what is there")
        let papers = try await store.remedyPapers(of: file, as: bench.liaison)
        #expect(papers.map(\.isReadable) == [true, true] && papers[0].text == "the zeugma of the well")
        #expect(papers[1].arrived == PaperSample.digest(document))
        // Neither digest stands in the open: what has few possible contents could be tried out.
        let open = try bench.shelf.rows("SELECT hex(arrived_sha256), hex(sha256) FROM remedy_paper").flatMap { $0 }
        let clear = papers.flatMap { [$0.arrived, $0.sha256] }.map { $0.map { String(format: "%02X", $0) }.joined() }
        #expect(Set(open).isDisjoint(with: clear) && Set(open).count == (papers[1].isCleaned ? 3 : 2))

        let key = store.folder.appending(path: "keys/papers")
        let bytes = try Data(contentsOf: key)
        try FileManager.default.removeItem(at: key)
        let closed = try await store.remedyPapers(of: file, as: bench.liaison)
        #expect(closed.map(\.isReadable) == [false, false])
        #expect(closed.allSatisfy { $0.text.isEmpty && $0.sha256.isEmpty })
        await #expect(throws: StoreError(.fileSystem, "")) {
            try await store.openRemedyPaper(papers[1].id, of: file, as: bench.liaison)
        }
        await #expect(throws: StoreError(.fileSystem, "")) {
            try await bench.office.add("more", to: file, tells: false, as: .taker, by: bench.liaison)
        }
        #expect(!FileManager.default.fileExists(atPath: key.path), "no other key takes its place")
        try Data(repeating: 7, count: 32).write(to: key)
        #expect(try await store.remedyPapers(of: file, as: bench.liaison).map(\.isReadable) == [false, false])
        try bytes.write(to: key)
        #expect(try await store.remedyPapers(of: file, as: bench.liaison) == papers)
    }

    @Test("Papers from before are sealed once, and read as they were")
    func sealedLater() async throws {
        let bench = try await RedressBench()
        let file = try await bench.lodge()
        let store = bench.shelf.store
        let words = "an old zeugma"
        let hex = PaperSample.digest(Array(words.utf8)).map { String(format: "%02x", $0) }.joined()
        try bench.shelf.execute(
            """
            INSERT INTO remedy_paper (file_id, kind, arrived_sha256, bytes, sha256, tells, is_own, day, by)
            VALUES (\(file), 'words', x'\(hex)', CAST('\(words)' AS BLOB), x'\(hex)', 0, 1, '2026-09-01', 'complainant');
            """
        )
        let before = try await store.remedyPapers(of: file, as: bench.liaison)
        #expect(before.map(\.text) == [words])
        // The same words are the same before and after.
        try await bench.office.add(words, to: file, tells: false, as: .taker, by: bench.liaison)
        #expect(try await store.sealPapers() == 1)
        #expect(try await store.sealPapers() == 0)
        #expect(try await store.remedyPapers(of: file, as: bench.liaison) == before)
        try await bench.office.add(words, to: file, tells: false, as: .taker, by: bench.liaison)
        #expect(try await store.remedyPapers(of: file, as: bench.liaison) == before)
        #expect(try !Self.isOnDisk("zeugma", store))
    }
}

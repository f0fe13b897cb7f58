import Fieldwork
import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("What cannot be taken is set aside, and nothing is lost")
struct AsideTests {
    @Test("Each reason is named, with the bytes as they came")
    func reasons() async throws {
        let office = try FieldOffice()
        let form = try await office.add().added.form
        let cases: [(SetAside.Reason, [UInt8])] = [
            (.unreadable, Array("<data id=\"plain\"".utf8)), (.unreadable, []),
            (.unknownForm, FieldOffice.answers("uuid:1", id: "other")),
            (.unknownVersion, FieldOffice.answers("uuid:1", version: "7")),
            (.noInstanceID, FieldOffice.answers("")),
        ]
        for (reason, xml) in cases {
            let refusal = await #expect(throws: SubmissionRefusal.self) { try await office.send(xml) }
            #expect(refusal?.reason == reason)
            let found = try office.shelf.rows("SELECT reason, hex(bytes) FROM set_aside ORDER BY id DESC LIMIT 1")
            #expect(found == [[reason.rawValue, xml.map { String(format: "%02X", $0) }.joined()]])
        }
        #expect(try await office.store.submissionCount(of: form, as: .local) == 0)
    }

    @Test("A closed form takes nothing new, and what came before may still get its files")
    func closed() async throws {
        let office = try FieldOffice()
        let form = try await office.add().added.form
        let early = FieldOffice.answers("uuid:1", photo: "a.png")
        try await office.send(early)
        try await office.store.setFormState(.closed, of: form, by: .local)
        let refusal = await #expect(throws: SubmissionRefusal.self) {
            try await office.send(FieldOffice.answers("uuid:2"))
        }
        #expect(refusal?.reason == .closed)
        let receipt = try await office.send(early, ["a.png": FieldOffice.picture(1)])
        #expect(receipt.kept.missing.isEmpty && !receipt.kept.isNew)
        #expect(try await office.store.setAside(of: form, as: .local).map(\.reason) == [.closed])
    }

    @Test("Pictures lose what a camera wrote; other files, unnamed ones and second ones are set aside")
    func files() async throws {
        let office = try FieldOffice()
        let form = try await office.add().added.form
        let xml = FieldOffice.answers("uuid:1", photo: "a.png", other: "b.pdf")
        let picture = FieldOffice.picture(1)
        let receipt = try await office.send(
            xml,
            ["a.png": picture, "b.pdf": Array("%PDF-1.7".utf8), "c.png": FieldOffice.picture(2)]
        )
        #expect(receipt.filesSetAside == 2 && receipt.kept.missing.isEmpty)
        let id = receipt.kept.id
        let kept = try #require(try await office.store.submissionFile("a.png", of: id, as: .local))
        #expect(kept.mediaType == "image/png")
        #expect(!String(decoding: kept.bytes, as: UTF8.self).contains("12.5 S"))
        #expect(String(decoding: picture, as: UTF8.self).contains("12.5 S"))
        let again = try await office.send(xml, ["a.png": FieldOffice.picture(9)])
        #expect(again.kept.clashing == ["a.png"])
        let same = try await office.store.submissionFile("a.png", of: id, as: .local)?.bytes
        #expect(same == kept.bytes)
        let reasons = try await office.store.setAside(of: form, as: .local).map(\.reason)
        #expect(Set(reasons) == [.fileKind, .notNamed, .otherFile] && reasons.count == 3)
    }

    @Test("A version is never overwritten; the same again is known")
    func versions() async throws {
        let office = try FieldOffice()
        let first = try await office.add()
        #expect(first.added.isNew)
        #expect(try await !office.add().added.isNew)
        await #expect(throws: FormAdditionFault.otherContent(version: "1")) {
            try await office.add(FieldOffice.form(title: "Another title"))
        }
        let second = try await office.add(FieldOffice.form(version: "2"))
        #expect(second.added.form == first.added.form && second.added.isNew)
        // Answers to either version are taken.
        try await office.send(FieldOffice.answers("uuid:1", version: "1"))
        try await office.send(FieldOffice.answers("uuid:2", version: "2"))
        await #expect(throws: FormAdditionFault.noConverter) {
            _ = try await office.desk.add(
                FormFiles(name: "a.xlsx", bytes: [0x50, 0x4B, 0x03, 0x04]),
                with: SpreadsheetConverter(home: URL(filePath: "/nonexistent")),
                by: .local
            )
        }
    }
}

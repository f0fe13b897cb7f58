import Foundation
import Testing
import Vocabulary
import Web

@Suite("Languages that communities add by a sheet")
struct LanguageSheetTests {
    private static func catalogue() throws -> MessageCatalogue {
        try MessageCatalogue(folder: TestSite.home.appending(path: "Content/messages"))
    }

    private static func sheet(_ text: String) throws -> LanguageSheet {
        try LanguageSheet(Array(text.utf8), try catalogue())
    }

    @Test(
        "A template that is filled in and read again has every text; the page's own texts stand where a cell is empty"
    )
    func template() throws {
        let catalogue = try Self.catalogue()
        let template = String(decoding: LanguageSheet.template("sw", base: .fr, catalogue), as: UTF8.self)
        let keys = CommunityLanguage.keys(of: catalogue)
        #expect(keys.count > 120 && keys.contains("report.title") && keys.contains("thread.unknown"))
        #expect(throws: LanguageSheet.Refusal.self) { try Self.sheet(template) }
        // Every text said twice over, as if translated; quoted cells and all.
        let sound = try Self.sheet("key,fr,sw\r\nname,x,Kiswahili\r\nreport.title,x,Tuambie\r\n")
        #expect((sound.code, sound.name, sound.base) == ("sw", "Kiswahili", .fr))
        #expect(sound.faults.isEmpty && sound.missing == keys.count - 1)
        let again = try LanguageSheet(LanguageSheet.template("sw", base: .fr, catalogue, filled: sound), catalogue)
        #expect(again.name == "Kiswahili" && again.missing == sound.missing)
        #expect(sound.language(catalogue).count == 1)
    }

    @Test("Lines that cannot be taken are named with their place, and hold none of the others up")
    func lines() throws {
        let sheet = try Self.sheet(
            """
            key,en,sw
            name,x,"Kiswahili, cha pwani"

            report.title,Tell us,"Tuambie
            kilichotokea"
            report.lead,x,Huhitaji akaunti
            no.such.key,x,y
            receipt.suggestion,x,neno {place}
            findings.title,x,y
            thread.unknown,x,Hakuna
            """
        )
        #expect(sheet.name == "Kiswahili, cha pwani")
        #expect(sheet.faults.map(\.line) == [4, 7, 8, 9])
        #expect(sheet.faults[2].message.contains("{place}, {words}"))
        #expect(sheet.missing == CommunityLanguage.keys(of: try Self.catalogue()).count - 2)
    }

    @Test(
        "What is no sheet is refused with what was expected",
        arguments: [
            "", "key,fr", "key;fr;sw\nname;x;", "key,de,sw\nname,x,y", "key,fr,fr\nname,x,y", "key,fr,SW\nname,x,y",
            "key,fr,sw\nreport.title,x,y", "key,fr,sw\nname,x,\"y", "clef,fr,sw\nname,x,y",
        ]
    )
    func refused(text: String) throws {
        #expect(throws: LanguageSheet.Refusal.self) { try Self.sheet(text) }
    }

    @Test("Semicolons and a mark of the byte order, as spreadsheets write them, are read; other encodings are refused")
    func spreadsheets() throws {
        let sheet = try Self.sheet("\u{FEFF}key;fr;qu\r\nname;x;Runasimi\r\nreport.leave;x;Lluqsiy\r\n")
        #expect(sheet.name == "Runasimi" && sheet.faults.isEmpty)
        let latin = Array("key,fr,qu\nname,x,".utf8) + [0xE9, 0x0A]
        let refusal = #expect(throws: LanguageSheet.Refusal.self) { try LanguageSheet(latin, try Self.catalogue()) }
        #expect(refusal?.message.contains("UTF-8") == true)
    }

    @Test("Hostile sheets are refused or read, and never more", arguments: [UInt64(11), 20_261_123])
    func hostile(seed: UInt64) throws {
        print("seed \(seed)")
        let catalogue = try Self.catalogue()
        let sound = Array("key,fr,sw\nname,x,Kiswahili\nreport.title,\"a \"\"b\"\"\",Tuambie\n".utf8)
        var state = seed
        for _ in 0..<3_000 {
            var bytes = sound
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            _ = try? LanguageSheet(bytes, catalogue)
        }
        #expect(throws: LanguageSheet.Refusal.self) {
            try LanguageSheet([UInt8](repeating: 0x2C, count: LanguageSheet.longest + 1), catalogue)
        }
    }
}

import Foundation
import KernelSamples
import Messaging
import Secrets
import Testing
import Vocabulary

@Suite("Keywords")
struct KeywordBookTests {
    @Test(
        "Case, accents, spaces and signs do not count",
        arguments: [
            "REPONSE 1234", "réponse:1234", "  «Réponse», 1234 ", "re\u{301}ponse1234", "RÉPONSE ١٢٣٤",
        ]
    )
    func tolerance(text: String) throws {
        let reading = try Samples.book().read(text)
        guard case .answer(let receipt?) = reading.intent else {
            Issue.record("\(reading)")
            return
        }
        let digits = String(decoding: receipt.exposed, as: UTF8.self)
        #expect(digits == "1234" || digits == "١٢٣٤")
        #expect(reading.languages == [.fr])
    }

    @Test("What is asked is read in each language")
    func intents() throws {
        let book = try Samples.book()
        #expect(book.read("Report: soldiers, at the bridge.").intent == .report(text: "soldiers, at the bridge."))
        #expect(book.read("denúncia").intent == .report(text: ""))
        #expect(book.read("PRIX or Bukavu").intent == .price(PriceQuery(mineral: "gold", place: "Bukavu")))
        #expect(
            book.read("preço de Santa Fé, ESTANHO").intent == .price(PriceQuery(mineral: "tin", place: "de Santa Fé"))
        )
        #expect(book.read("precio").intent == .price(PriceQuery(mineral: nil, place: nil)))
        #expect(book.read("STOP").intent == .stop)
        #expect(book.read("STOP").languages == [.en, .fr, .pt, .es])
        #expect(book.read("Sí").intent == .yes && book.read("não!").intent == .no)
        #expect(book.read("٣").intent == .number(3))
        #expect(book.read("1 2").intent == .unclear(nearest: []))
        let receipt = "1234 5678 9012 3456 7890 1234 5678"
        #expect(book.read(receipt).intent == .answer(receipt: SecretBytes(Array(receipt.utf8.filter { $0 != 0x20 }))))
        #expect(!"\(book.read(receipt))".contains("1234"))
        for text in ["", " ", "...", "😀"] { #expect(book.read(text).intent == .unclear(nearest: [])) }
        #expect(book.read("STOP the trucks").isAlone == false)
        #expect(book.read("OK").language(preferring: .es) == .es)
        #expect(book.read("oui").language(preferring: .es) == .fr)
    }

    @Test(
        "One slip is offered and never taken",
        arguments: [
            ("reprot", "REPORT"), ("repor", "REPORT"), ("rreport", "REPORT"), ("rebort", "REPORT"), ("ayda", "AYUDA"),
        ]
    )
    func slips(text: String, word: String) throws {
        guard case .unclear(let nearest) = try Samples.book().read(text + " x").intent else {
            Issue.record("taken")
            return
        }
        #expect(nearest.contains { $0.word == word })
    }

    @Test("Every keyword of one slip is offered, and no other")
    func anySlip() throws {
        let book = try Samples.book()
        var dice = Dice(seed: testSeed("anySlip"))
        for _ in 0..<600 {
            let keyword = try #require(book.allKeywords.randomElement(using: &dice))
            var letters = Array(WordFolding.fold(keyword.word))
            letters[Int.random(in: 0..<letters.count, using: &dice)] = "q"
            guard case .unclear(let nearest) = book.read(String(letters)).intent else { continue }
            #expect(nearest.contains(keyword) || letters.count < 3)
            // Two letters replaced are no longer near.
            guard letters.count > 3 else { continue }
            let far = "zzz" + String(letters)
            #expect(book.read(far).intent == .unclear(nearest: []))
        }
    }

    @Test("Minerals of the book are those of the vocabulary")
    func minerals() throws {
        let known = String(decoding: try Samples.bytes("Content/minerals.yaml"), as: UTF8.self)
        for id in try Samples.book().mineralIDs { #expect(known.contains("\n  - id: \(id)\n"), "\(id)") }
    }

    @Test("Faults of a file are named with their paths")
    func faults() throws {
        let text = String(decoding: try Samples.bytes("Content/keywords/keywords.json"), as: UTF8.self)
        func paths(_ old: String, _ new: String) throws -> [String] {
            let changed = text.replacingOccurrences(of: old, with: new)
            #expect(changed != text)
            let faults = #expect(throws: KeywordFaults.self) { try KeywordBook(parsing: Array(changed.utf8)) }
            return faults?.faults.map(\.path) ?? []
        }
        #expect(try paths("\"AIDE\"", "\"prix\"") == ["languages.fr.help[0]"])
        #expect(try paths("\"AIDE\"", "\"a b\"") == ["languages.fr.help[0]"])
        #expect(try paths("\"AIDE\"", "7") == ["languages.fr.help[0]"])
        #expect(try paths("[\"AIDE\", \"INFO\"]", "[]") == ["languages.fr.help"])
        #expect(try paths("\"fr\": {", "\"sw\": {").sorted() == ["languages", "languages.sw"])
        #expect(try paths("\"version\": 1", "\"version\": 2, \"more\": 1").sorted() == ["more", "version"])
        #expect(try paths("\"cobalto\"", "\"cobalt\"") == ["minerals.cobalt[1]"])
        #expect(try paths("\"cobalto\"", "\"tin\"") == ["minerals.cobalt[1]"])
        #expect(try paths("\"kind\"", "kind") == [""])
    }
}

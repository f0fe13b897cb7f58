import Formats
import Messaging
import Testing
import Vocabulary

@Suite("Words of replies")
struct ReplyTests {
    /// Values as long as the rules and the files allow, or as long as names of places and sources are.
    private static func values(_ key: ReplyKey, _ topic: ReportTopic) -> [String: Reply.Value] {
        [
            "choices": .choices(ReportTopic.allCases.map(\.key)), "word": .text("UNSUBSCRIBE"),
            "category": .message(topic.key), "count": .text("16000"), "text": .text("Yes"),
            "place": .text(key == .confirm ? String(repeating: "á", count: 40) : "Rubaya"),
            // Words of receipts have eight letters at most.
            "receipt": .text(
                key == .filedWords
                    ? Array(repeating: "abcdefgh", count: 9).joined(separator: " ")
                    : "1234 5678 9012 3456 7890 1234 5678"
            ), "most": .text("1000"),
            "mineral": .text("tungstênio"), "price": .text("1 250 000,50"), "currency": .text("CDF"),
            "unit": .message(.unitKilogram), "day": .text("09.03.2026"), "source": .text("Comptoir de Goma, affiché"),
        ]
    }

    @Test("Every reply has words and fits in two messages as it stands", arguments: Language.allCases)
    func fits(language: Language) throws {
        let catalogue = try JSONNode(parsing: try Samples.bytes("Content/messages/\(language.rawValue).json"))
        for key in ReplyKey.allCases {
            for topic in ReportTopic.allCases {
                let reply = Reply(key, language, Self.values(key, topic))
                let words = try #require(reply.words { catalogue[$0]?.string }, "\(language) \(key.rawValue)")
                #expect(!words.contains("{"))
                let sms = try SMSText(words)
                #expect(sms.parts.count <= 2, "\(language) \(key.rawValue): \(sms.units) of \(sms.alphabet): \(words)")
            }
        }
    }

    @Test("What is filled in is not read as a place; a missing value is no reply")
    func places() {
        let reply = Reply(.unclearNear, .en, ["word": .text("{other}")])
        #expect(reply.words { _ in "a {word} b" } == "a {other} b")
        #expect(Reply(.unclearNear, .en).words { _ in "a {word} b" } == nil)
        #expect(reply.words { _ in nil } == nil)
    }

    @Test("The warning names the phone company in every language", arguments: Language.allCases)
    func warning(language: Language) throws {
        let catalogue = try JSONNode(parsing: try Samples.bytes("Content/messages/\(language.rawValue).json"))
        let company: [Language: String] = [
            .en: "phone company", .fr: "opérateur", .pt: "operadora", .es: "operadora",
        ]
        for key in [ReplyKey.help, .warning, .warningLate, .dropped, .answerWaiting, .voiceMenu] {
            let text = catalogue[key.rawValue]?.string ?? ""
            #expect(text.contains(company[language] ?? "?"), "\(key.rawValue)")
        }
    }
}

import Formats
import Sealing
import Testing
import Vocabulary

@Suite("Words for people")
struct MessageKeyTests {
    @Test("Every fault has a text in every language, and no two the same", arguments: Language.allCases)
    func texts(language: Language) throws {
        let messages = try JSONNode(parsing: Array(try Lists.text("Content/messages/\(language.rawValue).json").utf8))
        let keys: [Set<String>] = [
            Set(ReceiptFault.Reason.allCases.map(\.messageKey)), Set(TicketFault.allCases.map(\.messageKey)),
            Set(SealingFault.Reason.allCases.map(\.messageKey)),
        ]
        for group in keys {
            let texts = group.map { messages[$0]?.string ?? "" }
            for (key, text) in zip(group, texts) { #expect(!text.isEmpty, "\(language).json has no \(key)") }
            #expect(Set(texts).count == texts.count)
        }
        #expect(ReceiptFault.Reason.wrongWord.messageKey == "receipt.refused.wrong_word")
    }
}

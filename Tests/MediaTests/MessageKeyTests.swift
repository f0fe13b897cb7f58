import Formats
import Foundation
import Media
import Testing

@Suite("Words for people")
struct MessageKeyTests {
    @Test(
        "Every refusal and everything removed has a text in every language, and no two the same",
        arguments: ["en", "fr", "pt", "es"]
    )
    func texts(language: String) throws {
        let path = Tools.root.appending(path: "Content/messages/\(language).json")
        let messages = try JSONNode(parsing: Array(try Data(contentsOf: path)))
        let refusals = MediaFault.Reason.allCases.map(\.messageKey)
        for keys in [refusals, CleanedMedia.Removed.allCases.map(\.messageKey)] {
            let texts = keys.map { messages[$0]?.string ?? "" }
            for (key, text) in zip(keys, texts) { #expect(!text.isEmpty, "\(language).json has no \(key)") }
            #expect(Set(texts).count == texts.count)
        }
        #expect(MediaFault.Reason.cutOff.messageKey == "media.refused.cut_off")
    }
}

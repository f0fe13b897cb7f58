import Credentials
import Formats
import Foundation
import Testing

@Suite("Words for people")
struct MessageKeyTests {
    @Test(
        "Every reason and every step has a text in every language, and no two reasons the same",
        arguments: ["en", "fr", "pt", "es"]
    )
    func texts(language: String) throws {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let bytes = Array(try Data(contentsOf: root.appending(path: "Content/messages/\(language).json")))
        let messages = try JSONNode(parsing: bytes)
        let reasons = CredentialFault.Reason.allCases.map(\.messageKey)
        let stamps = TimeStampFault.Reason.allCases.map(\.messageKey)
        let steps = CredentialReport.Step.allCases.map(\.messageKey)
        for keys in [reasons, stamps, steps] {
            let texts = keys.map { messages[$0]?.string ?? "" }
            for (key, text) in zip(keys, texts) { #expect(!text.isEmpty, "\(language).json has no \(key)") }
            #expect(Set(texts).count == texts.count)
        }
        #expect(CredentialFault.Reason.malformedJSON.messageKey == "credential.reason.malformed_json")
    }
}

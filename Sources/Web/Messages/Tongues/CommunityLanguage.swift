package import Vocabulary

/// A language that a community has added: its texts over those of a language of the site, on the pages of those who report.
package struct CommunityLanguage: Sendable {
    /// Its code: two or three letters (ISO 639), such as `sw`, `qu`, `vmw`.
    package let code: String
    /// Its name for itself.
    package let name: String
    /// The language whose text stands where there is none, and in which an answer is understood.
    package let base: Language
    /// All texts of those pages.
    let words: Words
    /// How many texts are its own.
    package let count: Int

    /// The keys of the texts that stand on the pages of those who report, in the order of the alphabet.
    package static func keys(of catalogue: MessageCatalogue) -> [String] {
        (catalogue.messages[.en] ?? [:]).keys.filter { key in
            groups.contains { key.hasPrefix($0) } || single.contains(key)
        }
        .sorted()
    }

    private static let groups = ["report.", "thread.", "receipt.", "paper.", "ticket.refused.", "media.refused."]
    private static let single: Set<String> = ["nav.skip", "nav.languages"]

    /// Whether a code can be one: two or three small letters, and none of the site's own.
    package static func isCode(_ code: String) -> Bool {
        (2...3).contains(code.utf8.count) && code.utf8.allSatisfy { (0x61...0x7A).contains($0) }
            && Language(rawValue: code) == nil
    }
}

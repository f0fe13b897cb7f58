public import Foundation
public import Rules
public import Store
public import Vocabulary

/// Writes the digests of everybody whose digest is due, in the language that each prefers.
///
/// Touchstone sends nothing: whoever runs the installation delivers the files.
public struct DigestWriter: Sendable {
    /// One digest.
    public struct Digest: Sendable {
        /// The address of the person.
        public let address: String
        /// A name for its file: the number of the person and the day.
        public let fileName: String
        /// The text, as Markdown.
        public let text: String
    }

    private let store: FactStore
    private let messages: MessageCatalogue
    private let rules: [RuleView]

    /// Prepares to write; throws what is wrong with the message catalogues.
    public init(store: FactStore, rules: RuleCatalogue, lexicon: Lexicon, home: URL) throws {
        self.store = store
        messages = try MessageCatalogue(folder: home.appending(path: "Content/messages"))
        self.rules = rules.rules.map { RuleView($0, lexicon: lexicon) }
    }

    /// The digests that are due; each counts as written once it has been taken.
    ///
    /// - Parameters:
    ///   - site: The address of the site, for links; nil for none.
    ///   - take: Keeps a digest. If it throws, the digest stays due.
    public func write(site: String?, _ take: (Digest) throws -> Void) async throws -> Int {
        let due = try await store.dueDigests()
        for digest in due {
            let language = digest.person.about.languages.compactMap(Language.init(rawValue:)).first ?? .en
            let words = messages.words(in: language)
            let table = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let lines = try await NoticeWords(words: words, rules: table).lines(
                digest.notices,
                as: digest.reader,
                store
            )
            let day = FactStore.timestamp(Date()).prefix(10)
            try take(
                Digest(
                    address: digest.person.about.email,
                    fileName: "\(digest.person.number.rawValue)-\(day).md",
                    text: text(lines, of: digest.person, words, site)
                )
            )
            try await store.noteDigest(digest)
        }
        return due.count
    }

    private func text(_ lines: [NoticeWords.Line], of person: Person, _ words: Words, _ site: String?) -> String {
        var text = "# \(words("site.name")): \(words("notices.digest"))\n\n\(person.about.name)\n"
        for event in Notice.Event.allCases {
            let own = lines.filter { $0.notice.event == event }
            guard !own.isEmpty else { continue }
            text += "\n## \(words("notices.event.\(event.rawValue)"))\n\n"
            for line in own {
                text += "- \(Self.plain(line.text))"
                if let site, let path = line.path { text += "\n  <\(site)/\(words.language.rawValue)\(path)>" }
                text += "\n"
            }
        }
        return text + "\n\(words("footer.observation"))\n"
    }

    /// A text from outside in one line, without what Markdown would make links, pictures or markup of.
    private static func plain(_ text: String) -> String {
        String(
            text.flatMap { character -> [Character] in
                if character.isNewline { return [" "] }
                return "\\`*_[]<>!#|".contains(character) ? ["\\", character] : [character]
            }
        )
    }
}

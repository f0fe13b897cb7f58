internal import Hummingbird
internal import Vocabulary

/// The languages of the site and how much of the texts each of them has.
enum LanguagesPage {
    static func respond(_ visit: Visit) -> Response {
        let words = visit.words
        let messages = visit.services.messages.messages
        let all = messages.values.reduce(into: Set<String>()) { $0.formUnion($1.keys) }.count
        let rules = visit.services.rules
        let title = words("nav.admin_languages")
        return PageFrame(visit: visit, title: title, section: "/admin/languages").response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("languages.about"))
            PlainTable<Language>(
                words: words,
                caption: title,
                items: Language.allCases,
                columns: [
                    .init("people.language") { language, h in
                        h(.bdi, .lang(language.rawValue), text: words("language.\(language.rawValue)"))
                    },
                    .init("languages.texts", isNumeric: true) { language, h in
                        let count = messages[language]?.count ?? 0
                        let share = words.share(partsPerMillion: all == 0 ? 0 : count * 1_000_000 / all)
                        h.text("\(words.integer(count)) (\(share))")
                    },
                    .init("languages.rules", isNumeric: true) { language, h in
                        // A title that is the English one has not been translated.
                        let own = rules.count { language == .en || $0.title[language] != $0.title[.en] }
                        h.text("\(words.integer(own)) / \(words.integer(rules.count))")
                    },
                    .init("languages.open") { language, h in
                        h(.a, .href("/\(language.rawValue)/"), .lang(language.rawValue), text: "/\(language.rawValue)/")
                    },
                ]
            )
            .write(to: &h)
        }
    }
}

internal import Vocabulary

/// The box at the top of every page; `search.js` adds suggestions, and without it the button leads to the results.
struct SearchBox {
    let visit: Visit
    /// What was searched for.
    let words: String

    func write(to h: inout HTML) {
        let searched = words
        let words = visit.words
        h(
            .form,
            .class("search"),
            .role("search"),
            Attribute("method", "get"),
            Attribute("action", visit.path("/search")),
            .ariaLabel(words("search.label"))
        ) { h in
            h(.label, .for("search"), .class("unseen"), text: words("search.label"))
            h(
                .input,
                .type("search"),
                .id("search"),
                .name("q"),
                .value(searched),
                Attribute("placeholder", words("search.placeholder")),
                Attribute("autocomplete", "off"),
                Attribute("autocapitalize", "none"),
                Attribute("spellcheck", "false"),
                Attribute("maxlength", "400"),
                Attribute("data-language", visit.language.rawValue),
                Attribute("data-suggestions", words("search.suggestions")),
                Attribute("data-count", words("search.suggestion_count")),
                Attribute("data-none", words("search.no_suggestion"))
            )
            h(.button, .type("submit"), .class("quiet-button"), text: words("search.button"))
        }
    }
}

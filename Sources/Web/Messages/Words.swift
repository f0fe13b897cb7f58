package import Vocabulary

/// The texts of one language, and how that language writes numbers, dates, masses and money.
package struct Words: Sendable {
    /// The language.
    package let language: Language
    private let messages: [String: Message]

    init(language: Language, messages: [String: Message]) {
        self.language = language
        self.messages = messages
    }

    /// The text of a key with its placeholders filled in; the key itself if there is none.
    package func callAsFunction(_ key: String, _ values: KeyValuePairs<String, String> = [:]) -> String {
        fill(messages[key]?.last ?? key) { name in values.first { $0.key == name }?.value }
    }

    /// The text of a key with its placeholders filled in by whoever knows their values.
    func callAsFunction(_ key: String, filling value: (String) -> String?) -> String {
        fill(messages[key]?.last ?? key) { value(String($0)) }
    }

    /// The text of a key for a number of things, with `{count}` filled in.
    package func plural(_ key: String, _ count: Int, _ values: KeyValuePairs<String, String> = [:]) -> String {
        let number = integer(count)
        return fill(form(of: key, for: count)) { name in
            name == "count" ? number : values.first { $0.key == name }?.value
        }
    }

    /// The form of a message for a number of things.
    func form(of key: String, for count: Int) -> String {
        guard let message = messages[key] else { return key }
        // CLDR: French and Portuguese count zero as one; English and Spanish do not.
        let isOne = count == 1 || (count == 0 && (language == .fr || language == .pt))
        return isOne ? message.forms.first ?? key : message.last
    }

    /// The word for a code of the fact schema, such as `status.active`; the code with spaces where there is none.
    package func token(_ group: String, _ code: String) -> String {
        if let message = messages["\(group).\(code)"] { return message.last }
        return code.replacing("_", with: " ")
    }

    /// Whether there is a text for a key.
    func has(_ key: String) -> Bool {
        messages[key] != nil
    }

    func fill(_ text: String, _ value: (Substring) -> String?) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = text[...]
        // By bytes: both braces are one, and never part of another character's.
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
        {
            result += rest[..<open]
            let name = rest[rest.utf8.index(after: open)..<close]
            result += value(name) ?? "{\(name)}"
            rest = rest[rest.utf8.index(after: close)...]
        }
        return result + rest
    }
}

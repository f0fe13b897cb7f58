internal import Store
package import Vocabulary

extension Words {
    /// What was found or expected in a refused record, as a sentence's part.
    package func callAsFunction(_ text: RefusalText) -> String {
        var values: [String: String] = [:]
        for (name, argument) in text.arguments {
            values[name] =
                switch argument {
                case .text(let text): text
                case .integer(let number): integer(number)
                case .real(let number): self.number(number, places: 6)
                case .refusal(let part): self(part)
                }
        }
        // A message without a number of things has one form, whatever the number.
        var count = 0
        if case .integer(let number) = text.arguments["count"] { count = number }
        return fill(form(of: text.messageKey, for: count)) { values[String($0)] }
    }

    /// What was found and what was expected in one sentence, both as the store keeps them.
    package func refusal(found: String, expected: String) -> String {
        self("quarantine.refused", ["found": refusal(found), "expected": refusal(expected)])
    }

    /// What was found or expected, as the store keeps it.
    package func refusal(_ json: String) -> String {
        RefusalText(json: json).map { self($0) } ?? json
    }
}

/// One text of the catalogue: plain, or with a form for one thing and a form for several.
package enum Message: Sendable, Hashable, Decodable {
    case plain(String)
    case plural(one: String, other: String)

    package init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self = .plain(text)
        } else {
            let forms = try decoder.container(keyedBy: Form.self)
            self = .plural(
                one: try forms.decode(String.self, forKey: .one),
                other: try forms.decode(String.self, forKey: .other)
            )
        }
    }

    private enum Form: String, CodingKey {
        case one
        case other
    }

    /// The forms as they are written.
    package var forms: [String] {
        switch self {
        case .plain(let text): [text]
        case .plural(let one, let other): [one, other]
        }
    }

    /// The form for several things; the only one of a plain text.
    var last: String {
        switch self {
        case .plain(let text): text
        case .plural(_, let other): other
        }
    }

    /// The names in braces, over all forms.
    package var placeholders: Set<String> {
        var names: Set<String> = []
        for form in forms {
            var rest = form[...]
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                names.insert(String(rest[rest.index(after: open)..<close]))
                rest = rest[rest.index(after: close)...]
            }
        }
        return names
    }
}

internal import Hummingbird

/// A form that changes something: it carries the token against forged requests.
struct PostForm: Sendable {
    let visit: Visit
    /// The path after the language.
    let action: String
    let token: String
    var css = "stack"
    var id: String?

    func write(to h: inout HTML, content: (inout HTML) -> Void) {
        h(
            .form,
            .class(css),
            id.map(Attribute.id),
            Attribute("method", "post"),
            Attribute("action", visit.path(action))
        ) { h in
            FormToken(token: token).write(to: &h)
            content(&h)
        }
    }
}

extension Visit {
    /// Reads a small form, and refuses one that does not come from a page of ours.
    func form(_ request: Request) async throws -> QueryString {
        let form = try await FormBody.read(request)
        try services.csrf.check(request, token: form[RequestForgeryGuard.fieldName])
        return form
    }
}

extension QueryString {
    /// Every value of a name, for boxes that can be ticked.
    func all(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    /// A value that the form must have.
    func need(_ name: String) throws(SiteError) -> String {
        guard let value = self[name] else { throw SiteError(.badRequest) }
        return value
    }
}

/// The parts of a form: each control with its label.
struct FormParts: Sendable {
    let words: Words
    /// Comes before the identifiers of the controls, where a page has several forms.
    var prefix = ""

    func text(
        _ name: String,
        label: String,
        value: String = "",
        type: String = "text",
        required: Bool = false,
        hint: String? = nil,
        to h: inout HTML
    ) {
        FormField(
            name: name,
            label: words(label),
            type: type,
            value: value,
            hint: hint.map { words($0) },
            isRequired: required,
            prefix: prefix
        ).write(to: &h)
    }

    func reason(_ name: String = "reason", label: String, to h: inout HTML) {
        let id = prefix + name
        h(.label, .for(id), text: words(label))
        h(.textarea, .id(id), .name(name), .required, Attribute("rows", "2"), Attribute("maxlength", "2000"))
    }

    func choice(
        _ name: String,
        label: String,
        options: [(value: String, text: String)],
        chosen: String? = nil,
        any: String? = nil,
        to h: inout HTML
    ) {
        let id = prefix + name
        h(.label, .for(id), text: words(label))
        h(.select, .id(id), .name(name)) { h in
            if let any { h(.option, .value(""), text: words(any)) }
            for option in options {
                h(.option, .value(option.value), option.value == chosen ? .selected : nil, text: option.text)
            }
        }
    }

    func boxes(
        _ name: String,
        legend: String,
        options: [(value: String, text: String)],
        chosen: Set<String>,
        to h: inout HTML
    ) {
        h(.fieldset, .class("boxes")) { h in
            h(.legend, text: words(legend))
            for option in options {
                h(.label) { h in
                    h(
                        .input,
                        .type("checkbox"),
                        .name(name),
                        .value(option.value),
                        chosen.contains(option.value) ? .checked : nil
                    )
                    h.text(" " + option.text)
                }
            }
        }
    }

    func button(_ key: String, css: String? = nil, to h: inout HTML) {
        h(.div, .class("actions")) { h in
            h(.button, .type("submit"), css.map(Attribute.class), text: words(key))
        }
    }
}

/// Asks before something that cannot be undone, and repeats the form with the answer.
struct ConfirmationPage: Sendable {
    /// The field that says that the question was answered.
    static let field = "confirmed"

    let visit: Visit
    let title: String
    let question: String
    let button: String
    let back: String
    let form: QueryString

    /// The page, or nil where the question was answered already.
    var response: Response? {
        guard form[Self.field] == nil else { return nil }
        let words = visit.words
        return PageFrame(visit: visit, title: words(title), hasForm: true).response { h, token in
            h(.h1, text: words(title))
            h(.p, .class("notice"), text: words(question))
            PostForm(visit: visit, action: visit.place, token: token).write(to: &h) { h in
                for item in form.items where item.name != RequestForgeryGuard.fieldName {
                    h(.input, .type("hidden"), .name(item.name), .value(item.value))
                }
                h(.input, .type("hidden"), .name(Self.field), .value("yes"))
                h(.div, .class("actions")) { h in
                    h(.button, .type("submit"), text: words(button))
                    h(.a, .class("button quiet-button"), .href(visit.path(back)), text: words("confirm.back"))
                }
            }
        }
    }
}

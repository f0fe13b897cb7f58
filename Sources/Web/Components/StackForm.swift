/// A form of one field below the other, with its token and its button.
struct StackForm {
    let action: String
    let token: String
    let submit: String
    /// Whether the button is not the main thing on the page.
    var isQuiet = false

    func write(to h: inout HTML, fields: (inout HTML) -> Void = { _ in }) {
        h(.form, .class("stack"), Attribute("method", "post"), Attribute("action", action)) { h in
            FormToken(token: token).write(to: &h)
            fields(&h)
            h(.div, .class("actions")) { h in
                h(.button, .type("submit"), isQuiet ? .class("quiet-button") : nil, text: submit)
            }
        }
    }
}

/// A field with its label and, below it, what helps to fill it in.
struct FormField {
    let name: String
    let label: String
    var type = "text"
    var value = ""
    var autocomplete = "off"
    var hint: String?
    var isRequired = true
    var longest = 200
    /// Makes the identifier another one where a page has two fields of that name.
    var prefix = ""

    func write(to h: inout HTML) {
        let id = prefix + name
        h(.label, .for(id), text: label)
        h(
            .input,
            .type(type),
            .id(id),
            .name(name),
            value.isEmpty ? nil : .value(value),
            Attribute("autocomplete", autocomplete),
            Attribute("maxlength", String(longest)),
            type == "email" || name == "code" ? Attribute("spellcheck", "false") : nil,
            isRequired ? .required : nil,
            hint == nil ? nil : .ariaDescribedBy("\(id)-hint")
        )
        if let hint { h(.p, .class("hint"), .id("\(id)-hint"), text: hint) }
    }
}

/// What went wrong with a form that was sent, above it and read out at once.
struct FormFault {
    let sentences: [String]

    func write(to h: inout HTML) {
        guard !sentences.isEmpty else { return }
        h(.div, .class("notice"), .role("alert")) { h in
            for sentence in sentences { h(.p, text: sentence) }
        }
    }
}

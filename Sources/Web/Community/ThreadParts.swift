internal import Community
internal import Vocabulary

/// One message as a page shows it: who and when above, and what was said.
///
/// What was said has a direction of its own, since it may be in another language than the page.
struct MessageView: Sendable {
    /// Whether it answers somebody, and stands on the other side.
    let isAnswer: Bool
    /// Lines above what was said.
    let above: [String]
    /// What was said; nil shows nothing of it.
    let text: String?
    /// What stands where it is not for the visitor.
    let instead: String?
    /// By which a link leads to it.
    let id: String?

    init(isAnswer: Bool, above: [String], text: String?, instead: String? = nil, id: String? = nil) {
        (self.isAnswer, self.above, self.text, self.instead, self.id) = (isAnswer, above, text, instead, id)
    }

    /// A message between a reporter and whoever answers.
    ///
    /// - Parameter who: Who says it.
    init(_ message: ThreadEntry, from who: String, _ words: Words) {
        self.init(
            isAnswer: message.isAnswer,
            above: ["\(who) · \(message.day.map { words.date($0.text) } ?? "")"],
            text: message.text,
            instead: words("thread.closed_to_you")
        )
    }

    func write(to h: inout HTML) {
        h(.div, .class(isAnswer ? "message answer" : "message"), id.map(Attribute.id)) { h in
            for line in above { h(.p, .class("quiet"), text: line) }
            if let text {
                h(.p, .class("said")) { h in h(.bdi, text: text) }
            } else if let instead {
                h(.p, .class("quiet"), text: instead)
            }
        }
    }
}

/// Where a message is written, within a form: the box and the button.
struct MessageBox: Sendable {
    let words: Words
    /// The keys of the texts of both.
    let label: String
    let button: String
    /// What was sent in and not taken.
    let typed: String

    func write(to h: inout HTML) {
        h(.label, .for("text"), text: words(label))
        h(
            .textarea,
            .id("text"),
            .name("text"),
            .required,
            Attribute("rows", "4"),
            // What was written to somebody is not for whoever uses the browser next.
            Attribute("autocomplete", "off"),
            Attribute("maxlength", "\(ThreadMessage.longest / 4)"),
            text: typed
        )
        FormParts(words: words).button(button, to: &h)
    }
}

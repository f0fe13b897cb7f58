internal import Formats
internal import Forms
internal import Vocabulary

/// The questions of a step as fields, with what was said and what is against it.
struct FillFields {
    /// A field that is written: a question, its path and all that is shown of it.
    private struct Shown {
        let question: FormQuestion
        let path: String
        let label: String
        let hint: String
        let value: String
        let isRequired: Bool
        let isReadonly: Bool
        let choices: [OfferedChoice]
        let type: FormDataType
        let fault: String?
    }

    private enum Line {
        case heading(String)
        case field(Shown)
        case remove(path: String, number: Int)
        case more(path: String, name: String)
    }

    private let words: Words
    private let lines: [Line]

    init(
        page: FillPage,
        session: FormSession,
        step: FillStep,
        faults: [String: FormSession.Outcome],
        typed: [String: String]
    ) throws(SessionFault) {
        words = page.visit.words
        var lines: [Line] = []
        for block in step.blocks {
            switch block {
            case .heading(let text): lines.append(.heading(text))
            case .repetition(let path, let number, _): lines.append(.remove(path: path, number: number))
            case .more(let path, let name): lines.append(.more(path: path, name: name))
            case .question(let question, let path):
                let standing = try session.standing(at: path)
                var hint = ""
                if let text = question.hint { hint = try session.text(text, at: path, in: page.language) }
                let place = question.node ?? 0
                // What was just said stands there even where it was not taken.
                var value = typed[path] ?? ""
                if typed[path] == nil { value = try session.value(at: path) }
                lines.append(
                    .field(
                        Shown(
                            question: question,
                            path: path,
                            label: try session.label(at: path, in: page.language) ?? "",
                            hint: hint,
                            value: value,
                            isRequired: standing.isRequired,
                            isReadonly: standing.isReadonly,
                            choices: try session.choices(at: path, in: page.language),
                            type: session.definition.type(of: place),
                            fault: faults[path].map { Self.sentence($0, page.visit.words) }
                        )
                    )
                )
            }
        }
        self.lines = lines
    }

    /// What is against an answer, in the form's own words where it has any.
    static func sentence(_ outcome: FormSession.Outcome, _ words: Words) -> String {
        switch outcome {
        case .requiredButEmpty(let message): own(message) ?? words("fill.fault.required")
        case .constraintViolated(let message): own(message) ?? words("fill.fault.constraint")
        case .wrongType(let type): words("fill.fault.type", ["type": words("fill.type.\(type.word)")])
        case .notAChoice: words("fill.fault.choice")
        case .accepted, .readonly, .irrelevant: ""
        }
    }

    private static func own(_ message: String?) -> String? {
        message.flatMap { $0.isEmpty ? nil : $0 }
    }

    // MARK: Writing

    func write(to h: inout HTML) {
        var asked: [JSONNode] = []
        for line in lines {
            switch line {
            case .heading(let text): h(.h2) { h in h(.bdi, text: text) }
            case .remove(let path, let number):
                press("remove:" + path, words("fill.remove", ["number": "\(number)"]), to: &h)
            case .more(let path, let name):
                press("add:" + path, words("fill.add", ["name": name.isEmpty ? words("fill.one_more") : name]), to: &h)
            case .field(let shown):
                if case .upload = shown.question.kind {
                    note(shown, words("fill.file"), to: &h)
                } else if shown.isReadonly {
                    note(shown, shown.value, to: &h)
                } else {
                    FillField(number: asked.count, words: words).write(
                        shown.question.kind,
                        shown.type,
                        FillField.Texts(
                            label: shown.label + (shown.isRequired ? " (\(words("fill.required")))" : ""),
                            hint: shown.hint,
                            fault: shown.fault
                        ),
                        value: shown.value,
                        choices: shown.choices,
                        isMultiline: shown.question.appearance.contains("multiline"),
                        to: &h
                    )
                    asked.append(.string(shown.path))
                }
            }
        }
        h(.input, .type("hidden"), .name("asked"), .value(JSONNode.array(asked).text()))
    }

    /// What is only shown.
    private func note(_ shown: Shown, _ value: String, to h: inout HTML) {
        h(.p, .class("said")) { h in
            h(.bdi, text: shown.label)
            if !value.isEmpty { h.text(" ") }
            if !value.isEmpty { h(.bdi, .class("quiet"), text: value) }
        }
    }

    private func press(_ action: String, _ text: String, to h: inout HTML) {
        h(.p) { h in
            h(.button, .type("submit"), .class("quiet-button"), .name("do"), .value(action), text: text)
        }
    }
}

extension FormDataType {
    /// The last part of the key of its words.
    var word: String {
        switch self {
        case .dateTime: "date_time"
        case .odkRank: "rank"
        case .string, .int, .long, .decimal, .boolean, .date, .time, .select1, .select, .geopoint, .geotrace, .geoshape,
            .binary:
            rawValue
        }
    }
}

internal import Formats
internal import Forms
internal import Vocabulary

/// One question as a field of a page.
struct FillField {
    /// What stands around a field.
    struct Texts {
        let label: String
        let hint: String
        let fault: String?
    }

    /// Its number on the page, by which its values come back.
    let number: Int
    let words: Words

    /// So many choices stand one below the other; more are a list to open.
    private static let mostButtons = 12

    private var name: String { "q\(number)" }

    func write(
        _ kind: FormQuestion.Kind,
        _ type: FormDataType,
        _ texts: Texts,
        value: String,
        choices: [OfferedChoice],
        isMultiline: Bool,
        to h: inout HTML
    ) {
        switch kind {
        case .selectOne where choices.count <= Self.mostButtons:
            let none = OfferedChoice.none(words)
            group(texts, to: &h) { h in
                for choice in choices + [none] { box(choice, "radio", isChosen: choice.value == value, to: &h) }
            }
        case .selectOne:
            labelled(texts, to: &h) { h in
                select(name, choices, chosen: value, id: name, to: &h)
            }
        case .selectMany:
            let chosen = value.split(separator: " ").map(String.init)
            group(texts, to: &h) { h in
                for choice in choices { box(choice, "checkbox", isChosen: chosen.contains(choice.value), to: &h) }
            }
        case .rank:
            let chosen = value.split(separator: " ").map(String.init)
            group(texts, to: &h) { h in
                for place in choices.indices {
                    let id = "\(name)-\(place)"
                    h(.label, .for(id), text: words("fill.rank", ["number": "\(place + 1)"]))
                    select(name, choices, chosen: chosen.indices.contains(place) ? chosen[place] : "", id: id, to: &h)
                }
            }
        case .trigger:
            group(texts, to: &h) { h in
                let choice = OfferedChoice.nod(words)
                box(choice, "checkbox", isChosen: value == choice.value, to: &h)
            }
        case .input, .secret, .range, .upload: typed(kind, type, texts, value: value, isMultiline: isMultiline, to: &h)
        }
    }

    // MARK: Kinds

    private func typed(
        _ kind: FormQuestion.Kind,
        _ type: FormDataType,
        _ texts: Texts,
        value: String,
        isMultiline: Bool,
        to h: inout HTML
    ) {
        labelled(texts, more: advice(type), to: &h) { h in
            if isMultiline, type == .string {
                h(.textarea, .id(name), .name(name), Attribute("rows", "5"), described(texts), text: value)
                return
            }
            var attributes: [Attribute] = []
            switch (kind, type) {
            case (.secret, _): attributes = [.type("password")]
            case (.range(let start, let end, let step), _):
                attributes = [.type("number"), Attribute("min", start), Attribute("max", end), Attribute("step", step)]
            case (_, .int), (_, .long): attributes = [.type("text"), Attribute("inputmode", "numeric")]
            case (_, .decimal): attributes = [.type("text"), Attribute("inputmode", "decimal")]
            case (_, .date): attributes = [.type("date")]
            case (_, .time): attributes = [.type("time")]
            case (_, .dateTime): attributes = [.type("datetime-local")]
            default: attributes = [.type("text")]
            }
            h(
                .input,
                attributes[0],
                attributes.count > 1 ? attributes[1] : nil,
                attributes.count > 2 ? attributes[2] : nil,
                attributes.count > 3 ? attributes[3] : nil,
                .id(name),
                .name(name),
                .value(Self.shown(value, type)),
                described(texts)
            )
        }
    }

    /// What helps to write an answer of a type.
    private func advice(_ type: FormDataType) -> String {
        switch type {
        case .geopoint: words("fill.geopoint")
        case .geotrace, .geoshape: words("fill.points")
        case .time, .dateTime: words("fill.utc")
        default: ""
        }
    }

    private func select(_ name: String, _ choices: [OfferedChoice], chosen: String, id: String, to h: inout HTML) {
        h(.select, .id(id), .name(name)) { h in
            h(.option, .value(""), text: words("fill.no_answer"))
            for choice in choices {
                h(.option, .value(choice.value), choice.value == chosen ? .selected : nil, text: choice.label)
            }
        }
    }

    private func box(_ choice: OfferedChoice, _ type: String, isChosen: Bool, to h: inout HTML) {
        h(.label) { h in
            h(.input, .type(type), .name(name), .value(choice.value), isChosen ? .checked : nil)
            h.text(" ")
            h(.bdi, text: choice.label)
        }
    }

    // MARK: What stands around them

    private func described(_ texts: Texts) -> Attribute? {
        texts.fault == nil ? nil : .ariaDescribedBy("\(name)-fault")
    }

    private func labelled(_ texts: Texts, more: String = "", to h: inout HTML, field: (inout HTML) -> Void) {
        h(.label, .for(name)) { h in h(.bdi, text: texts.label) }
        around(texts, more, to: &h)
        field(&h)
    }

    private func group(_ texts: Texts, to h: inout HTML, fields: (inout HTML) -> Void) {
        h(.fieldset, .class("boxes")) { h in
            h(.legend) { h in h(.bdi, text: texts.label) }
            around(texts, "", to: &h)
            fields(&h)
        }
    }

    private func around(_ texts: Texts, _ more: String, to h: inout HTML) {
        for text in [texts.hint, more] where !text.isEmpty { h(.p, .class("quiet")) { h in h(.bdi, text: text) } }
        if let fault = texts.fault {
            h(.p, .class("notice"), .role("alert"), .id("\(name)-fault")) { h in h(.bdi, text: fault) }
        }
    }

    // MARK: Values

    /// What came back for a field; nil where it was not on the page.
    static func text(of path: String, _ number: Int, _ fields: QueryString, _ session: FormSession) -> String? {
        guard let place = session.definition.schema.node(at: path.withoutPlaces) else { return nil }
        let values = fields.all("q\(number)").filter { !$0.isEmpty }
        switch session.definition.type(of: place) {
        case .select: return values.joined(separator: " ")
        case .odkRank:
            var seen: Set<String> = []
            return values.filter { seen.insert($0).inserted }.joined(separator: " ")
        case .time: return values.first.map { $0.utf8.count == 5 ? $0 + ":00.000Z" : $0 } ?? ""
        case .dateTime: return values.first.map { $0.utf8.count == 16 ? $0 + ":00.000Z" : $0 } ?? ""
        default: return values.first ?? ""
        }
    }

    /// A value as the browser's own field takes it.
    private static func shown(_ value: String, _ type: FormDataType) -> String {
        switch type {
        case .time: String(value.prefix(5))
        case .dateTime: String(value.prefix(16))
        default: value
        }
    }
}

extension OfferedChoice {
    /// No answer.
    static func none(_ words: Words) -> OfferedChoice { OfferedChoice(value: "", label: words("fill.no_answer")) }

    /// A nod.
    static func nod(_ words: Words) -> OfferedChoice { OfferedChoice(value: "OK", label: words("fill.nod")) }
}

extension String {
    /// A path of an instance without the numbers of repetitions.
    fileprivate var withoutPlaces: String {
        var result = ""
        var isInside = false
        for character in self {
            if character == "[" { isInside = true }
            if !isInside { result.append(character) }
            if character == "]" { isInside = false }
        }
        return result
    }
}

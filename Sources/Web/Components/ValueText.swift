internal import Formats
internal import GRDB
internal import Installation
internal import Vocabulary

/// Writes one value of a row in the reader's language.
struct ValueText {
    let visit: Visit

    /// The value as plain text; nil where there is none.
    func text(_ column: ListColumn, in row: ListRow) -> String? {
        let words = visit.words
        switch column.format {
        case .text, .hidden, .link, .subjectLink, .licenceType:
            return row.text(column.id)
        case .token(let group):
            return row.text(column.id).map { term(group, $0) }
        case .tokens(let group):
            return row.text(column.id).map { text in
                text.split(separator: " ").map { term(group, String($0)) }.joined(separator: ", ")
            }
        case .date:
            return row.text(column.id).map(words.date)
        case .time:
            return row.text(column.id).map(words.time)
        case .integer:
            return row.integer(column.id).map(words.integer)
        case .decimal(let places):
            return row.double(column.id).map { words.number($0, places: places) }
        case .mass:
            return row.integer(column.id).map { words.mass(grams: $0) }
        case .money(let currency):
            return row.integer(column.id).map { words.money(minor: $0, currency: row.text(currency) ?? "") }
        case .share:
            return row.integer(column.id).map { words.share(partsPerMillion: $0) }
        case .area:
            return row.integer(column.id).map { words.area(squareMetres: $0) }
        case .bytes:
            return row.integer(column.id).map(words.bytes)
        case .yesNo:
            return row.integer(column.id).map { words($0 == 0 ? "yes_no.0" : "yes_no.1") }
        case .cells:
            return row.text(column.id)
        case .severity:
            return row.integer(column.id).map { words.token("severity", String($0)) }
        case .hash:
            return row.blob(column.id).map { Hexadecimal.text($0) }
        case .rule:
            return row.text(column.id).map { visit.services.title(ofRule: $0, in: visit.language) ?? $0 }
        case .refusal:
            return row.text(column.id).map(words.refusal)
        case .marking:
            return row.integer(column.id).map { words.token("marking", String($0)) }
        }
    }

    /// The word for a code: countries, minerals and forms from the lexicon, the others from the messages.
    private func term(_ group: String, _ code: String) -> String {
        let lexicon = visit.services.lexicon
        let text: LocalisedText? =
            switch group {
            case "country": CountryCode(code).flatMap(lexicon.name)
            case "mineral": lexicon.mineral(MineralID(code))?.name
            case "form": lexicon.formKinds.first { $0.id.rawValue == code }?.name
            default: nil
            }
        return text?[visit.language] ?? visit.words.token(group, code)
    }

    /// The value as it stands in a page, with its link; a dash where there is none.
    func write(_ column: ListColumn, in row: ListRow, to h: inout HTML) {
        guard let text = text(column, in: row), !text.isEmpty else {
            h(.span, .class("none"), .title(visit.words("value.none")), text: "–")
            return
        }
        switch column.format {
        case .link(let subject, let idColumn):
            link(text, to: subject, id: row.text(idColumn), h: &h)
        case .subjectLink(let kindColumn, let idColumn):
            let kind = row.text(kindColumn) ?? ""
            if let subject = Subject(rawValue: kind) {
                link(text, to: subject, id: row.text(idColumn), h: &h)
            } else {
                h(.bdi, text: text)
            }
            h.text(" ")
            h(.small, .class("quiet"), text: visit.words.token("subject", kind))
        case .severity:
            SeverityMark(level: row.integer(column.id) ?? 0, words: visit.words).write(to: &h)
        case .cells:
            guard visit.services.isOn(.finding) else { return h.text(text) }
            for cell in text.split(separator: " ") {
                h(
                    .a,
                    .class("cell"),
                    .href(visit.path("/findings?cell=\(URLCoding.encode(String(cell)))")),
                    text: String(cell)
                )
                h.text(" ")
            }
        case .rule:
            link(text, to: .finding, id: row.text("id"), h: &h)
        case .token("verdict"), .token("quarantine.state"), .token("status"):
            h(.span, .class("tag tag-\(row.text(column.id) ?? "")"), text: text)
        case .hash:
            h(.code, .class("hash"), text: text)
        case .text, .refusal:
            h(.bdi, text: text)
        case .licenceType:
            h(.bdi, text: text)
            // What a register calls it, and what it is called in the reader's language.
            guard let label = visit.services.packs.terms.licenceKind(text)?.label[visit.language],
                WordFolding.fold(label) != WordFolding.fold(text)
            else { break }
            h.text(" ")
            h(.small, .class("quiet"), text: label)
        default:
            h.text(text)
        }
    }

    private func link(_ text: String, to subject: Subject, id: String?, h: inout HTML) {
        if let id, !id.isEmpty, visit.services.isOn(subject) {
            h.raw(TrustedHTML("<a href=\"/"))
            h.text(visit.language.rawValue)
            h.raw(TrustedHTML("/"))
            h.text(subject.segment)
            h.raw(TrustedHTML("/"))
            h.text(URLCoding.encode(id))
            h.raw(TrustedHTML("\"><bdi>"))
            h.text(text)
            h.raw(TrustedHTML("</bdi></a>"))
        } else {
            h(.bdi, text: text)
        }
    }
}

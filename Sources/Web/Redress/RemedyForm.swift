internal import Community
internal import Foundation
internal import Remedy
internal import Store
internal import Vocabulary

/// What the forms of complaints, commitments and consultations have in common: an id, by which one that is sent twice is
/// one event, and the day on which it happened.
struct RemedyForm {
    static let eventName = "event"
    static let dayName = "on"

    let visit: Visit
    let form: QueryString

    /// Writes the hidden id.
    static func event(to h: inout HTML) {
        h(.input, .type("hidden"), .name(eventName), .value(UUID().uuidString.lowercased()))
    }

    /// Writes the field for the day.
    static func day(_ parts: FormParts, to h: inout HTML) {
        parts.text(dayName, label: "remedy.on", type: "date", hint: "remedy.on_hint", to: &h)
    }

    /// The id of the event.
    var event: String {
        get throws(SiteError) {
            let text = try form.need(Self.eventName)
            guard text.utf8.count <= 64, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw SiteError(.badRequest)
            }
            return text
        }
    }

    /// The moment at which it happened: noon of the day that was named, in UTC; nil for now.
    var moment: UTCInstant? {
        get throws {
            guard let text = form[Self.dayName] else { return nil }
            guard let day = CalendarDay(text) else { throw Refusal(.notANumber, [text]) }
            let now = visit.services.redress.now
            // Today is now: its noon may still be to come.
            guard day.number != now.dayNumber else { return nil }
            return UTCInstant(milliseconds: day.number * 86_400_000 + 43_200_000)
        }
    }

    /// What somebody typed, or nothing.
    func said(_ name: String) throws(RemedyFault) -> String { try RemedyOffice.cleaned(form[name] ?? "") }

    /// What somebody typed in one line, without blanks around it.
    func line(_ name: String) throws(RemedyFault) -> String {
        let words = try said(name).split(whereSeparator: \.isWhitespace)
        return words.joined(separator: " ")
    }

    func has(_ name: String) -> Bool { form[name] != nil }

    /// A word of an enumeration.
    func word<Word: RawRepresentable<String>>(_ name: String, _ type: Word.Type) throws(SiteError) -> Word {
        guard let word = form[name].flatMap(Word.init(rawValue:)) else { throw SiteError(.badRequest) }
        return word
    }

    func number(_ name: String) throws -> Int {
        guard let number = form[name].flatMap({ Int($0) }) else { throw Refusal(.notANumber, [form[name] ?? ""]) }
        return number
    }

    func day(_ name: String) throws -> CalendarDay {
        guard let day = form[name].flatMap({ CalendarDay($0) }) else { throw Refusal(.notANumber, [form[name] ?? ""]) }
        return day
    }

    /// An organisation: an agency that was chosen, else the identifier of a party, else a name.
    func organisations(_ name: String) throws -> Set<OrganisationID> {
        var found = Set(form.all(name).compactMap { Int64($0) }.map { OrganisationID(AgencyNumber(rawValue: $0)) })
        if let party = form[name + "_party"] { found.insert(OrganisationID(party: try RemedyOffice.cleaned(party))) }
        if let other = form[name + "_name"] { found.insert(OrganisationID(named: try RemedyOffice.cleaned(other))) }
        return found
    }
}

extension FormParts {
    /// A field for several lines.
    func area(
        _ name: String,
        label: String,
        value: String = "",
        required: Bool = false,
        hint: String? = nil,
        rows: Int = 3,
        to h: inout HTML
    ) {
        let id = prefix + name
        h(.label, .for(id), text: words(label))
        h(
            .textarea,
            .id(id),
            .name(name),
            required ? .required : nil,
            Attribute("rows", "\(rows)"),
            Attribute("maxlength", "2000"),
            hint == nil ? nil : .ariaDescribedBy("\(id)-hint"),
            text: value
        )
        if let hint { h(.p, .class("hint"), .id("\(id)-hint"), text: words(hint)) }
    }

    /// One box to tick.
    func tick(_ name: String, label: String, isOn: Bool = false, required: Bool = false, to h: inout HTML) {
        let id = prefix + name
        h(.p, .class("tick")) { h in
            h(
                .input,
                .type("checkbox"),
                .id(id),
                .name(name),
                .value("yes"),
                isOn ? .checked : nil,
                required ? .required : nil
            )
            h.text(" ")
            h(.label, .for(id), text: words(label))
        }
    }

    /// The fields that name who is complained of.
    func organisations(_ name: String, label: String, _ agencies: [(value: String, text: String)], to h: inout HTML) {
        choice(name, label: label, options: agencies, any: "remedy.none_of_these", to: &h)
        text(name + "_party", label: "remedy.party", hint: "remedy.party_hint", to: &h)
        text(name + "_name", label: "remedy.other_name", to: &h)
    }
}

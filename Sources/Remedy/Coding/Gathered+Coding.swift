import Formats
import Vocabulary

extension Interview {
    var fields: [FactField] {
        [
            FactField("interview", id), FactField("respondent", respondent), FactField("set", set),
            FactField("group", group), FactField("sex", sex.rawValue), FactField("uses", uses.map(\.rawValue)),
            FactField("manner", manner.rawValue), FactField("language", language),
            FactField(
                "answers",
                .object(answers.sorted { $0.key < $1.key }.map { JSONNode.Member($0.key, $0.value.json) })
            ),
        ]
    }

    init(reading fields: inout FactFields) {
        self.init(
            fields.said("interview"),
            of: fields.said("respondent"),
            set: fields.said("set"),
            group: fields.said("group"),
            sex: fields.word("sex", else: .notSaid),
            uses: fields.reader.words(fields.take("uses"), ConsentUse.self),
            manner: fields.word("manner", else: .spoken),
            language: fields.said("language"),
            answers: fields.answers()
        )
    }
}

extension Interview.Answer {
    fileprivate var json: JSONNode {
        func object(_ name: String, _ text: String) -> JSONNode { .object([JSONNode.Member(name, .string(text))]) }
        return switch self {
        case .yes: .string("yes")
        case .no: .string("no")
        case .notSaid: .string("not-said")
        case .choice(let id): object("choice", id)
        case .number(let number): object("number", number.description)
        case .words(let record): object("words", record)
        }
    }
}

extension Observation {
    var fields: [FactField] {
        var fields = [
            FactField("measurement", id), FactField("quantity", quantity), FactField("result", result.text),
            FactField("unit", unit), FactField("method", method), FactField("place", place),
            FactField("moment", moment.text), FactField("phase", phase.rawValue),
            FactField("instrument", instrument), FactField("measurer", measurer), FactField("photos", photos),
        ]
        if case .number(_, let uncertainty?) = result {
            fields.append(FactField("uncertainty", uncertainty.description))
        }
        return fields
    }

    /// Reads a measurement; nil where it has no moment, which is a fault.
    init?(reading fields: inout FactFields) {
        let uncertainty = fields.takeIfThere("uncertainty").flatMap { fields.decimal($0) }
        let (id, quantity, result) = (fields.said("measurement"), fields.said("quantity"), fields.result(uncertainty))
        let (unit, method, place) = (fields.said("unit"), fields.said("method"), fields.said("place"))
        let (phase, instrument) = (fields.word("phase", else: Phase.now), fields.said("instrument"))
        let (measurer, photos) = (fields.said("measurer"), fields.texts("photos"))
        guard let moment = fields.moment(fields.take("moment")) else { return nil }
        self.init(
            id,
            quantity,
            result,
            unit,
            method: method,
            at: place,
            on: moment,
            phase,
            with: instrument,
            by: measurer,
            photos: photos
        )
    }
}

extension FactFields {
    fileprivate mutating func answers() -> [String: Interview.Answer] {
        guard let place = take("answers") else { return [:] }
        let members = reader.members(place)
        guard members.count <= 500 else {
            reader.fault(place, "more answers than any set of questions has")
            return [:]
        }
        var answers: [String: Interview.Answer] = [:]
        for (question, value) in members where answers.updateValue(answer(value), forKey: question) != nil {
            reader.fault(value, "stands twice")
        }
        return answers
    }

    private mutating func answer(_ value: StrictJSON.Value) -> Interview.Answer {
        switch value.json.string {
        case "yes": return .yes
        case "no": return .no
        case "not-said": return .notSaid
        case .some:
            reader.fault(value, "expected yes, no, not-said, or an object with choice, number or words")
            return .notSaid
        case nil: break
        }
        return inside(value) { fields in
            if let place = fields.takeIfThere("number") { return fields.decimal(place).map { .number($0) } ?? .notSaid }
            if let place = fields.takeIfThere("words") { return .words(record: fields.said(place) ?? "") }
            return .choice(fields.said("choice"))
        }
    }

    fileprivate mutating func result(_ uncertainty: DecimalNumber?) -> Observation.Result {
        let place = take("result")
        if let text = place?.json.string, let result = Observation.Result(text, uncertainty: uncertainty),
            result.text == text
        {
            return result
        }
        if let place {
            reader.fault(place, "expected a number in a text such as \"0.012\", or \"<0.01\", which has no uncertainty")
        }
        return .number(DecimalNumber(significand: 0, exponent: 0), uncertainty: nil)
    }
}

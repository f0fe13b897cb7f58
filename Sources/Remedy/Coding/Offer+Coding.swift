import Formats
import Vocabulary

extension Offer {
    var fields: [FactField] {
        [
            FactField("id", id), FactField("waiver", hasWaiver),
            FactField("items", .array(items.map(\.json))),
        ]
    }

    init(reading fields: inout FactFields) {
        let id = fields.said("id")
        let hasWaiver = fields.flag("waiver")
        let items = fields.reader.list(fields.take("items"), atMost: 100).map { value in
            fields.inside(value) { Item(reading: &$0) }
        }
        self.init(id: id, items: items, hasWaiver: hasWaiver)
    }
}

extension Offer.Item {
    fileprivate var json: JSONNode {
        var members = [
            JSONNode.Member("id", .string(id)), JSONNode.Member("form", .string(form.rawValue)),
            JSONNode.Member("what", .string(what)),
        ]
        if let money {
            members.append(JSONNode.Member("minor", .integer(money.minorUnits)))
            members.append(JSONNode.Member("currency", .string(money.currency.code)))
        }
        return .object(members)
    }

    fileprivate init(reading fields: inout FactFields) {
        let (id, form, what) = (fields.said("id"), fields.word("form", else: RemedyForm.other), fields.said("what"))
        var money: Money?
        if let place = fields.takeIfThere("minor") {
            let minor = fields.reader.integer(place, in: -9_007_199_254_740_991...9_007_199_254_740_991) ?? 0
            let code = fields.take("currency")
            if let currency = code?.json.string.flatMap({ Currency($0) }) {
                money = Money(minorUnits: minor, currency)
            } else if let code {
                fields.reader.fault(code, "expected a currency such as USD")
            }
        }
        self.init(id: id, form: form, what: what, money: money)
    }
}

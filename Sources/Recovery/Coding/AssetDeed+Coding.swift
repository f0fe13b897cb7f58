import Formats
import Vocabulary

extension AssetDeed: CodedDeed {
    /// The word for it.
    public var word: String {
        switch self {
        case .identify: "identify"
        case .move: "move"
        case .renewOrder: "renew-order"
        case .value: "value"
        case .convert: "convert"
        case .cost: "cost"
        case .reverseCost: "reverse-cost"
        case .receive: "receive"
        case .payOut: "pay-out"
        case .care: "care"
        case .checkBuyer: "check-buyer"
        case .thirdParty: "third-party"
        case .answerThirdParty: "answer-third-party"
        case .consent: "consent"
        }
    }

    /// What it says.
    public var fields: [DeedField] {
        switch self {
        case .identify(let what, let value):
            [
                DeedField("form", what.form), DeedField("what", what.what), DeedField("holder", what.holder),
                DeedField("country", what.country.alpha2), DeedField("basis", what.basis),
                DeedField("currency", what.currency.code), DeedField("value", value.fields),
            ]
        case .move(let stage, let told): [DeedField("to", stage.rawValue), DeedField("told", Self.fields(told))]
        case .renewOrder(let told): [DeedField("told", Self.fields(told))]
        case .value(let value): value.fields
        case .convert(let id, let conversion): [DeedField("id", id)] + conversion.fields
        case .cost(let id, let booked, let purpose):
            [DeedField("id", id), DeedField("sum", booked), DeedField("purpose", purpose)]
        case .reverseCost(let id), .care(let id): [DeedField("id", id)]
        case .receive(let id, let booked, let buyer, let order):
            [DeedField("id", id), DeedField("sum", booked), DeedField("buyer", buyer)]
                + (order.map { [DeedField("order", $0)] } ?? [])
        case .payOut(let id, let booked, let recipient):
            [DeedField("id", id), DeedField("sum", booked), DeedField("to", recipient.fields)]
        case .checkBuyer(let check):
            [DeedField("buyer", check.buyer), DeedField("ties", each: check.ties)]
                + (check.licence.map { [DeedField("licence", $0)] } ?? [])
        case .thirdParty(let id, let claimant): [DeedField("id", id), DeedField("claimant", claimant)]
        case .answerThirdParty(let id, let decision): [DeedField("id", id), DeedField("decision", decision)]
        case .consent(let by): [DeedField("by", by)]
        }
    }

    private static func fields(_ told: [Particular: ParticularValue]) -> [DeedField] {
        told.sorted { $0.key.rawValue < $1.key.rawValue }.map { particular, value in
            switch value {
            case .text(let text): DeedField(particular.rawValue, [DeedField("text", text)])
            case .day(let day): DeedField(particular.rawValue, [DeedField("day", day)])
            }
        }
    }

    /// Reads the deed of a word.
    public init(word: String, reading fields: DeedFields) throws(CodingFault) {
        switch word {
        case "identify":
            let what = AssetDescription(
                form: try fields.text("form"),
                what: try fields.text("what"),
                holder: try fields.text("holder"),
                country: try fields.country("country"),
                basis: try fields.text("basis"),
                currency: try fields.currency("currency")
            )
            self = .identify(what, try Valuation(fields.inside("value")))
        case "move": self = .move(try fields.word("to", AssetStage.self), try Self.told(fields.inside("told")))
        case "renew-order": self = .renewOrder(try Self.told(fields.inside("told")))
        case "value": self = .value(try Valuation(fields))
        case "convert": self = .convert(try fields.text("id"), try Conversion(fields))
        case "cost":
            self = .cost(try fields.text("id"), try fields.booked("sum"), purpose: try fields.text("purpose"))
        case "reverse-cost": self = .reverseCost(try fields.text("id"))
        case "receive":
            let (id, sum, buyer) = (try fields.text("id"), try fields.booked("sum"), try fields.text("buyer"))
            self = .receive(id, sum, buyer: buyer, order: try fields.textIfThere("order"))
        case "pay-out":
            self = .payOut(try fields.text("id"), try fields.booked("sum"), try Recipient(fields.inside("to")))
        case "care": self = .care(try fields.text("id"))
        case "check-buyer":
            let (buyer, licence) = (try fields.text("buyer"), try fields.textIfThere("licence"))
            self = .checkBuyer(BuyerCheck(buyer: buyer, licence: licence, ties: try fields.texts("ties")))
        case "third-party": self = .thirdParty(try fields.text("id"), claimant: try fields.text("claimant"))
        case "answer-third-party":
            self = .answerThirdParty(try fields.text("id"), decision: try fields.text("decision"))
        case "consent": self = .consent(by: try fields.text("by"))
        default: throw CodingFault(key: "deed", message: "no deed is called so")
        }
    }

    private static func told(_ fields: DeedFields) throws(CodingFault) -> [Particular: ParticularValue] {
        var told: [Particular: ParticularValue] = [:]
        for (key, _) in fields.json.members {
            guard let particular = Particular(rawValue: key) else {
                throw CodingFault(key: key, message: "no particular is called so")
            }
            let value = try fields.inside(key)
            told[particular] = value.has("day") ? .day(try value.day("day")) : .text(try value.text("text"))
        }
        return told
    }
}

extension Valuation {
    var fields: [DeedField] { [DeedField("money", money), DeedField("on", day), DeedField("source", source)] }

    init(_ fields: DeedFields) throws(CodingFault) {
        self.init(try fields.money("money"), on: try fields.day("on"), source: try fields.text("source"))
    }
}

extension Conversion {
    var fields: [DeedField] {
        [
            DeedField("from", from), DeedField("made", to), DeedField("rate", rate.description), DeedField("on", day),
            DeedField("source", source),
        ]
    }

    init(_ fields: DeedFields) throws(CodingFault) {
        let (from, made) = (try fields.money("from"), try fields.money("made"))
        let (day, source) = (try fields.day("on"), try fields.text("source"))
        guard let rate = try? DecimalNumber(fields.text("rate")),
            let conversion = try? Conversion(from, to: made.currency, rate: rate, day: day, source: source),
            conversion.to == made
        else { throw CodingFault(key: "made", message: "not what the rate makes of it") }
        self = conversion
    }
}

extension Recipient {
    var fields: [DeedField] {
        switch self {
        case .fund(let id): [DeedField("fund", id)]
        case .treasury: [DeedField("treasury", true)]
        case .otherState(let country): [DeedField("state", country.alpha2)]
        case .reuse(let by): [DeedField("reuse", by)]
        case .holder: [DeedField("holder", true)]
        }
    }

    init(_ fields: DeedFields) throws(CodingFault) {
        if let fund = try fields.textIfThere("fund") {
            self = .fund(fund)
        } else if fields.has("state") {
            self = .otherState(try fields.country("state"))
        } else if let by = try fields.textIfThere("reuse") {
            self = .reuse(by)
        } else if fields.has("treasury") {
            self = .treasury
        } else if fields.has("holder") {
            self = .holder
        } else {
            throw CodingFault(key: "to", message: "expected fund, state, reuse, treasury or holder")
        }
    }
}

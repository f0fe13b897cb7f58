import Formats
import Vocabulary

extension RestitutionDeed: CodedDeed {
    /// The word for it.
    public var word: String {
        switch self {
        case .open: "open"
        case .convert: "convert"
        case .receive: "receive"
        case .cost: "cost"
        case .claim: "claim"
        case .decide: "decide"
        case .appeal: "appeal"
        case .decideAppeal: "decide-appeal"
        case .withdraw: "withdraw"
        case .assembly: "assembly"
        case .exclude: "exclude"
        case .adopt: "adopt"
        case .pay: "pay"
        case .returned: "returned"
        case .passOn: "pass-on"
        }
    }

    /// What it says.
    public var fields: [DeedField] {
        switch self {
        case .open(let currency): [DeedField("currency", currency.code)]
        case .convert(let id, let conversion): [DeedField("id", id)] + conversion.fields
        case .receive(let id, let asset, let booked):
            [DeedField("id", id), DeedField("asset", asset.rawValue), DeedField("sum", booked)]
        case .cost(let id, let booked, let purpose):
            [DeedField("id", id), DeedField("sum", booked), DeedField("purpose", purpose)]
        case .claim(let claim): claim.fields
        case .decide(let id, let decision), .decideAppeal(let id, let decision):
            [DeedField("claim", id.rawValue)] + decision.fields
        case .appeal(let id), .withdraw(let id): [DeedField("claim", id.rawValue)]
        case .assembly(let id, let assembly):
            [
                DeedField("claim", id.rawValue), DeedField("on", assembly.day), DeedField("measure", assembly.measure),
                DeedField("for", assembly.inFavour), DeedField("against", assembly.against),
                DeedField("minutes", assembly.minutes),
            ]
        case .exclude(let actor, let ground):
            [DeedField("whom", actor.rawValue), DeedField("ground", ground.rawValue)]
        case .adopt(let id, let kept, let lines):
            [DeedField("id", id), DeedField("lines", each: lines.map(\.fields))]
                + (kept.map { [DeedField("keeping", $0)] } ?? [])
        case .pay(let id, let claim, let money):
            [DeedField("id", id.rawValue), DeedField("claim", claim.rawValue), DeedField("money", money)]
        case .returned(let id): [DeedField("id", id.rawValue)]
        case .passOn(let id, let money, let recipient):
            [DeedField("id", id), DeedField("money", money), DeedField("to", recipient.fields)]
        }
    }

    /// Reads the deed of a word.
    public init(word: String, reading fields: DeedFields) throws(CodingFault) {
        switch word {
        case "open": self = .open(try fields.currency("currency"))
        case "convert": self = .convert(try fields.text("id"), try Conversion(fields))
        case "receive":
            self = .receive(try fields.text("id"), AssetID(try fields.text("asset")), try fields.booked("sum"))
        case "cost":
            self = .cost(try fields.text("id"), try fields.booked("sum"), purpose: try fields.text("purpose"))
        case "claim": self = .claim(try Claim(fields))
        case "decide": self = .decide(try Self.claim(fields), try ClaimDecision(fields))
        case "decide-appeal": self = .decideAppeal(try Self.claim(fields), try ClaimDecision(fields))
        case "appeal": self = .appeal(try Self.claim(fields))
        case "withdraw": self = .withdraw(try Self.claim(fields))
        case "assembly":
            let assembly = Assembly(
                on: try fields.day("on"),
                measure: try fields.text("measure"),
                inFavour: try fields.number("for"),
                against: try fields.number("against"),
                minutes: try fields.paper("minutes")
            )
            self = .assembly(try Self.claim(fields), assembly)
        case "exclude":
            self = .exclude(ActorID(try fields.text("whom")), try fields.word("ground", Exclusion.self))
        case "adopt":
            let lines = try fields.each("lines") { (line) throws(CodingFault) in try PlanLine(line) }
            let kept = fields.has("keeping") ? try fields.money("keeping") : nil
            self = .adopt(try fields.text("id"), keeping: kept, lines)
        case "pay":
            self = .pay(PaymentID(try fields.text("id")), try Self.claim(fields), try fields.money("money"))
        case "returned": self = .returned(PaymentID(try fields.text("id")))
        case "pass-on":
            self = .passOn(try fields.text("id"), try fields.money("money"), try Recipient(fields.inside("to")))
        default: throw CodingFault(key: "deed", message: "no deed is called so")
        }
    }

    private static func claim(_ fields: DeedFields) throws(CodingFault) -> ClaimID {
        ClaimID(try fields.text("claim"))
    }
}

extension PlanLine {
    /// Sums are texts: a number of JSON is exact up to 2^53 alone.
    var fields: [DeedField] {
        let aside = isSetAside ? [DeedField("aside", true)] : []
        return [DeedField("claim", claim.rawValue), DeedField("units", String(minorUnits))] + aside
    }

    init(_ fields: DeedFields) throws(CodingFault) {
        guard let units = Int(try fields.text("units")) else {
            throw CodingFault(key: "units", message: "expected a whole number in a text")
        }
        self.init(
            ClaimID(try fields.text("claim")),
            units,
            isSetAside: fields.has("aside") ? try fields.flag("aside") : false
        )
    }
}

extension ClaimDecision {
    var fields: [DeedField] {
        switch self {
        case .approved(let money): [DeedField("approved", money)]
        case .refused: [DeedField("refused", true)]
        }
    }

    init(_ fields: DeedFields) throws(CodingFault) {
        self = fields.has("refused") ? .refused : .approved(try fields.money("approved"))
    }
}

extension Claim {
    var fields: [DeedField] {
        var fields = [
            DeedField("id", id.rawValue), DeedField("claimant", claimant.rawValue),
            DeedField("class", victims.rawValue),
            DeedField("people", people), DeedField("district", district), DeedField("harm", harm),
            DeedField("from", period.lowerBound), DeedField("until", period.upperBound), DeedField("asked", asked),
            DeedField(
                "evidence",
                each: evidence.map { paper in
                    [DeedField("title", paper.title)] + (paper.digest.map { [DeedField("sha256", $0)] } ?? [])
                }
            ),
        ]
        if let representative { fields.append(DeedField("representative", representative.rawValue)) }
        if let consent { fields.append(DeedField("consent", consent)) }
        return fields
    }

    init(_ fields: DeedFields) throws(CodingFault) {
        let (from, until) = (try fields.day("from"), try fields.day("until"))
        guard from <= until else { throw CodingFault(key: "until", message: "before its beginning") }
        let evidence = try fields.each("evidence") { (paper) throws(CodingFault) in
            PaperReference(try paper.text("title"), digest: try paper.textIfThere("sha256"))
        }
        self.init(
            ClaimID(try fields.text("id")),
            of: ActorID(try fields.text("claimant")),
            try fields.word("class", VictimClass.self),
            people: try fields.number("people"),
            district: try fields.text("district"),
            harm: try fields.text("harm"),
            period: from...until,
            evidence: evidence,
            asked: try fields.money("asked"),
            representative: try fields.textIfThere("representative").map { ActorID($0) },
            consent: fields.has("consent") ? try fields.paper("consent") : nil
        )
    }
}

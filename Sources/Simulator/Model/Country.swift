/// Everything the island holds, before it is written to files.
struct Country {
    let seed: UInt64
    let scale: Int
    var land: Land
    var cadastre = Cadastre()
    var cast = Cast()
    var parties: [Party] = []
    var links: [PartyLink] = []
    var watchlist: [WatchEntry] = []
    var sites: [Site] = []
    var licences: [Licence] = []
    var lots: [Lot] = []
    var events: [CustodyEvent] = []
    var declarations: [Declaration] = []
    var payments: [Payment] = []
    var prices: [Price] = []
    var detections: [Detection] = []
    var reports: [Report] = []
    var incidents: [Incident] = []
    var samples: [Sample] = []
    var truth: [Truth] = []
    /// Parties that a plant already uses; the next plant leaves them alone, so that truths do not mix.
    var isUsed: [Bool] = []

    init(seed: UInt64, scale: Int) {
        self.seed = seed
        self.scale = scale
        land = Land(seed: seed)
    }

    /// The reference price of a mineral on a day, cents per tonne, kilogram or troy ounce.
    func price(of mineral: Mineral, on day: Day) -> Int {
        prices[Period.month(of: day) * Mineral.allCases.count + mineral.rawValue].cents
    }

    /// What a lot is worth at the reference price of its contained element, cents.
    func worth(grams: Int, grade: Int, of mineral: Mineral, on day: Day) -> Int {
        let price = price(of: mineral, on: day)
        switch mineral {
        case .graphite: return grams * price / 1_000_000
        case .tantalum: return grams * (grade / 10) / 100_000 * price / 1000
        // A troy ounce is 31.1034768 g.
        case .gold: return grams * (grade / 10) / 100 * price / 31_103
        default: return grams * (grade / 10) / 100_000 * price / 1_000_000
        }
    }

    func isLicensed(_ party: Int, for activity: String, on day: Day) -> Bool {
        licences.contains { $0.holder == party && $0.activity == activity && $0.isInForce(on: day) }
    }

    @discardableResult
    mutating func pay(
        _ payer: Int,
        _ payee: Int,
        _ cents: Int,
        on day: Day,
        for purpose: String,
        by method: String = "transfer",
        lot: Int? = nil,
        declaration: Int? = nil
    ) -> Int {
        payments.append(
            Payment(
                // Numbers out of order, so that what was planted last does not show by them; 7919 is prime to 10⁷.
                id: "PAY-" + Decimals.padded((payments.count * 7919 + 4_104_729) % 10_000_000, 7),
                date: day,
                payer: payer,
                payee: payee,
                cents: cents,
                method: method,
                purpose: purpose,
                lot: lot,
                declaration: declaration
            )
        )
        return payments.count - 1
    }

    mutating func plant(
        _ crime: String,
        _ vulnerability: String,
        stage: String,
        _ subjectKind: String,
        _ subject: String,
        from: Day = Period.first,
        to: Day = Period.last,
        _ description: String,
        innocent: Bool = false,
        related: [(kind: String, id: String)] = []
    ) {
        truth.append(
            Truth(
                crime: crime,
                vulnerability: vulnerability,
                stage: stage,
                subjectKind: subjectKind,
                subject: subject,
                from: from,
                to: to,
                description: description,
                isInnocent: innocent,
                related: related
            )
        )
    }

    /// Adds a person numbered in the same series as everybody else, so that a number gives nothing away.
    mutating func addPerson(_ name: String, born: Day, home: String) -> Int {
        let id = "xm-p-" + Decimals.padded(parties.count + 1, 5)
        parties.append(Party(id: id, kind: .person, name: name, country: home, born: born))
        isUsed.append(true)
        return parties.count - 1
    }

    mutating func link(
        _ kind: PartyLink.Kind,
        _ source: Int,
        _ target: Int,
        percent: Int? = nil,
        from: Day,
        role: String
    ) {
        links.append(
            PartyLink(kind: kind, source: source, target: target, percent: percent, from: from, to: nil, role: role)
        )
    }

    /// The first party of a list that no plant uses yet; it counts as used from now on.
    mutating func takeUnused(_ candidates: [Int]) -> Int {
        let choice = candidates.first { !isUsed[$0] } ?? candidates[0]
        isUsed[choice] = true
        return choice
    }
}

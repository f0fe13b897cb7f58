/// An identified quantity of mineral.
struct Lot {
    var id: String
    var mineral: Mineral
    var form: String
    var grams: Int
    /// Parts per million of the element.
    var grade: Int
    var site: Int
    var tag: String?
    /// The model of chain of custody that it claims (ISO 22095).
    var model: String?
    /// The certificate that goes with it.
    var claim: String?
    var made: Day
    /// Whether the mining authority's register of lots holds it besides the events.
    var isRegistered = true
    /// The mine sites whose material is in it, without repeats.
    var origins: [Int] = []
}

/// What happened to which lots.
struct CustodyEvent {
    enum Kind {
        case object
        case aggregation
        case transformation
    }

    struct Quantity {
        var lot: Int
        var grams: Int
    }

    var id: String
    var kind: Kind
    var action: String?
    /// Minutes since 1970-01-01 00:00 UTC.
    var minute: Int
    var step: String
    var disposition: String
    var site: Int
    var quantities: [Quantity] = []
    var inputs: [Quantity] = []
    var outputs: [Quantity] = []
    var parent: String?
    var giver: Int?
    var taker: Int?
}

/// One customs line.
struct Declaration {
    var id: String
    var isExport: Bool
    var date: Day
    var code: String
    var words: String
    var origin: String
    var partner: String
    var office: String
    var declarant: Int
    var exporter: Int
    var importer: Int
    var grams: Int
    var cents: Int
    var duty: Int
    var grade: Int?
    var lots: [Int]
    /// Names of lots that no event knows.
    var unknownLots: [String] = []
    var licence: String?
    var mineral: Mineral?
    var isRemoved = false
}

/// One transfer of money.
struct Payment {
    var id: String
    var date: Day
    var payer: Int
    var payee: Int
    var cents: Int
    var method: String
    var purpose: String
    var lot: Int?
    var declaration: Int?
    var isRemoved = false
}

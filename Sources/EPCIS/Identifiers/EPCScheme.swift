/// A kind of Electronic Product Code that EPCIS events name (GS1 EPC Tag Data Standard 2.0 section 6.3).
public enum EPCScheme: String, Sendable, Hashable, CaseIterable {
    case sgtin
    case lgtin
    case upui
    case itip
    case sscc
    case sgln
    case pgln
    case grai
    case giai
    case gsrn
    case gsrnp
    case gdti
    case sgcn
    case cpi
    case ginc
    case gsin
    case bic
    case imovn
    case usdod
    case adi
    case gid

    /// How the key of a scheme is put together from company prefix and reference.
    enum Layout: Sendable, Hashable {
        /// Digits, `count` of them without the check digit that follows; `zero` more in front (GRAI).
        case digits(count: Int, first: First)
        /// Company prefix and reference in one text, without a check digit.
        case text(alphabet: EPCAlphabet, limit: Int)
        /// No GS1 key: there is no Digital Link for it.
        case foreign(fields: Int)
    }

    /// What stands in front of the company prefix.
    enum First: Sendable, Hashable {
        case nothing
        /// The first digit of the reference: indicator or extension digit.
        case indicator
        case zero
    }

    var layout: Layout {
        switch self {
        case .sgtin, .lgtin, .upui, .itip: .digits(count: 13, first: .indicator)
        case .sscc: .digits(count: 17, first: .indicator)
        case .gsrn, .gsrnp: .digits(count: 17, first: .nothing)
        case .gsin: .digits(count: 16, first: .nothing)
        case .sgln, .pgln, .gdti, .sgcn: .digits(count: 12, first: .nothing)
        case .grai: .digits(count: 12, first: .zero)
        case .giai, .ginc: .text(alphabet: .general, limit: 30)
        case .cpi: .text(alphabet: .componentPart, limit: 30)
        case .bic, .imovn: .foreign(fields: 1)
        case .usdod: .foreign(fields: 2)
        case .adi, .gid: .foreign(fields: 3)
        }
    }

    /// How many characters the key has; nil where that varies.
    var keyLength: Int? {
        switch layout {
        case .digits(let count, let first): count + (first == .zero ? 2 : 1) + (self == .itip ? 4 : 0)
        case .text, .foreign: nil
        }
    }

    /// What follows the key: characters and the largest number of them; nil for keys that are whole without.
    var serial: (alphabet: EPCAlphabet, limit: Int)? {
        switch self {
        case .sgtin, .lgtin, .itip, .sgln: (.general, 20)
        case .upui: (.general, 28)
        case .grai: (.general, 16)
        case .gdti: (.general, 17)
        case .sgcn, .cpi: (.digits, 12)
        case .pgln, .sscc, .giai, .gsrn, .gsrnp, .ginc, .gsin, .bic, .imovn, .usdod, .adi, .gid: nil
        }
    }

    /// The application identifier of the key (GS1 General Specifications section 3); nil if it is no GS1 key.
    public var keyIdentifier: String? {
        switch self {
        case .sgtin, .lgtin, .upui: "01"
        case .itip: "8006"
        case .sscc: "00"
        case .sgln: "414"
        case .pgln: "417"
        case .grai: "8003"
        case .giai: "8004"
        case .gsrn: "8018"
        case .gsrnp: "8017"
        case .gdti: "253"
        case .sgcn: "255"
        case .cpi: "8010"
        case .ginc: "401"
        case .gsin: "402"
        case .bic, .imovn, .usdod, .adi, .gid: nil
        }
    }

    /// The application identifier of the serial number where it has one of its own.
    public var serialIdentifier: String? {
        switch self {
        case .sgtin, .itip: "21"
        case .lgtin: "10"
        case .upui: "235"
        case .sgln: "254"
        case .cpi: "8011"
        case .sscc, .pgln, .grai, .giai, .gsrn, .gsrnp, .gdti, .sgcn, .ginc, .gsin, .bic, .imovn, .usdod, .adi, .gid:
            nil
        }
    }

    /// Whether the name without a serial number is a class of things (`urn:epc:idpat:…*`).
    public var hasClasses: Bool {
        switch self {
        case .sgtin, .upui, .itip, .grai, .gdti, .sgcn, .cpi: true
        case .lgtin, .sscc, .sgln, .pgln, .giai, .gsrn, .gsrnp, .ginc, .gsin, .bic, .imovn, .usdod, .adi, .gid: false
        }
    }
}

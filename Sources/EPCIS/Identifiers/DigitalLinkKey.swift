/// A primary key of GS1 Digital Link paths (GS1 Digital Link URI Syntax 1.2 section 4.3) that EPCs can name.
enum DigitalLinkKey: Sendable, Hashable {
    case gtin
    case itip
    case sscc
    case gln
    case party
    case grai
    case giai
    case gsrn
    case gsrnp
    case gdti
    case gcn
    case cpid
    case ginc
    case gsin

    init?(_ segment: Substring) {
        switch segment {
        case "01", "gtin": self = .gtin
        case "8006", "itip": self = .itip
        case "00", "sscc": self = .sscc
        case "414", "gln": self = .gln
        case "417", "party": self = .party
        case "8003", "grai": self = .grai
        case "8004", "giai": self = .giai
        case "8018", "gsrn": self = .gsrn
        case "8017", "gsrnp": self = .gsrnp
        case "253", "gdti": self = .gdti
        case "255", "gcn": self = .gcn
        case "8010", "cpid": self = .cpid
        case "401", "ginc": self = .ginc
        case "402", "gsin": self = .gsin
        default: return nil
        }
    }

    /// The scheme of the key without a qualifier, or with a serial number.
    var scheme: EPCScheme {
        switch self {
        case .gtin: .sgtin
        case .itip: .itip
        case .sscc: .sscc
        case .gln: .sgln
        case .party: .pgln
        case .grai: .grai
        case .giai: .giai
        case .gsrn: .gsrn
        case .gsrnp: .gsrnp
        case .gdti: .gdti
        case .gcn: .sgcn
        case .cpid: .cpi
        case .ginc: .ginc
        case .gsin: .gsin
        }
    }

    /// The application identifier of a qualifier of this key; nil if it has no such qualifier.
    func qualifier(_ segment: Substring) -> String? {
        let code =
            switch segment {
            case "cpv": "22"
            case "lot": "10"
            case "ser": "21"
            case "upui": "235"
            case "glnx": "254"
            case "cpsn": "8011"
            case "srin": "8019"
            default: String(segment)
            }
        switch (self, code) {
        case (.gtin, "22"), (.gtin, "10"), (.gtin, "21"), (.gtin, "235"): return code
        case (.itip, "22"), (.itip, "10"), (.itip, "21"): return code
        case (.gln, "254"), (.cpid, "8011"), (.gsrn, "8019"), (.gsrnp, "8019"): return code
        default: return nil
        }
    }

    /// The qualifiers that make a finer name, the finest first.
    var finest: [String] {
        switch self {
        case .gtin: ["21", "235", "10"]
        case .itip: ["21", "10"]
        case .gln: ["254"]
        case .cpid: ["8011"]
        case .sscc, .party, .grai, .giai, .gsrn, .gsrnp, .gdti, .gcn, .ginc, .gsin: []
        }
    }

    /// The key and, where it follows in the same value, the serial number.
    func key(_ value: String) throws(EPCIdentifierError) -> (key: String, serial: String?) {
        if case .text(let alphabet, let limit) = scheme.layout {
            guard (1...limit).contains(value.utf8.count) else {
                throw .lengthOutOfRange(String(value.prefix(60)), limit: limit)
            }
            if let position = alphabet.firstStranger(in: value.utf8) { throw .badCharacter(value, at: position) }
            return (value, nil)
        }
        guard let length = scheme.keyLength else { throw .noKey }
        let key: Substring
        var serial: String?
        switch self {
        case .gtin:
            guard [8, 12, 13, 14].contains(value.utf8.count) else {
                throw .wrongLength(String(value.prefix(60)), expected: length)
            }
            key = String(repeating: "0", count: 14 - value.utf8.count) + value[...]
        case .grai, .gdti, .gcn:
            key = value.prefix(length)
            let rest = String(value.dropFirst(length))
            if !rest.isEmpty {
                try EPCIdentifier.check(serial: rest, of: scheme)
                serial = rest
            }
        default: key = value[...]
        }
        guard key.utf8.count == length else { throw .wrongLength(String(value.prefix(60)), expected: length) }
        if let position = EPCAlphabet.digits.firstStranger(in: key.utf8) { throw .badCharacter(value, at: position) }
        guard self != .grai || key.first == "0" else { throw .badCharacter(value, at: 0) }
        return (String(key), serial)
    }
}

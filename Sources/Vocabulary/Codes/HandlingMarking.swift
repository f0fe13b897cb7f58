/// Who may see a record, in the words of the Traffic Light Protocol 2.0 (FIRST, August 2022).
///
/// The raw value is the number that records carry; a higher one is stricter.
public enum HandlingMarking: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// TLP:CLEAR, may be shared without restriction.
    case clear = 0
    /// TLP:GREEN, may be shared within the community.
    case green = 1
    /// TLP:AMBER, may be shared within the recipient's organisation and with its clients.
    case amber = 2
    /// TLP:AMBER+STRICT, may be shared within the recipient's organisation only.
    case amberStrict = 3
    /// TLP:RED, for the recipients only.
    case red = 4

    /// The label as TLP 2.0 writes it.
    public var label: String {
        switch self {
        case .clear: "TLP:CLEAR"
        case .green: "TLP:GREEN"
        case .amber: "TLP:AMBER"
        case .amberStrict: "TLP:AMBER+STRICT"
        case .red: "TLP:RED"
        }
    }

    /// Reads a label in any case, with or without `TLP:`; `TLP:WHITE` of version 1 is read as `TLP:CLEAR`.
    public init?(label: String) {
        var word = label.filter { $0 != " " }.uppercased()
        if word.hasPrefix("TLP:") { word.removeFirst(4) }
        switch word {
        case "CLEAR", "WHITE": self = .clear
        case "GREEN": self = .green
        case "AMBER": self = .amber
        case "AMBER+STRICT": self = .amberStrict
        case "RED": self = .red
        default: return nil
        }
    }

    /// Whether one marking is less strict than the other.
    public static func < (left: HandlingMarking, right: HandlingMarking) -> Bool {
        left.rawValue < right.rawValue
    }
}

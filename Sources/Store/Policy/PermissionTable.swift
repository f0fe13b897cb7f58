public import Vocabulary

/// The permissions as the program itself has them, to be read: `touchstone permissions` and `docs/permissions.md`.
public enum PermissionTable {
    /// What a reader is to the owner of a row.
    public enum Relation: String, Sendable, Hashable, CaseIterable {
        /// Nobody is signed in.
        case anybody = "public"
        /// Signed in, of an agency that shares nothing with the owner.
        case stranger
        /// Of an agency in a group with the owner, with the ceiling TLP:CLEAR.
        case groupClear = "group_clear"
        /// The same with the ceiling TLP:GREEN.
        case groupGreen = "group_green"
        /// The same with the ceiling TLP:AMBER.
        case groupAmber = "group_amber"
        /// The same with the ceiling TLP:AMBER+STRICT.
        case groupAmberStrict = "group_amber_strict"
        /// Of the owner agency.
        case own
        /// Of the owner agency, with the capability `read_red`.
        case ownReadingRed = "own_read_red"
        /// Named for the thing.
        case named

        /// What it means.
        public var meaning: String {
            switch self {
            case .anybody: "the public: nobody is signed in"
            case .stranger: "signed in, of an agency that shares nothing with the owner"
            case .groupClear: "in a sharing group with the owner, ceiling TLP:CLEAR"
            case .groupGreen: "in a sharing group with the owner, ceiling TLP:GREEN"
            case .groupAmber: "in a sharing group with the owner, ceiling TLP:AMBER"
            case .groupAmberStrict: "in a sharing group with the owner, ceiling TLP:AMBER+STRICT"
            case .own: "of the owner agency"
            case .ownReadingRed: "of the owner agency, with `read_red`"
            case .named: "signed in, named for the thing"
            }
        }

        /// What such a reader may see; the owner is agency 1, the reader's own one 2 unless it is the owner.
        private var standing: Standing {
            var standing = Standing.anybody
            guard self != .anybody else { return standing }
            standing.base = HandlingMarking.green.rawValue
            standing.agency = 2
            standing.own = HandlingMarking.amberStrict.rawValue
            switch self {
            case .groupClear: standing.shared = [1: HandlingMarking.clear.rawValue]
            case .groupGreen: standing.shared = [1: HandlingMarking.green.rawValue]
            case .groupAmber: standing.shared = [1: HandlingMarking.amber.rawValue]
            case .groupAmberStrict: standing.shared = [1: HandlingMarking.amberStrict.rawValue]
            case .own: standing.agency = 1
            case .ownReadingRed:
                standing.agency = 1
                standing.own = HandlingMarking.red.rawValue
            case .anybody, .stranger, .named: break
            }
            return standing
        }

        /// Whether such a reader sees the owner's rows of a marking.
        public func sees(_ marking: HandlingMarking) -> Bool {
            standing.sees(marking, of: 1, isNamed: self == .named)
        }
    }

    /// Who reads which entries of the access trail, in words.
    static let trail: [(who: String, what: String)] = [
        ("everybody who is signed in", "what they did themselves"),
        (
            "people with `read_trail`",
            "what was done to the data of their agency; the name of a TLP:RED thing only with `read_red` or by name"
        ),
        ("people with `read_whole_trail`", "everything but the names of TLP:RED things"),
        ("the public", "nothing"),
    ]
}

public import Formats
public import Vocabulary

/// What a country's file says about the independence of auditors.
public struct IndependenceGuide: Sendable, Hashable {
    /// A kind of reason and what it is called.
    public struct Text: Sendable, Hashable {
        /// The kind.
        public let kind: IndependenceReason.Kind
        /// What it says.
        public let label: LocalisedText
    }

    /// The header.
    public let header: ContentHeader
    /// For how many years before an audit a tie that has ended still counts.
    public let years: Int
    /// The share of one client's fees in the auditor's income from which it is named, percent.
    public let feePercent: Int
    /// For how many years in a row one may audit the same one.
    public let rotationYears: Int
    /// For how many years one stays away after that.
    public let awayYears: Int
    /// The share of an owner from which it counts, percent.
    public let ownerPercent: Int
    /// The texts of the reasons.
    public let texts: [Text]

    /// Reads `Content/recovery/independence.json` or a country's own.
    ///
    /// - Throws: ``ContentFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(ContentFaults) {
        var reader = ContentReader(bytes, file: file)
        let root = reader.object(reader.root, ContentReader.headerKeys + ["limits", "reasons"])
        let header = reader.header(root, kind: "independence")
        let limits = reader.object(
            root["limits"],
            ["years", "feePercent", "rotationYears", "awayYears", "ownerPercent"]
        )
        let texts = reader.list(root["reasons"]).compactMap { place -> Text? in
            let members = reader.object(place, ["id", "label", "sources"])
            reader.checkSources(members["sources"])
            guard let kind = reader.word(members["id"], IndependenceReason.Kind.self),
                let label = reader.localised(members["label"])
            else { return nil }
            return Text(kind: kind, label: label)
        }
        reader.complete(texts.map(\.kind), IndependenceReason.Kind.self, root["reasons"])
        let years = reader.integer(limits["years"], in: 1...20)
        let fee = reader.integer(limits["feePercent"], in: 1...100)
        let rotation = reader.integer(limits["rotationYears"], in: 1...20)
        let away = reader.integer(limits["awayYears"], in: 1...20)
        let owner = reader.integer(limits["ownerPercent"], in: 1...100)
        var guide: IndependenceGuide?
        if let header, let years, let fee, let rotation, let away, let owner {
            guide = IndependenceGuide(header, years, fee, rotation, away, owner, texts)
        }
        self = try reader.finish(guide)
    }

    private init(
        _ header: ContentHeader,
        _ years: Int,
        _ feePercent: Int,
        _ rotationYears: Int,
        _ awayYears: Int,
        _ ownerPercent: Int,
        _ texts: [Text]
    ) {
        (self.header, self.years, self.feePercent) = (header, years, feePercent)
        (self.rotationYears, self.awayYears, self.ownerPercent) = (rotationYears, awayYears, ownerPercent)
        self.texts = texts
    }
}

/// Something that speaks against the independence of an auditor, or that nobody can say.
public struct IndependenceReason: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case tie
        case pastTie = "past-tie"
        case sameOwner = "same-owner"
        case ownership
        case feeShare = "fee-share"
        case rotation
        case ownWork = "own-work"
        case feesUnknown = "fees-unknown"
        case ownerUnknown = "owner-unknown"
        case declarationMissing = "declaration-missing"
    }

    /// What it is.
    public let kind: Kind
    /// Between whom.
    public let parties: [String]
    /// The days, percentages and chains of owners that it rests on.
    public let detail: [String]
    /// The records that say so, by their ids.
    public let records: [String]

    /// Whether it says that something is not known, and not that something is so.
    public var isGap: Bool { [.feesUnknown, .ownerUnknown, .declarationMissing].contains(kind) }
}

/// The words that Touchstone knows: everything in the vocabulary files of `Content/`, checked and ready to look up.
///
/// ```swift
/// let lexicon = try Lexicon.load(from: URL(filePath: "Content"))
/// lexicon.mineral(named: "Cassitérite")?.id        // tin
/// lexicon.country(named: "DR Congo")?.alpha2       // CD
/// ```
public struct Lexicon: Sendable {
    /// A country with its names.
    public struct Country: Sendable, Hashable {
        /// Its code.
        public let code: CountryCode
        /// Its name.
        public let name: LocalisedText
        /// Other names found in data.
        public let aliases: [String]
    }

    /// A handling marking with its wording.
    public struct Marking: Sendable, Hashable {
        /// The marking.
        public let marking: HandlingMarking
        /// What it allows, in one sentence.
        public let meaning: LocalisedText
    }

    /// A mineral in one of its forms, as a customs code points to it.
    public struct MineralForm: Sendable, Hashable {
        /// The mineral.
        public let mineral: MineralID
        /// The form.
        public let form: FormID
    }

    /// The vulnerability matrix.
    public let matrix: VulnerabilityMatrix
    /// The offences.
    public let offences: [Offence]
    /// The minerals.
    public let minerals: [Mineral]
    /// The kinds of forms.
    public let formKinds: [FormKind]
    /// The conversion factors.
    public let factors: [ConversionFactor]
    /// The atomic weights that factors are computed from.
    public let atomicWeights: AtomicWeights
    /// The critical, strategic and conflict mineral lists.
    public let lists: [MineralList]
    /// The countries, in order of their alpha-2 codes.
    public let countries: [Country]
    /// The currencies.
    public let currencies: [Currency]
    /// The handling markings, the least strict first.
    public let markings: [Marking]

    /// Finds countries and minerals by name.
    public let names: NameIndex

    private let mineralsByID: [String: Int]
    private let formsByCode: [HSCode: [MineralForm]]

    init(_ parts: LexiconParts, matrix: VulnerabilityMatrix, offences: [Offence]) {
        self.matrix = matrix
        self.offences = offences
        minerals = parts.minerals
        formKinds = parts.formKinds
        factors = parts.factors
        atomicWeights = parts.atomicWeights
        lists = parts.lists
        countries = parts.countries
        currencies = parts.currencies
        markings = parts.markings
        names = NameIndex(
            countries: parts.countries.flatMap { country in
                (country.name.all + country.aliases).map { ($0, country.code) }
            },
            minerals: parts.minerals.flatMap { mineral in
                (mineral.name.all + mineral.aliases + [mineral.id.rawValue]).map { ($0, mineral.id.rawValue) }
            }
        )
        var places: [String: Int] = [:]
        var codes: [HSCode: [MineralForm]] = [:]
        for (index, mineral) in parts.minerals.enumerated() {
            places[mineral.id.rawValue] = index
            for form in mineral.forms {
                for code in form.hsCodes {
                    codes[code, default: []].append(MineralForm(mineral: mineral.id, form: form.id))
                }
            }
        }
        mineralsByID = places
        formsByCode = codes
    }

    /// The mineral with that id.
    public func mineral(_ id: MineralID) -> Mineral? {
        mineralsByID[id.rawValue].map { minerals[$0] }
    }

    /// The mineral that a word in data means: a name in any language, a symbol or an alias, in any case and with or
    /// without accents.
    public func mineral(named name: String) -> Mineral? {
        names.mineral(named: name).flatMap { mineral(MineralID($0)) }
    }

    /// The country that a word in data means: a name in any language, an alias, or a code.
    public func country(named name: String) -> CountryCode? {
        names.country(named: name) ?? CountryCode(name)
    }

    /// The name of a country.
    public func name(of code: CountryCode) -> LocalisedText? {
        countries.indices.contains(Int(code.index)) ? countries[Int(code.index)].name : nil
    }

    /// The mineral forms that are declared under a code, of which only the first six digits count.
    public func forms(under code: HSCode) -> [MineralForm] {
        formsByCode[code.subheading] ?? []
    }

    /// How many parts of `to` are in, or equivalent to, one part of `from`, by formula: `Ta2O5` to `Ta`.
    public func factor(from: String, to: String) -> DecimalNumber? {
        factors.first { $0.from.text == from && $0.to.text == to }?.factor
    }

    /// The lists of a jurisdiction that were in force on a day: the latest of each kind.
    public func lists(of jurisdiction: String, on day: CalendarDate) -> [MineralList] {
        var latest: [MineralList.Kind: MineralList] = [:]
        for list in lists where list.jurisdiction == jurisdiction && list.date.dayNumber <= day.lastDayNumber {
            if let known = latest[list.kind], known.date >= list.date { continue }
            latest[list.kind] = list
        }
        return latest.values.sorted { $0.id < $1.id }
    }
}

/// What has been read from the content files besides the matrix and the offences.
struct LexiconParts {
    var minerals: [Mineral] = []
    var formKinds: [FormKind] = []
    var factors: [ConversionFactor] = []
    var atomicWeights = AtomicWeights(tenThousandths: [:])
    var lists: [MineralList] = []
    var countries: [Lexicon.Country] = []
    var currencies: [Currency] = []
    var markings: [Lexicon.Marking] = []
}

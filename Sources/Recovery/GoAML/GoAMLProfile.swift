public import Formats
public import Vocabulary

/// What one unit takes: its codes, its limits, what it asks for beside the schema.
///
/// Every unit has lists of its own, which it gives to those who report. A list that is empty here was not given to us: a
/// code is then taken if it has the form of one, and the omission is named.
public struct GoAMLProfile: Sendable, Hashable {
    /// A list of codes.
    public enum List: String, Sendable, Hashable, CaseIterable {
        case report, funds, mode, goods, status, contact, communication, identifier, role, indicator
        case legalForm = "legal-form"
    }

    /// The header.
    public let header: ContentHeader
    /// The id: `generic-5.0.2`.
    public let id: String
    /// What it is called.
    public let label: LocalisedText
    /// The version of the schema.
    public let schemaVersion: String
    /// The country of the unit; nil for one that is for trials alone.
    public let country: CountryCode?
    /// The currency of amounts; nil where any is taken.
    public let currency: Currency?
    /// The codes by list.
    public let codes: [List: [String]]
    /// The least and the most characters of elements: `person.first_name`.
    public let lengths: [String: ClosedRange<Int>]
    /// The elements whose characters are those of names.
    public let names: Set<String>
    /// The elements that the unit asks for although the schema does not.
    public let required: Set<String>
    /// The elements that the unit does not take.
    public let refused: Set<String>
    /// The elements that may hold any script: the story of a report, where a unit reads its own.
    public let anyScript: Set<String>
    /// The code by which addresses and telephones of people, and of business, are told.
    public let contactCode: String
    /// The code of a telephone that may be anything.
    public let phoneCode: String
    /// The letter that stands beside the way of a transaction.
    public let modeComment: String

    /// The most transactions, parties or goods of one report.
    public static let mostEntries = 10_000

    /// Reads a file of `Content/recovery/goaml/`.
    ///
    /// - Throws: ``ContentFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(ContentFaults) {
        var reader = ContentReader(bytes, file: file)
        let root = reader.object(
            reader.root,
            ContentReader.headerKeys + [
                "id", "label", "schemaVersion", "codes", "lengths", "names", "required", "refused", "anyScript",
                "contactCode",
                "phoneCode", "modeComment",
            ],
            optional: ["country", "currency"]
        )
        let header = reader.header(root, kind: "goaml-profile")
        let (id, label, version) = (
            reader.text(root["id"]), reader.localised(root["label"]), reader.text(root["schemaVersion"])
        )
        let country = root["country"].flatMap { reader.text($0) }.flatMap { CountryCode($0) }
        if let place = root["country"], country == nil { reader.fault(place, "no country of ISO 3166-1") }
        let currency = root["currency"].flatMap { reader.text($0) }.flatMap { Currency($0) }
        if let place = root["currency"], currency == nil { reader.fault(place, "no currency of ISO 4217") }
        let lists = reader.object(root["codes"], List.allCases.map(\.rawValue))
        var codes: [List: [String]] = [:]
        for list in List.allCases {
            codes[list] = reader.list(lists[list.rawValue]).compactMap { place in
                guard let code = reader.text(place) else { return nil }
                if !Self.isCode(code) { reader.fault(place, "a code has 1 to 20 letters, digits and hyphens") }
                return code
            }
        }
        var lengths: [String: ClosedRange<Int>] = [:]
        for (element, place) in reader.members(root["lengths"]) {
            let bounds = reader.list(place).compactMap { reader.integer($0, in: 0...8_000) }
            if bounds.count == 2, bounds[0] <= bounds[1] {
                lengths[element] = bounds[0]...bounds[1]
            } else {
                reader.fault(place, "expected the least and the most, such as [1, 100]")
            }
        }
        let texts = ["names", "required", "refused", "anyScript"].map { key in
            Set(reader.list(root[key]).compactMap { reader.text($0) })
        }
        let constants = ["contactCode", "phoneCode", "modeComment"].compactMap { reader.text(root[$0]) }
        var profile: GoAMLProfile?
        if let header, let id, let label, let version, constants.count == 3 {
            profile = GoAMLProfile(
                header,
                id,
                label,
                version,
                country,
                currency,
                codes,
                lengths,
                texts,
                constants
            )
        }
        self = try reader.finish(profile)
    }

    private init(
        _ header: ContentHeader,
        _ id: String,
        _ label: LocalisedText,
        _ schemaVersion: String,
        _ country: CountryCode?,
        _ currency: Currency?,
        _ codes: [List: [String]],
        _ lengths: [String: ClosedRange<Int>],
        _ texts: [Set<String>],
        _ constants: [String]
    ) {
        (self.header, self.id, self.label, self.schemaVersion) = (header, id, label, schemaVersion)
        (self.country, self.currency, self.codes, self.lengths) = (country, currency, codes, lengths)
        (names, required, refused, anyScript) = (texts[0], texts[1], texts[2], texts[3])
        (contactCode, phoneCode, modeComment) = (constants[0], constants[1], constants[2])
    }

    static func isCode(_ code: String) -> Bool {
        (1...20).contains(code.utf8.count)
            && code.utf8.allSatisfy {
                (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == 45
            }
    }
}

import Foundation
import Vocabulary
import Yams

/// Turns the files of one folder into a pack, gathering faults as it goes.
struct PackReader {
    typealias Value = StrictReader.Value

    let folder: URL
    let lexicon: Lexicon
    var reader = StrictReader()
    /// The files that were read, besides `pack.yaml`.
    private var parts: Set<String> = []
    /// The ids of sources and agencies, for references to them.
    private var knownSources: Set<String> = []
    private(set) var knownAgencies: Set<String> = []

    static let mainFile = "pack.yaml"
    private static let required = [
        "id", "version", "name", "countries", "languages", "currency", "time_zone", "minerals", "sources",
    ]
    private static let optional = [
        "licence_kinds", "agencies", "units", "thresholds", "tariff", "regions", "laws",
    ]

    init(folder: URL, lexicon: Lexicon) {
        self.folder = folder
        self.lexicon = lexicon
    }

    mutating func read() -> CountryPack? {
        let file = folder.appending(path: Self.mainFile).relativePath
        guard let text = PackFiles.text(Self.mainFile, in: folder, &reader),
            let root = reader.root(of: text, file: file),
            let pack = reader.entry(root, required: Self.required, optional: Self.optional)
        else { return nil }

        let id = reader.id(pack["id"])
        if let id, id != folder.lastPathComponent, let place = pack["id"] {
            reader.fault(place, "the folder of the pack \(id) must be named \(id), not \(folder.lastPathComponent)")
        }
        let version = reader.integer(pack["version"], in: 1...1_000_000)
        let name = reader.localised(pack["name"])
        let countries = reader.list(pack["countries"], atMost: 20).compactMap { country($0) }
        let languages = reader.list(pack["languages"]).compactMap { reader.word($0, Language.self) }
        checkOnce(languages.map(\.rawValue), pack["languages"], "the language")
        let currency = currency(pack["currency"])
        let timeZone = timeZone(pack["time_zone"])
        let minerals = reader.list(pack["minerals"]).compactMap { mineral($0) }
        let sources = items(pack["sources"]).compactMap { source($0) }
        knownSources = Set(sources.map(\.id))
        checkOnce(sources.map(\.id), pack["sources"], "the id")
        let agencies = items(pack["agencies"]).compactMap { agency($0) }
        knownAgencies = Set(agencies.map(\.id))
        checkOnce(agencies.map(\.id), pack["agencies"], "the id")
        checkOnce(agencies.map(\.name), pack["agencies"], "the name")
        let kinds = items(pack["licence_kinds"]).compactMap { licenceKind($0) }
        checkOnce(kinds.map(\.id), pack["licence_kinds"], "the id")
        checkOnce(kinds.flatMap { Set($0.terms.map(WordFolding.fold)) }, pack["licence_kinds"], "the term")
        let units = items(pack["units"]).compactMap { unit($0) }
        checkOnce(units.map(\.symbol), pack["units"], "the symbol")
        let thresholds = items(pack["thresholds"]).compactMap { threshold($0) }
        checkOnce(thresholds.map { "\($0.rule) \($0.parameter)" }, pack["thresholds"], "the parameter")
        let tariff = items(pack["tariff"]).compactMap { tariffRemark($0) }
        let regions = items(pack["regions"]).compactMap { region($0) }
        checkOnce(regions.map(\.code), pack["regions"], "the code")
        let laws = items(pack["laws"]).compactMap { law($0) }
        if languages.isEmpty, let place = pack["languages"] { reader.fault(place, "expected a language at least") }
        if countries.isEmpty, let place = pack["countries"] { reader.fault(place, "expected a country at least") }
        for stray in PackFiles.strayFiles(in: folder, besides: parts.union([Self.mainFile])) {
            reader.fault(file: folder.appending(path: stray).relativePath, "no key of the pack names this file")
        }

        guard let id, let version, let name, let currency, let timeZone, reader.faults.isEmpty else { return nil }
        return CountryPack(
            id: id,
            version: version,
            name: name,
            countries: countries,
            languages: languages,
            currency: currency,
            timeZone: timeZone,
            minerals: minerals,
            sources: sources,
            licenceKinds: kinds,
            agencies: agencies,
            units: units,
            thresholds: thresholds,
            tariff: tariff,
            regions: regions,
            laws: laws
        )
    }

    /// The entries of a list that stands under the key, or in the file of the pack's folder that the key names.
    private mutating func items(_ place: Value?) -> [Value] {
        guard let place else { return [] }
        guard let name = place.node.scalar?.string else { return reader.list(place) }
        guard let stem = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : nil, StrictReader.isPlain(stem),
            name != Self.mainFile
        else {
            reader.fault(place, "expected a list, or the name of a file in the pack's own folder such as units.yaml")
            return []
        }
        parts.insert(name)
        let file = folder.appending(path: name).relativePath
        guard let text = PackFiles.text(name, in: folder, &reader), let root = reader.root(of: text, file: file) else {
            return []
        }
        return reader.list(Value(node: root.node, file: file, path: place.path))
    }

    /// Notes what stands twice.
    private mutating func checkOnce(_ texts: [String], _ place: Value?, _ what: String) {
        var seen: Set<String> = []
        for text in texts where !seen.insert(text).inserted {
            if let place { reader.fault(place, "\(what) \(text) stands twice") }
        }
    }

    /// What the fact rests on.
    mutating func basis(_ entry: StrictReader.Entry) -> Basis? {
        let source = reader.id(entry["source"])
        let isChecked = reader.flag(entry["checked"])
        guard let source, let isChecked else { return nil }
        if !knownSources.contains(source), let place = entry["source"] {
            reader.fault(place, "expected the id of one of the pack's sources, found \(source)")
        }
        return Basis(source: source, isChecked: isChecked)
    }
}

import Formats
import Foundation
import Installation
import Rules
import Upkeep
import Vocabulary

/// What this installation has switched on: modules and country packs, with what they do to the rules.
struct Installed {
    let modules: ModuleSet
    let packs: PacksInForce

    /// Reads what a configuration names, and checks that it can be used.
    init(_ configuration: ServerConfiguration, home: Home) throws {
        modules = configuration.modules
        let folders = home.packFolders(and: configuration.packFolder)
        do {
            packs = try PackLoader(lexicon: home.lexicon()).load(configuration.country, from: folders)
        } catch let error as PackError {
            throw CommandFailure(
                "The country packs cannot be used (`touchstone packs check` says more):\n"
                    + error.faults.map { Printable.text($0.description) }.joined(separator: "\n")
            )
        }
    }

    /// The rules that run here: those of the modules that are on, with the thresholds of the packs.
    func catalogue(of home: Home, and folders: [String] = []) throws -> RuleCatalogue {
        let all = try home.catalogue(and: folders)
        let applied = all.applying(packs.thresholds.map { ParameterOverride($0.threshold, of: $0.pack) })
        guard applied.faults.isEmpty else {
            throw CommandFailure(
                "A threshold of a country pack fits no rule:\n"
                    + applied.faults.map { Printable.text($0.description) }.joined(separator: "\n")
            )
        }
        return applied.catalogue.needingNone(of: modules.tablesOff)
    }
}

extension ParameterOverride {
    /// The threshold of a pack as a rule takes it.
    init(_ threshold: Threshold, of pack: CountryPack) {
        let source = pack.source(threshold.basis.source)
        let value = threshold.value
        self.init(
            rule: threshold.rule,
            parameter: threshold.parameter,
            value: value.integer(rounding: .exact).map { .integer(Int64($0)) }
                ?? .real(Double(value.description) ?? .nan),
            unit: threshold.unit,
            reason: threshold.reason,
            source: source.map { "\($0.title): \($0.reference)" } ?? threshold.basis.source,
            setBy: pack.name
        )
    }
}

extension Home {
    /// The folders in which packs are looked for: the shipped one, then one's own.
    func packFolders(and own: String?) -> [URL] {
        [content.appending(path: "packs", directoryHint: .isDirectory)]
            + [own].compactMap { $0 }.map { URL(filePath: $0, directoryHint: .isDirectory) }
    }
}

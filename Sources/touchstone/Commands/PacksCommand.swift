import ArgumentParser
import Formats
import Foundation
import Installation
import Rules
import Store
import Upkeep
import Vocabulary

/// The command `touchstone packs`.
struct PacksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packs",
        abstract: "Lists, shows, checks and installs country packs: folders of data about a country.",
        discussion: """
            A pack is in force where the setting `country` names it (docs/packs.md).

                touchstone packs show mz --language pt
                touchstone packs check our-own-packs/xx
            """,
        subcommands: [List.self, Show.self, Check.self, Install.self]
    )

    /// Where packs are looked for.
    struct Places: ParsableArguments {
        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        @Option(
            name: .customLong("packs"),
            help: ArgumentHelp("A folder of packs of your own; without it, the setting `packs`.", valueName: "folder")
        )
        var folder: String?

        func configuration() throws -> ServerConfiguration {
            try file.configuration(for: store, flags: folder.map { ["packs": .text($0)] } ?? [:])
        }

        /// The pack of that id.
        func pack(_ id: String) throws -> CountryPack {
            var configuration = try configuration()
            configuration.country = [id]
            guard let pack = try Installed(configuration, home: Home.find()).packs.packs.first else {
                throw CommandFailure("There is no pack \(id).")
            }
            return pack
        }
    }

    /// The command `touchstone packs list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the packs, what each holds, and how much of it nobody has checked yet.",
            discussion: "    touchstone packs list"
        )

        @OptionGroup var places: Places

        func run() async throws {
            let configuration = try places.configuration()
            let home = try Home.find()
            let loader = PackLoader(lexicon: try home.lexicon())
            var table = TextTable([
                .words("pack"), .words("name"), .words("state"), .words("languages"), .number("licence kinds"),
                .number("agencies"), .number("units"), .number("thresholds"), .number("facts"), .number("unchecked"),
            ])
            for folder in PackLoader.folders(in: home.packFolders(and: configuration.packFolder)) {
                do throws(PackError) {
                    let pack = try loader.load(folder: folder)
                    table.append([
                        pack.id, pack.name.en, configuration.country.contains(pack.id) ? "in force" : "",
                        pack.languages.map(\.rawValue).joined(separator: " "), "\(pack.licenceKinds.count)",
                        "\(pack.agencies.count)", "\(pack.units.count)", "\(pack.thresholds.count)",
                        "\(pack.bases.count)", "\(pack.uncheckedCount)",
                    ])
                } catch {
                    table.append([
                        folder.lastPathComponent,
                        "\(error.faults.count) faults: touchstone packs check \(folder.relativePath)",
                        "broken", "", "", "", "", "", "", "",
                    ])
                }
            }
            try StandardStreams.answer(table.text)
        }
    }

    /// The command `touchstone packs show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints everything that a pack says, with the source of each fact.",
            discussion: "    touchstone packs show pe --language es"
        )

        @Argument(help: "The id of the pack.")
        var id: String

        @OptionGroup var places: Places
        @OptionGroup var languageOption: LanguageOption

        func run() async throws {
            try StandardStreams.answer(PackText(pack: try places.pack(id), language: languageOption.language).text)
        }
    }

    /// The command `touchstone packs check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names file, line and place of everything that is wrong with packs.",
            discussion: """
                Thresholds are checked against the rules that are here.

                    touchstone packs check our-own-packs/xx
                """
        )

        @Argument(help: ArgumentHelp("Folders, each of one pack; without one, the shipped packs.", valueName: "folder"))
        var folders: [String] = []

        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("Folders of rules of your own, besides the shipped ones.", valueName: "folder")
        )
        var rules: [String] = []

        func run() async throws {
            let home = try Home.find()
            let loader = PackLoader(lexicon: try home.lexicon())
            let catalogue = try home.catalogue(and: rules)
            let urls =
                folders.isEmpty
                ? PackLoader.folders(in: home.packFolders(and: nil))
                : folders.map { URL(filePath: $0, directoryHint: .isDirectory) }
            var count = 0
            var unchecked = 0
            var faults: [String] = []
            for url in urls {
                do throws(PackError) {
                    let pack = try loader.load(folder: url)
                    count += pack.bases.count
                    unchecked += pack.uncheckedCount
                    let overrides = pack.thresholds.map { ParameterOverride($0, of: pack) }
                    faults += catalogue.applying(overrides).faults.map { "\(url.relativePath): thresholds: \($0)" }
                } catch {
                    faults += error.faults.map(\.description)
                }
            }
            for fault in faults { try StandardStreams.answer(Printable.text(fault)) }
            guard faults.isEmpty else { throw ExitCode.failure }
            try StandardStreams.answer(
                "\(urls.count) packs, \(count) facts, \(unchecked) of them from memory and not checked: no fault"
            )
        }
    }

    /// The command `touchstone packs install`.
    struct Install: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts the agencies of a pack into a store.",
            discussion: """
                Done again, it changes nothing: what people have written about an agency stays. Where the pack knows \
                no contact, an administrator adds it.

                    touchstone packs install mz --store touchstone-data
                """
        )

        @Argument(help: "The id of the pack.")
        var id: String

        @OptionGroup var places: Places

        func run() async throws {
            let pack = try places.pack(id)
            let facts = try places.store.openExisting()
            let offers = pack.agencies.map { agency in
                OfferedAgency(
                    id: agency.id,
                    draft: Agency.Draft(
                        name: agency.name,
                        kind: Agency.Kind(rawValue: agency.kind.rawValue) ?? .other,
                        country: agency.country,
                        contact: agency.contact ?? ""
                    )
                )
            }
            let installed = try await facts.installAgencies(offers, of: pack.id, by: .local)
            var table = TextTable([.words("agency"), .words("name"), .number("number"), .words("state")])
            for agency in installed {
                let word =
                    switch agency.outcome {
                    case .added: "added"
                    case .joined: "was there by that name"
                    case .known: "is there"
                    }
                table.append([agency.id, pack.agency(agency.id)?.name ?? "", "\(agency.number.rawValue)", word])
            }
            try StandardStreams.answer(table.text)
        }
    }
}

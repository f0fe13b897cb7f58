import ArgumentParser
import Foundation
import Installation
import Intake
import Store
import Vocabulary

/// The command `touchstone import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes files into a store: keeps them as received, checks each record, files it as facts.",
        discussion: """
            CSV, GeoJSON, EPCIS 2.0 JSON and XML, FollowTheMoney JSON lines, the UN and OFAC lists. What a file holds is \
            recognised; --kind or --map say it where it is not. A record with a fault is set aside with its reason \
            (`touchstone quarantine`) and the others are taken. An import that was cut off can be run again: what is \
            there already is passed over.

                touchstone import sites.geojson lots.csv --source "Ministry of Mines" --marking green
            """
    )

    @Argument(help: ArgumentHelp("The files, in any order; files, not folders.", valueName: "file"))
    var files: [String] = []

    @OptionGroup var store: StoreOption
    @OptionGroup var file: ConfigurationOption

    @Option(help: "What the files hold, one of those that --list-kinds prints.")
    var kind: String?

    @Option(help: ArgumentHelp("The map that their columns are read with (--list-maps).", valueName: "name"))
    var map: String?

    @Option(help: ArgumentHelp("Who made the data, in words.", valueName: "text"))
    var source: String?

    @Option(
        help: "Who may see the records: clear, green, amber, amber+strict or red (TLP 2.0). (default: amber)",
        transform: {
            guard let marking = HandlingMarking(label: $0) else {
                throw ValidationError("‘\($0)’ is not clear, green, amber, amber+strict or red.")
            }
            return marking
        }
    )
    var marking: HandlingMarking?

    @Option(help: ArgumentHelp("The agency that hands the files in.", valueName: "text"))
    var agency = "local"

    @OptionGroup var language: LanguageOption

    @Flag(help: "Say nothing but what went wrong.")
    var quiet = false

    @Flag(help: "Print the kinds of record with their fields, and stop.")
    var listKinds = false

    @Flag(help: "Print the maps, and stop.")
    var listMaps = false

    func validate() throws {
        guard !files.isEmpty || listKinds || listMaps else {
            throw ValidationError("Name the files to import.")
        }
        if let kind, !KindList.names.contains(kind) {
            throw ValidationError("There is no kind ‘\(kind)’; there are \(KindList.names.joined(separator: ", ")).")
        }
        if agency.isEmpty { throw ValidationError("--agency is empty.") }
    }

    func run() async throws {
        if listKinds {
            try StandardStreams.answer(KindList.text)
            if !listMaps { return }
        }
        let home = try Home.find()
        let maps = try home.columnMaps(and: store.folder)
        if listMaps { return try StandardStreams.answer(Self.list(maps)) }
        if let map, maps[map] == nil {
            let names = maps.keys.sorted().joined(separator: ", ")
            throw CommandFailure("There is no map ‘\(map)’; there are \(names.isEmpty ? "none" : names).")
        }
        var run = ImportRun(isQuiet: quiet, words: try home.words(in: language.language))
        let readable = files.filter { file in
            guard let reason = Self.whyUnreadable(file) else { return true }
            run.refuse(file, because: reason)
            return false
        }
        // Nothing to take means nothing to make.
        if !readable.isEmpty {
            ProcessMemory.keepForNextBatch()
            // What is wrong with the configuration shows before a store is made.
            let terms = try Installed(file.configuration(for: store), home: home).packs.terms
            let importer = Importer(
                store: try store.openOrMake(),
                maps: maps,
                lexicon: try home.lexicon().names,
                terms: terms
            )
            for (number, file) in readable.enumerated() {
                await run.take(file, order(for: file), with: importer, number: number + 1, of: readable.count)
            }
            try await SearchIndexing.afterImport(importer.store, isQuiet: quiet)
            if !quiet { try await run.report(from: importer.store, path: store.path) }
        }
        if run.hasRefused { throw ExitCode.failure }
    }

    private func order(for file: String) -> Importer.Order {
        Importer.Order(
            fileName: URL(filePath: file).lastPathComponent,
            kind: kind,
            map: map,
            source: source,
            agency: agency,
            marking: marking ?? .amber
        )
    }

    private static func whyUnreadable(_ file: String) -> String? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
            return "there is no such file"
        }
        if isFolder.boolValue { return "it is a folder; name the files in it" }
        return FileManager.default.isReadableFile(atPath: file) ? nil : "you may not read it"
    }

    private static func list(_ maps: [String: ColumnMap]) -> String {
        var table = TextTable([.words("map"), .words("kind"), .words("for")])
        for map in maps.values.sorted(by: { $0.id < $1.id }) { table.append([map.id, map.kind, map.title]) }
        return table.text
    }
}

extension Home {
    /// The maps, by name; none where there is no folder of them.
    ///
    /// - Parameter store: The folder of a store, whose own maps go before shipped ones of the same name.
    func columnMaps(and store: URL? = nil) throws -> [String: ColumnMap] {
        let folders = [maps, store?.appending(path: "maps", directoryHint: .isDirectory)].compactMap(\.self)
        return try folders.filter { FileManager.default.fileExists(atPath: $0.path) }
            .reduce(into: [:]) { all, folder in
                all.merge(try ColumnMapFile.load(folder: folder)) { _, own in own }
            }
    }
}

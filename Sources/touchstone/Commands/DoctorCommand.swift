import ArgumentParser
import Formats
import Foundation
import Rules
import Store
import Upkeep
import Vocabulary

/// The command `touchstone doctor`.
struct DoctorCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at everything that Touchstone needs, and says what to do.",
        discussion: """
            Each thing is ok, needs attention or is broken. Nothing is changed. Exit code 1 says that something is \
            broken.

                touchstone doctor
            """
    )

    @OptionGroup var store: StoreOption
    @OptionGroup var file: ConfigurationOption

    @Option(help: "The format of the answer.")
    var format = Format.text

    func run() async throws {
        var checks = homeChecks()
        let (configuration, check) = configurationCheck()
        checks.append(check)
        checks += StoreDoctor(store.folder, minimumFree: configuration?.minimumFreeBytes ?? 512 << 20).checks()
        if let configuration { checks += ServerDoctor(configuration).checks() }
        try StandardStreams.answer(format == .json ? Self.json(checks) : Self.text(checks))
        if checks.contains(where: { $0.state == .broken }) { throw ExitCode.failure }
    }

    private func configurationCheck() -> (ServerConfiguration?, DoctorCheck) {
        let advice = "`touchstone config check` prints every setting (docs/configuration.md)."
        do {
            let reading = try file.read(for: store)
            guard reading.mistakes.isEmpty else {
                let words = reading.mistakes.map(\.description).joined(separator: "; ")
                return (nil, DoctorCheck("configuration", .broken, words, advice: advice))
            }
            let count = reading.entries.filter { $0.source != .standard }.count
            return (
                try ServerConfiguration(reading),
                DoctorCheck("configuration", .ok, "\(count) settings are not the default")
            )
        } catch {
            return (nil, DoctorCheck("configuration", .broken, "\(error)", advice: advice))
        }
    }

    private func homeChecks() -> [DoctorCheck] {
        let home: Home
        do { home = try Home.find() } catch {
            return [
                DoctorCheck("home folder", .broken, "\(error)", advice: "Set \(Home.variable) to the project's folder.")
            ]
        }
        var checks = [DoctorCheck("home folder", .ok, home.folder.path)]
        do {
            _ = try home.lexicon()
            _ = try home.words(in: .en)
            _ = try home.columnMaps()
            checks.append(DoctorCheck("content", .ok, "vocabulary, texts and maps can be read"))
        } catch {
            checks.append(
                DoctorCheck(
                    "content",
                    .broken,
                    "\(error)",
                    advice: "Correct the file, or take it anew from the project."
                )
            )
        }
        let loaded = RuleLoader().load(folders: [home.rules])
        checks.append(
            loaded.faults.isEmpty
                ? DoctorCheck("rules", .ok, "\(loaded.catalogue.rules.count) can be read")
                : DoctorCheck(
                    "rules",
                    .broken,
                    loaded.faults.map(\.description).joined(separator: "; "),
                    advice: "`touchstone rules check` says more."
                )
        )
        let map = home.folder.appending(path: ".local/browser/leaflet/leaflet.js")
        checks.append(
            FileManager.default.fileExists(atPath: map.path)
                ? DoctorCheck("browser libraries", .ok, "the map can be moved and zoomed")
                : DoctorCheck(
                    "browser libraries",
                    .attention,
                    "not installed: pages show a drawn map",
                    advice: "`make setup` installs them."
                )
        )
        return checks
    }

    private static func text(_ checks: [DoctorCheck]) -> String {
        let width = checks.map(\.name.count).max() ?? 0
        return checks.map { check in
            let name = check.name + String(repeating: " ", count: width - check.name.count)
            let state = check.state.rawValue + String(repeating: " ", count: 9 - check.state.rawValue.count)
            let advice =
                check.advice.isEmpty ? "" : "\n" + String(repeating: " ", count: width + 13) + "→ \(check.advice)"
            return "\(state)  \(name)  \(Printable.text(check.found))\(advice)"
        }
        .joined(separator: "\n")
    }

    private static func json(_ checks: [DoctorCheck]) -> String {
        let items = checks.map { check in
            JSONText.object([
                ("name", JSONText.string(check.name)), ("state", JSONText.string(check.state.rawValue)),
                ("found", JSONText.string(check.found)), ("advice", JSONText.string(check.advice)),
            ])
        }
        let worst = DoctorCheck.State.allCases.last { state in checks.contains { $0.state == state } } ?? .ok
        return JSONText.object([
            ("state", JSONText.string(worst.rawValue)), ("checks", "[\(items.joined(separator: ","))]"),
        ])
    }
}

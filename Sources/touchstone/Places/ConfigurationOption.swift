import ArgumentParser
import Formats
import Foundation
import Upkeep

/// The file that a command is configured by.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "The configuration file; without it, \(ConfigurationFile.name) in the store's folder.",
            valueName: "file"
        )
    )
    var path: String?

    /// Reads the configuration, with its mistakes.
    func read(for store: StoreOption, flags: [String: SettingValue] = [:]) throws -> ConfigurationReading {
        do {
            return try ConfigurationFile.read(named: path, store: store.folder, flags: flags)
        } catch let mistake as ConfigurationMistake {
            throw CommandFailure(mistake.description)
        }
    }

    /// The configuration, which must be without mistakes.
    func configuration(for store: StoreOption, flags: [String: SettingValue] = [:]) throws -> ServerConfiguration {
        let reading = try read(for: store, flags: flags)
        guard reading.mistakes.isEmpty else {
            throw CommandFailure(
                (reading.mistakes.map { Printable.text($0.description) }
                    + ["The configuration cannot be used. `touchstone config check` prints every setting."])
                    .joined(separator: "\n")
            )
        }
        do { return try ServerConfiguration(reading) } catch { throw CommandFailure(error.description) }
    }
}

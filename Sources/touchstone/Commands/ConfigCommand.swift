import ArgumentParser
import Formats
import Foundation
import Upkeep

/// The command `touchstone config`.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows the configuration, and where each value comes from.",
        subcommands: [Check.self, Show.self],
        defaultSubcommand: Check.self
    )

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Prints every setting with where its value comes from, and each mistake with file and line.",
            discussion: """
                Options win over the environment, that over the file, and the file over the defaults. Secrets are not \
                shown. Exit code 1 says that there are mistakes; the server does not start with them.

                    touchstone config check
                """
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        func run() async throws {
            let reading = try file.read(for: store)
            var table = TextTable([.words("setting"), .words("value"), .words("from")])
            for entry in reading.entries {
                table.append([entry.setting.name, ConfigText.shown(entry), entry.source.description])
            }
            try StandardStreams.answer(table.text)
            for mistake in reading.mistakes { StandardStreams.remark(Printable.text(mistake.description)) }
            guard reading.mistakes.isEmpty else { throw ExitCode.failure }
            // Packs are files, and their thresholds belong to rules: whether they can be used shows when they are read.
            _ = try Installed(ServerConfiguration(reading), home: Home.find())
        }
    }

    struct Show: AsyncParsableCommand {
        enum Format: String, ExpressibleByArgument, CaseIterable {
            case yaml
            case json
        }

        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Prints the configuration as a file: a start for your own, or for another program.",
            discussion: "    touchstone config show > touchstone-data/touchstone.yaml"
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        @Option(help: "The format of the answer.")
        var format = Format.yaml

        func run() async throws {
            let reading = try file.read(for: store)
            for mistake in reading.mistakes { StandardStreams.remark(Printable.text(mistake.description)) }
            try StandardStreams.answer(format == .yaml ? ConfigText.yaml(reading) : ConfigText.json(reading))
            if !reading.mistakes.isEmpty { throw ExitCode.failure }
        }
    }
}

/// The configuration as texts.
private enum ConfigText {
    private static let masked = "set, not shown"

    static func shown(_ entry: ConfigurationReading.Entry) -> String {
        if entry.value.isEmpty { return "–" }
        return entry.setting.kind == .secret ? masked : entry.value.text
    }

    static func yaml(_ reading: ConfigurationReading) -> String {
        var lines: [String] = []
        var group = ""
        for entry in reading.entries {
            if entry.setting.group != group {
                group = entry.setting.group
                lines.append("\(group):")
            }
            let indent = group.isEmpty ? "" : "  "
            lines.append("\(indent)# \(entry.setting.about)")
            if entry.setting.kind == .secret, !entry.value.isEmpty {
                lines.append("\(indent)# \(entry.setting.key): \(masked)")
            } else {
                lines.append("\(indent)\(entry.setting.key): \(json(entry.value))")
            }
        }
        return lines.joined(separator: "\n")
    }

    static func json(_ reading: ConfigurationReading) -> String {
        var single: [(String, String)] = []
        var groups: [(String, [(String, String)])] = []
        for entry in reading.entries {
            guard !entry.setting.group.isEmpty else {
                single.append((entry.setting.name, json(entry.value)))
                continue
            }
            if groups.last?.0 != entry.setting.group { groups.append((entry.setting.group, [])) }
            let isHidden = entry.setting.kind == .secret && !entry.value.isEmpty
            let value = isHidden ? JSONText.string(masked) : json(entry.value)
            groups[groups.count - 1].1.append((entry.setting.key, value))
        }
        return JSONText.object(single + groups.map { ($0.0, JSONText.object($0.1)) })
    }

    /// A value as JSON, which is YAML too.
    private static func json(_ value: SettingValue) -> String {
        switch value {
        case .text(let text): JSONText.string(text)
        case .integer(let number): String(number)
        case .list(let texts): JSONText.array(texts)
        }
    }
}

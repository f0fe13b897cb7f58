import ArgumentParser
import Foundation
import Installation
import Rules
import Upkeep
import Web

/// The command `touchstone modules`.
struct ModulesCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "modules",
        abstract: "Lists the modules, and which of them are on here.",
        discussion: """
            The setting `modules` switches them: its pages and its part of the data interface answer that they are \
            switched off, and rules that read its facts do not run. What was imported stays.

                TOUCHSTONE_MODULES=licensing,search touchstone modules
            """
    )

    @OptionGroup var store: StoreOption
    @OptionGroup var file: ConfigurationOption

    @Option(help: "The format of the answer.")
    var format = Format.table

    func run() async throws {
        let configuration = try file.configuration(for: store)
        let rules = try Home.find().catalogue(and: configuration.rules).rules
        switch format {
        case .table:
            var table = TextTable([
                .words("module"), .words("state"), .words("needs"), .words("pages"), .number("rules"), .words("for"),
            ])
            for module in Module.allCases {
                table.append([
                    module.rawValue, configuration.modules.contains(module) ? "on" : "off",
                    module.needs.map(\.rawValue).joined(separator: " "), Self.paths(of: module).joined(separator: " "),
                    "\(rules.count { !Set($0.needs).isDisjoint(with: module.tables) })", module.about,
                ])
            }
            try StandardStreams.answer(table.text)
        case .json:
            let items = Module.allCases.map { module in
                JSONText.object([
                    ("id", JSONText.string(module.rawValue)),
                    ("on", configuration.modules.contains(module) ? "true" : "false"),
                    ("needs", JSONText.array(module.needs.map(\.rawValue))),
                    ("pages", JSONText.array(Self.paths(of: module))),
                    ("tables", JSONText.array(module.tables)),
                    (
                        "rules",
                        JSONText.array(rules.filter { !Set($0.needs).isDisjoint(with: module.tables) }.map(\.id))
                    ),
                ])
            }
            try StandardStreams.answer("[\(items.joined(separator: ",\n"))]")
        }
    }

    private static func paths(of module: Module) -> [String] {
        RouteOwner.segments(of: module).map { "/\($0)" }
    }
}

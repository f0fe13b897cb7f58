import ArgumentParser
import Store

/// The command `touchstone permissions`.
struct PermissionsCommand: AsyncParsableCommand {
    /// How the tables are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case md
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "permissions",
        abstract: "Prints who may see and do what, from the tables that the program itself asks.",
        discussion: """
            No store is needed. docs/permissions.md is what it prints.

                touchstone permissions --format json
            """
    )

    @Option(help: "The format of the answer.")
    var format = Format.md

    func run() async throws {
        switch format {
        case .md: try StandardStreams.answer(String(PermissionTable.markdown.dropLast()))
        case .json: try StandardStreams.answer(try PermissionTable.json)
        }
    }
}

import ArgumentParser
import Foundation
import Store
import Web

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
        case .md: try StandardStreams.answer(String((PermissionTable.markdown + SiteDoors.markdown).dropLast()))
        case .json: try StandardStreams.answer(try PermissionTable.json(doors: SiteDoors.all.map(\.listing)))
        }
    }
}

extension SiteDoors.Door {
    /// The door as the listing has it.
    fileprivate var listing: PermissionTable.Door { PermissionTable.Door(method: method, path: path, opensTo: opensTo) }
}

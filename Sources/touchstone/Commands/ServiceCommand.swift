import ArgumentParser
import Foundation
import Upkeep

/// The command `touchstone service`.
struct ServiceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service",
        abstract: "Helps to run the server as a service of the system.",
        subcommands: [PrintUnit.self]
    )

    struct PrintUnit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print-unit",
            abstract: "Prints a systemd unit that runs the server with few rights.",
            discussion: "    touchstone service print-unit | sudo tee /etc/systemd/system/touchstone.service"
        )

        @Option(help: ArgumentHelp("The program; otherwise this one.", valueName: "file"))
        var program: String?

        func run() async throws {
            let home = try Home.find()
            guard let program = program ?? Bundle.main.executableURL?.resolvingSymlinksInPath().path else {
                throw CommandFailure("It is not known where this program stands. Name it with --program.")
            }
            let unit = SystemdUnit(
                program: URL(filePath: program).standardizedFileURL.path,
                home: home.folder.standardizedFileURL.path(percentEncoded: false).trimmingSuffix("/")
            )
            try StandardStreams.answer(unit.text)
        }
    }
}

extension String {
    /// The text without that ending.
    fileprivate func trimmingSuffix(_ ending: String) -> String {
        hasSuffix(ending) && count > ending.count ? String(dropLast(ending.count)) : self
    }
}

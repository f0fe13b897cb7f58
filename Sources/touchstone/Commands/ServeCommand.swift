import ArgumentParser
import Foundation
import Hummingbird
import Intake
import Logging
import Store
import Vocabulary
import Web

/// The command `touchstone serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Shows a store in a browser, until Ctrl-C.",
        discussion: """
            Without --host, only this machine can see it. Whoever can reach the address can read the whole store.

                touchstone serve --store touchstone-data --port 8081
            """
    )

    @OptionGroup var store: StoreOption

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8080

    @Option(help: ArgumentHelp("A file to write the port to once somebody listens.", valueName: "file"))
    var portFile: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Folders of rules of your own, as given to assess.", valueName: "folder")
    )
    var rules: [String] = []

    func validate() throws {
        guard (1...65_535).contains(port) else {
            throw ValidationError("--port is \(port); it must be from 1 to 65535.")
        }
    }

    func run() async throws {
        let facts = try store.openExisting()
        let home = try Home.find()
        let lexicon = try home.lexicon()
        let importer = Importer(store: facts, maps: try home.columnMaps(), lexicon: lexicon.names)
        var logger = Logger(label: "touchstone", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        let site = try WebApplication(
            store: facts,
            intake: IntakeService(importer),
            rules: try home.catalogue(and: rules),
            lexicon: lexicon,
            home: home.folder,
            settings: WebApplication.Settings(host: host, port: port),
            logger: logger
        )
        let server = ListeningApplication(site.makeApplication()) { [host, port, portFile] in
            let name = host.contains(":") ? "[\(host)]" : host
            try? StandardStreams.answer("http://\(name):\(port)/")
            guard let portFile else { return }
            do {
                try Data("\(port)\n".utf8).write(to: URL(filePath: portFile), options: .atomic)
            } catch {
                StandardStreams.remark("\(portFile) cannot be written: \(error.localizedDescription)")
            }
        }
        do {
            try await server.runService()
        } catch {
            throw CommandFailure(
                """
                The server on \(host), port \(port), stopped: \(error)
                If the port is taken, choose another with --port.
                """
            )
        }
    }
}

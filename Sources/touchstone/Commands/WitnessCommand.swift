import ArgumentParser
import Formats
import Foundation
import Hummingbird
import Ledger
import Logging
import Notary
import Web

/// The command `touchstone witness`.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Watches over logs of others, so that none can rewrite its past unseen.",
        discussion: """
            A witness (C2SP tlog-witness) signs what a log says if it begins with what the log said before. It needs \
            neither the log's data nor much of a machine; agencies can witness one another. Its folder must never be \
            brought back from an older copy: retire the key then, and begin another witness.

                touchstone witness init --name witness.customs.example
                touchstone witness add-log log.mines.example+1a2b3c4d+AbCd…
                touchstone witness serve --port 8090
            """,
        subcommands: [Init.self, AddLog.self, Serve.self, Status.self]
    )

    /// The folder that a witness works in.
    struct FolderOption: ParsableArguments {
        @Option(name: .customLong("folder"), help: ArgumentHelp("The folder of the witness.", valueName: "folder"))
        var path = "touchstone-witness"

        var folder: WitnessFolder { WitnessFolder(path) }
    }

    /// Does something with a folder, and says in words what is wrong with it.
    static func working<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let fault as WitnessFolderFault {
            throw CommandFailure(fault.description)
        } catch let fault as KeyFileFault {
            throw CommandFailure(fault.description)
        }
    }

    /// The command `touchstone witness init`.
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the folder and the key of a witness, and prints the public key.",
            discussion: """
                What is printed is for the logs' policies. The private key stays in the folder, readable by you alone, \
                and sealed if a passphrase is given.

                    touchstone witness init --name witness.customs.example --passphrase-file secret.txt
                """
        )

        @Option(help: ArgumentHelp("The name of the witness: an address without scheme.", valueName: "name"))
        var name: String

        @Option(help: ArgumentHelp("A file whose first line is the passphrase that seals the key.", valueName: "file"))
        var passphraseFile: String?

        @OptionGroup var place: FolderOption

        func run() throws {
            guard let name = try? KeyName(name) else {
                throw ValidationError("‘\(name)’ is no name of a key: it must not be empty, nor hold spaces or a plus.")
            }
            let passphrase = try passphraseFile.map { try KeyOptions.passphrase(in: $0) }
            let key = try WitnessCommand.working { try place.folder.make(name, passphrase: passphrase) }
            try StandardStreams.answer(key.text)
        }
    }

    /// The command `touchstone witness add-log`.
    struct AddLog: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add-log",
            abstract: "Lets the witness know a log; one that runs knows it from then on.",
            discussion: "    touchstone witness add-log log.mines.example+1a2b3c4d+AbCd…"
        )

        @Argument(help: ArgumentHelp("The verifier keys of logs.", valueName: "key"))
        var keys: [String]

        @OptionGroup var place: FolderOption

        func run() throws {
            let logs = try keys.map { text in
                do throws(NoteFault) { return try VerifierKey(parsing: text) } catch {
                    throw ValidationError("‘\(Printable.text(text))’ is no verifier key (\(error.rawValue)).")
                }
            }
            for log in logs {
                let isNew = try WitnessCommand.working { try place.folder.add(log) }
                try StandardStreams.answer("\(log.name): \(isNew ? "added" : "was known already")")
            }
        }
    }

    /// The command `touchstone witness status`.
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the logs that the witness knows, and what it signed last of each.",
            discussion: "    touchstone witness status"
        )

        @OptionGroup var place: FolderOption

        func run() throws {
            let key = try WitnessCommand.working { try place.folder.keyFile.publicKey() }
            var table = TextTable([.words("log"), .number("size"), .words("root"), .words("signed at")])
            for log in try WitnessCommand.working({ try place.folder.status() }) {
                let time = log.latest?.witnesses.first?.instant
                table.append([
                    log.key.name.text, log.latest.map { "\($0.checkpoint.size)" } ?? "-",
                    log.latest?.checkpoint.root.base64 ?? "-", time.map { "\($0)" } ?? "-",
                ])
            }
            try StandardStreams.answer("\(key.text)\n\n\(table.text)")
        }
    }

    /// The command `touchstone witness serve`.
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answers logs, and shows monitors what was signed, until Ctrl-C.",
            discussion: """
                Plain HTTP: put a server with a certificate in front of it. Without --host, only this machine reaches \
                it. SIGTERM ends it in good order.

                    touchstone witness serve --port 8090
                """
        )

        @OptionGroup var place: FolderOption

        @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
        var host = "127.0.0.1"

        @Option(help: "The port to listen on.")
        var port = 8090

        @Option(help: ArgumentHelp("A file to write the port to once somebody listens.", valueName: "file"))
        var portFile: String?

        @Option(help: ArgumentHelp("A file whose first line is the passphrase that opens the key.", valueName: "file"))
        var passphraseFile: String?

        func validate() throws {
            if !(1...65_535).contains(port) {
                throw ValidationError("--port is \(port); it must be from 1 to 65535.")
            }
        }

        func run() async throws {
            let office = try WitnessCommand.working {
                try place.folder.open(
                    passphrase: { try passphraseFile.map { try KeyOptions.passphrase(in: $0) } },
                    clock: { UInt64(max(1, Date().timeIntervalSince1970)) }
                )
            }
            let settings = LogSettings(level: .notice, isJSON: false)
            let logger = Logger(label: "touchstone") { _ in LineLog(settings: settings) }
            let application = WitnessApplication(office, host: host, port: port, logger: logger).makeApplication()
            let server = ListeningApplication(application) { [host, port, portFile] in
                try? StandardStreams.answer("http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
                guard let portFile else { return }
                do {
                    try Data("\(port)\n".utf8).write(to: URL(filePath: portFile), options: .atomic)
                } catch {
                    StandardStreams.remark("\(portFile) cannot be written: \(error.localizedDescription)")
                }
            }
            do { try await server.runService() } catch {
                throw CommandFailure(
                    "The witness on \(host), port \(port), stopped: \(error)\nIf the port is taken, choose another with --port."
                )
            }
            logger.notice("stopped")
        }
    }
}

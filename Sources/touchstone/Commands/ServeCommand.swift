import ArgumentParser
import Foundation
import Hummingbird
import Identity
import Installation
import Intake
import Logging
import Notary
import ServiceLifecycle
import Store
import Upkeep
import Vocabulary
import Web

/// The command `touchstone serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Shows a store in a browser, until Ctrl-C.",
        discussion: """
            Without --host, only this machine can see it. Who has not signed in sees what is marked TLP:CLEAR; with \
            --as-owner, whoever opens the site on this machine is its owner and sees everything. \
            Settings come from the options, else the environment, else touchstone.yaml (`touchstone config check`). \
            SIGTERM ends it in good order; SIGHUP makes it read its log level, token and certificate again.

                touchstone serve --store touchstone-data --port 8081
            """
    )

    @OptionGroup var store: StoreOption

    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Nobody signs in: whoever opens the site on this machine sees and does everything.")
    var asOwner = false

    @Flag(help: "Lets visitors sign in as the people of the demo with one click.")
    var demo = false

    @Option(help: ArgumentHelp("The address to listen on. (default: 127.0.0.1)", valueName: "address"))
    var host: String?

    @Option(help: "The port to listen on. (default: 8080)")
    var port: Int?

    @Option(help: ArgumentHelp("A file to write the port to once somebody listens.", valueName: "file"))
    var portFile: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Folders of rules of your own, as given to assess.", valueName: "folder")
    )
    var rules: [String] = []

    private var mode: EntryMode { asOwner ? .owner : demo ? .demo : .signIn }

    func validate() throws {
        if asOwner, demo { throw ValidationError("--as-owner and --demo exclude one another.") }
        if let port, !(1...65_535).contains(port) {
            throw ValidationError("--port is \(port); it must be from 1 to 65535.")
        }
    }

    /// What the options say.
    private var flags: [String: SettingValue] {
        var flags: [String: SettingValue] = [:]
        if let host { flags["server.host"] = .text(host) }
        if let port { flags["server.port"] = .integer(port) }
        if !rules.isEmpty { flags["server.rules"] = .list(rules) }
        return flags
    }

    private static func identity(_ configuration: ServerConfiguration) -> IdentitySettings {
        IdentitySettings(
            breachedPasswords: configuration.breachedPasswords,
            openID: configuration.openID.map {
                IdentitySettings.OpenID(
                    issuer: $0.issuer,
                    client: $0.client,
                    secret: $0.secret,
                    redirect: $0.redirect,
                    name: $0.name
                )
            }
        )
    }

    func run() async throws {
        let facts = try store.openExisting()
        let configuration = try file.configuration(for: store, flags: flags)
        let gate = try GateSettings(configuration)
        let isLocal = ["127.0.0.1", "::1", "localhost"].contains(configuration.host) && configuration.proxies.isEmpty
        guard mode == .signIn || isLocal else {
            throw CommandFailure(
                """
                --as-owner and --demo open the store to whoever reaches the address: they go with 127.0.0.1 alone,
                and with no proxy (server.proxy).
                Leave them away and let people sign in, or leave --host away.
                """
            )
        }
        let home = try Home.find()
        let lexicon = try home.lexicon()
        let installed = try Installed(configuration, home: home)
        let importer = Importer(
            store: facts,
            maps: try home.columnMaps(and: facts.folder),
            lexicon: lexicon.names,
            terms: installed.packs.terms
        )
        let reload = ServerReload(configuration, tls: gate.tls) { [file, store, flags] in
            try file.configuration(for: store, flags: flags)
        }
        let logger = reload.logger
        let site = try WebApplication(
            store: facts,
            intake: IntakeService(importer),
            rules: try installed.catalogue(of: home, and: configuration.rules),
            lexicon: lexicon,
            home: home.folder,
            modules: installed.modules,
            packs: installed.packs,
            settings: WebApplication.Settings(
                host: configuration.host,
                port: configuration.port,
                uploadLimit: configuration.uploadLimit,
                metricsHost: configuration.metricsListener?.host,
                metricsPort: configuration.metricsListener?.port ?? 0,
                mode: mode,
                gate: gate,
                identity: Self.identity(configuration),
                webhooks: OutboundGuard(allowed: configuration.webhookBlocks),
                credentials: CredentialOpening(store: facts, configuration: configuration).settings,
                textMessages: MessageSettings(configuration)
            ),
            controls: reload.controls,
            logger: logger
        )
        let setUpCode = mode == .signIn ? try await site.makeSetUpCode() : nil
        var services: [any Service] = [reload]
        if configuration.ledger.isCommitted {
            let opening = LedgerOpening(store: facts, configuration: configuration.ledger)
            services.append(LedgerClerk(opening: opening, logger: logger))
            services.append(try opening.watch(logger))
        }
        let server = ListeningApplication(site.makeApplication(), with: services) { [portFile] in
            let name = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
            try? StandardStreams.answer(
                "\(configuration.tls == nil ? "http" : "https")://\(name):\(configuration.port)/"
            )
            if let setUpCode {
                // For whoever started the server, on standard output; never in the log.
                try? StandardStreams.answer("Nobody has an account yet. Set-up code for /en/set-up: \(setUpCode)")
            }
            logger.notice("listening", metadata: ["address": "\(name)", "port": "\(configuration.port)"])
            guard let portFile else { return }
            do {
                try Data("\(configuration.port)\n".utf8).write(to: URL(filePath: portFile), options: .atomic)
            } catch {
                StandardStreams.remark("\(portFile) cannot be written: \(error.localizedDescription)")
            }
        }
        do {
            try await server.runService()
        } catch {
            throw CommandFailure(
                """
                The server on \(configuration.host), port \(configuration.port), stopped: \(error)
                If the port is taken, choose another with --port.
                """
            )
        }
        // Requests and batches are done: the log of the database goes into the database.
        do { try await facts.close() } catch {
            logger.warning("the store could not be closed; nothing is lost by that")
        }
        logger.notice("stopped")
    }
}

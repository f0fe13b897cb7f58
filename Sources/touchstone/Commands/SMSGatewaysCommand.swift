import ArgumentParser
import Community
import Foundation
import Messaging
import Secrets
import Store
import Vocabulary

/// The command `touchstone sms gateways`.
struct SMSGatewaysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateways",
        abstract: "Lists, makes and switches gateways of text messages and calls.",
        subcommands: [List.self, Add.self, Renew.self, On.self, Off.self]
    )

    /// The command `touchstone sms gateways list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the gateways; secrets are never shown.")

        @OptionGroup var store: StoreOption

        func run() async throws {
            let gateways = try await store.openExisting().messageGateways()
            var table = TextTable([
                .words("gateway"), .words("shape"), .words("messages"), .words("country"), .words("language"),
                .words("state"),
            ])
            for gateway in gateways {
                table.append([
                    gateway.name, gateway.shape, gateway.pushAddress ?? "fetched", "+\(gateway.callingCode)",
                    gateway.language, gateway.isOn ? "on" : "off",
                ])
            }
            try StandardStreams.answer(
                gateways.isEmpty ? "There is no gateway. `touchstone sms gateways add` makes one." : table.text
            )
        }
    }

    /// The command `touchstone sms gateways add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a gateway, and prints its secret this once.",
            discussion: """
                The calling code, what stands before a number inside the country, and how many digits it has then, tell how \
                numbers without + are read: one person's number has to be one, or STOP would not hold.

                    touchstone sms gateways add pilot --calling-code 243 --trunk 0 --digits 9 --language fr
                    touchstone sms gateways add city --shape twilio --secret-file token --push https://… --account +1555…
                """
        )

        @Argument(help: ArgumentHelp("Its name in addresses: small letters, digits, hyphens.", valueName: "name"))
        var name: String

        @OptionGroup var store: StoreOption

        @Option(
            help: "How it speaks: own, twilio, africas_talking or rapidpro. (default: own)",
            transform: { text in
                guard let shape = GatewayShape(rawValue: text) else {
                    throw ValidationError("‘\(text)’ is not own, twilio, africas_talking or rapidpro.")
                }
                return shape
            }
        )
        var shape = GatewayShape.own

        @Option(help: ArgumentHelp("The calling code of its country, such as 243.", valueName: "code"))
        var callingCode: String

        @Option(help: ArgumentHelp("What stands before a number inside the country. (default: 0)", valueName: "digits"))
        var trunk = "0"

        @Option(help: ArgumentHelp("How many digits a number has then, such as 9 or 8-9.", valueName: "count"))
        var digits: String

        @Option(
            help: "The language in which it answers until somebody says otherwise: en, fr, pt or es. (default: en)",
            transform: { text in
                guard let language = Language(rawValue: text) else {
                    throw ValidationError("‘\(text)’ is not en, fr, pt or es.")
                }
                return language
            }
        )
        var language: Language = .en

        @Option(
            help: ArgumentHelp(
                "Where messages are posted to; without it the gateway fetches them.",
                valueName: "address"
            )
        )
        var push: String?

        @Option(
            help: ArgumentHelp("What it calls this installation: a number, a code, a user name.", valueName: "name")
        )
        var account = ""

        @Option(
            help: ArgumentHelp(
                "A file whose first line is a secret that the gateway gave, 16 letters or more.",
                valueName: "file"
            )
        )
        var secretFile: String?

        @Option(
            help: ArgumentHelp(
                "A file whose first line is a header that it asks for, as Name: value.",
                valueName: "file"
            )
        )
        var authorizationFile: String?

        func validate() throws {
            guard GatewayRegister.isName(name) else {
                throw ValidationError("‘\(name)’ is no name: 1 to 32 small letters, digits and hyphens.")
            }
            guard plan != nil else {
                throw ValidationError(
                    "--calling-code, --trunk and --digits must be digits, such as 243, 0 and 9 or 8-9."
                )
            }
            if let push, !push.hasPrefix("https://"), !push.hasPrefix("http://") {
                throw ValidationError("--push is \(push); it must begin with https:// or http://.")
            }
        }

        private var plan: NumberPlan? {
            let ends = digits.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, ends.count <= 2, first <= last else { return nil }
            return NumberPlan(callingCode: callingCode, trunkPrefix: trunk, nationalDigits: first...last)
        }

        func run() async throws {
            guard let plan else { throw CommandFailure("The numbers of the country cannot be read so.") }
            let facts = try store.openExisting()
            let register = try SMSOpening.register(facts)
            let authorization = try authorizationFile.map(SecretFile.line)
            if let authorization, GatewayRegister.header(String(decoding: authorization.exposed, as: UTF8.self)) == nil
            {
                throw CommandFailure(
                    "The first line of \(authorizationFile ?? "") is no header. Write it as in Name: value."
                )
            }
            let draft = GatewayRegister.Draft(
                name: name,
                shape: shape,
                pushAddress: push,
                account: account,
                plan: plan,
                language: language,
                authorization: authorization
            )
            let given = try secretFile.map(SecretFile.line)
            let secret = try await register.add(draft, secret: given, by: .local)
            try SecretFile.tell(secret, of: name, wasGiven: given != nil)
        }
    }

    /// The command `touchstone sms gateways renew`.
    struct Renew: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Gives a gateway another secret, and prints it this once; the one before stays good until the next."
        )

        @Argument(help: ArgumentHelp("The gateway.", valueName: "name"))
        var name: String

        @OptionGroup var store: StoreOption

        @Option(help: ArgumentHelp("A file whose first line is a secret that the gateway gave.", valueName: "file"))
        var secretFile: String?

        func run() async throws {
            let register = try SMSOpening.register(try store.openExisting())
            let given = try secretFile.map(SecretFile.line)
            let secret = try await SMSGatewaysCommand.named(name) {
                try await register.renew(name, secret: given, by: .local)
            }
            try SecretFile.tell(secret, of: name, wasGiven: given != nil)
        }
    }

    /// The command `touchstone sms gateways on`.
    struct On: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes from a gateway and gives to it again.")

        @Argument(help: ArgumentHelp("The gateway.", valueName: "name"))
        var name: String

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            try await SMSGatewaysCommand.named(name) { try await facts.setMessageGateway(name, isOn: true, by: .local) }
            try StandardStreams.answer("\(name) is on.")
        }
    }

    /// The command `touchstone sms gateways off`.
    struct Off: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Takes nothing from a gateway and gives nothing to it; what waits stays, and an earlier secret ends."
        )

        @Argument(help: ArgumentHelp("The gateway.", valueName: "name"))
        var name: String

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            try await SMSGatewaysCommand.named(name) {
                try await facts.setMessageGateway(name, isOn: false, by: .local)
            }
            try StandardStreams.answer("\(name) is off.")
        }
    }

    /// Does something with a gateway, and says so if there is none of that name.
    fileprivate static func named<T>(_ name: String, _ body: () async throws -> T) async throws -> T {
        do { return try await body() } catch let error as StoreError where error.code == .notFound {
            throw CommandFailure("There is no gateway \(name). `touchstone sms gateways list` names them.")
        }
    }
}

/// Secrets that stand in files, so that no list of processes shows them.
enum SecretFile {
    /// The first line of a file.
    static func line(_ path: String) throws -> SecretBytes {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path) cannot be read.")
        }
        let line = data.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard line.count >= 16 else {
            throw CommandFailure("The first line of \(path) is shorter than 16 letters: it could be guessed.")
        }
        return SecretBytes(Array(line))
    }

    /// Prints a secret that was made here; one that was given is known already.
    static func tell(_ secret: SecretBytes, of name: String, wasGiven: Bool) throws {
        if wasGiven { return try StandardStreams.answer("\(name) uses the secret of the file.") }
        StandardStreams.remark("The secret of \(name), shown this once:")
        try StandardStreams.answer(String(decoding: secret.exposed, as: UTF8.self))
    }
}

import ArgumentParser
import Foundation
import Messaging
import Secrets
import Vocabulary

/// The command `touchstone sms simulate`.
struct SMSSimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Is a phone and its gateway in the terminal, against a server that runs.",
        discussion: """
            Each line that is typed is sent as a text message; what the server answers is fetched and printed. With --script \
            the lines come from a file: > sends, < waits for a message that has these words, * presses keys on a call, # is a \
            remark, and $receipt stands for the receipt that came last. Exit code 1 if what was waited for does not come.

                touchstone sms simulate --gateway pilot --secret-file pilot.secret --phone +243812345678
            """
    )

    @Option(help: ArgumentHelp("The address of the site. (default: http://127.0.0.1:8080)", valueName: "address"))
    var site = "http://127.0.0.1:8080"

    @Option(help: ArgumentHelp("The gateway, which must speak as own.", valueName: "name"))
    var gateway: String

    @Option(help: ArgumentHelp("A file whose first line is its secret.", valueName: "file"))
    var secretFile: String

    @Option(help: ArgumentHelp("The number of the phone.", valueName: "number"))
    var phone: String

    @Option(help: ArgumentHelp("A file of what is sent and waited for.", valueName: "file"))
    var script: String?

    @Option(help: ArgumentHelp("How long to wait for a message, in seconds. (default: 10)", valueName: "seconds"))
    var patience = 10

    func validate() throws {
        guard (1...600).contains(patience) else { throw ValidationError("--patience must be from 1 to 600.") }
    }

    func run() async throws {
        var simulated = try SimulatedPhone(
            site: site,
            gateway: gateway,
            secret: try SecretFile.line(secretFile),
            number: phone,
            patience: patience
        )
        guard let script else {
            while let line = readLine() {
                try await simulated.send(line)
                try await simulated.show(for: 3)
            }
            return
        }
        guard let data = FileManager.default.contents(atPath: script) else {
            throw CommandFailure("\(script) cannot be read.")
        }
        let lines = String(decoding: data, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        for (index, line) in lines.enumerated() {
            do { try await simulated.follow(String(line)) } catch let failure as CommandFailure {
                throw CommandFailure("\(script):\(index + 1): \(failure.description)")
            }
        }
    }
}

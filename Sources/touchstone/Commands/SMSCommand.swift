import ArgumentParser
import Community
import Formats
import Foundation
import Messaging
import Store
import Vocabulary

/// The command `touchstone sms`.
struct SMSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sms",
        abstract: "Runs gateways of text messages and calls, keeps prices of the day, tries it all without a carrier.",
        discussion: """
            The carrier sees every number, place and word of what goes through it; docs/messaging.md says what that means.

                touchstone sms gateways add pilot --calling-code 243 --digits 9
                touchstone sms simulate --gateway pilot --secret-file pilot.secret --phone +243812345678
            """,
        subcommands: [SMSGatewaysCommand.self, SMSOutboxCommand.self, SMSPricesCommand.self, SMSSimulateCommand.self]
    )
}

/// What the commands of text messages open.
enum SMSOpening {
    static func register(_ store: FactStore) throws -> GatewayRegister {
        do throws(MessageKeys.Fault) {
            return GatewayRegister(store, keys: try MessageKeys.ofStore(at: store.folder))
        } catch {
            switch error {
            case .file(let path, let said): throw CommandFailure("\(path) cannot be read or made: \(said)")
            case .noKey(let path):
                throw CommandFailure(
                    "\(path) holds no key. Put the right file back; without it nothing that waits can be sent."
                )
            }
        }
    }

    static func book(_ home: Home) throws -> KeywordBook {
        let file = home.content.appending(path: "keywords/keywords.json")
        do { return try KeywordBook(parsing: Array(try Data(contentsOf: file))) } catch let faults as KeywordFaults {
            throw CommandFailure("\(file.path) cannot be used:\n\(Printable.text(faults.description))")
        }
    }

    static var today: CalendarDay {
        CalendarDay(clamping: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
    }
}

/// The command `touchstone sms outbox`.
struct SMSOutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Shows what waits for each gateway, what became of messages, and what went wrong.",
        discussion: "Counts alone: no number and no word of a message can be shown."
    )

    @OptionGroup var store: StoreOption

    @Flag(help: "One JSON object a gateway and line.")
    var json = false

    func run() async throws {
        let states = try await store.openExisting().messageGatewayStates(as: .local)
        if json {
            for state in states { try StandardStreams.answer(Self.json(state).text()) }
            return
        }
        guard !states.isEmpty else {
            return try StandardStreams.answer("There is no gateway. `touchstone sms gateways add` makes one.")
        }
        var table = TextTable([
            .words("gateway"), .number("waiting"), .words("what became of messages"), .words("what went wrong"),
        ])
        for state in states {
            table.append([state.gateway.name, "\(state.open)", Self.counts(state.ends), Self.counts(state.troubles)])
        }
        try StandardStreams.answer(table.text)
    }

    private static func counts(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private static func json(_ state: MessageGatewayState) -> JSONNode {
        func counts(_ counts: [String: Int]) -> JSONNode {
            .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
        }
        return .object([
            .init("ends", counts(state.ends)), .init("gateway", .string(state.gateway.name)),
            .init("on", .bool(state.gateway.isOn)), .init("troubles", counts(state.troubles)),
            .init("waiting", .integer(state.open)),
        ])
    }
}

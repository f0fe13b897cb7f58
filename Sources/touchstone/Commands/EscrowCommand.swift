import ArgumentParser
import Formats
import Foundation
import Store
import Vocabulary

/// The command `touchstone escrow`.
struct EscrowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "escrow",
        abstract: "Shows which keys for reports officers can open together, who asked to, and ends what has lapsed.",
        discussion: """
            It shows what stands in the open: no share can be opened here. Sharing out, asking, giving and opening need a person \
            and their passphrase, and are done in the pages (Inbox, Opening the key together).

                touchstone escrow list
                touchstone escrow openings --json
            """,
        subcommands: [List.self, Openings.self],
        defaultSubcommand: List.self
    )

    /// The command `touchstone escrow list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the sharings in force: how many of how many, and whether enough can still give a share."
        )

        @OptionGroup var store: StoreOption

        @Flag(help: "One JSON object a sharing and line.")
        var json = false

        func run() async throws {
            let facts = try store.openExisting()
            let sharings = try await facts.keySharings(by: .local)
            let names = try await EscrowCommand.names(facts)
            if json {
                for sharing in sharings { try StandardStreams.answer(Self.json(sharing, names).text()) }
                return
            }
            var table = TextTable([
                .number("number"), .words("organisation"), .number("needed"), .number("shares"), .number("usable"),
                .words("made"), .words("by"), .words("holds"),
            ])
            for sharing in sharings {
                table.append([
                    "\(sharing.id)", names[sharing.agency] ?? "", "\(sharing.needed)", "\(sharing.shares.count)",
                    "\(sharing.shares.count(where: \.isUsable))", String(sharing.madeAt.prefix(10)), sharing.madeBy,
                    sharing.isSound ? "yes" : "NO: share it out anew",
                ])
            }
            try StandardStreams.answer(sharings.isEmpty ? "No key is shared out." : table.text)
        }

        private static func json(_ sharing: KeySharing, _ names: [AgencyNumber: String]) -> JSONNode {
            let shares = sharing.shares.map { share in
                JSONNode.object([
                    .init("number", .integer(Int(share.number))), .init("officer", .string(share.officer)),
                    .init("usable", .bool(share.isUsable)), .init("checked", EscrowCommand.text(share.checkedAt)),
                    .init("lost", EscrowCommand.text(share.lostAt)),
                ])
            }
            return .object([
                .init("number", .integer(Int(sharing.id))), .init("organisation", .string(names[sharing.agency] ?? "")),
                .init("needed", .integer(sharing.needed)), .init("made", .string(sharing.madeAt)),
                .init("by", .string(sharing.madeBy)), .init("sound", .bool(sharing.isSound)),
                .init("shares", .array(shares)),
            ])
        }
    }

    /// The command `touchstone escrow openings`.
    struct Openings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Lists requests to open a key, the newest first, and overwrites what was given for those that lapsed."
        )

        @OptionGroup var store: StoreOption

        @Flag(help: "One JSON object a request and line.")
        var json = false

        func run() async throws {
            let facts = try store.openExisting()
            let lapsed = try await facts.endLapsedKeyOpenings()
            if lapsed > 0 { StandardStreams.remark("\(lapsed) lapsed: what was given for them is overwritten.") }
            let openings = try await facts.keyOpenings(by: .local)
            let names = try await EscrowCommand.names(facts)
            if json {
                for opening in openings { try StandardStreams.answer(Self.json(opening, names).text()) }
                return
            }
            var table = TextTable([
                .number("number"), .words("organisation"), .words("for"), .words("kind"), .words("asked"),
                .words("by"), .words("gave"), .words("state"), .words("lapses"),
            ])
            for opening in openings {
                table.append([
                    "\(opening.id)", names[opening.agency] ?? "",
                    opening.reportNumber.map { "report \($0)" } ?? "the key", opening.kind,
                    String(opening.askedAt.prefix(16)), opening.requestedBy,
                    opening.answers.filter(\.isGiven).map(\.officer).joined(separator: ", "),
                    opening.state.rawValue, String(opening.lapsesAt.prefix(16)),
                ])
            }
            try StandardStreams.answer(openings.isEmpty ? "Nobody has asked to open a key." : table.text)
        }

        private static func json(_ opening: KeyOpening, _ names: [AgencyNumber: String]) -> JSONNode {
            let answers = opening.answers.map { answer in
                JSONNode.object([
                    .init("share", .integer(Int(answer.number))), .init("officer", .string(answer.officer)),
                    .init("given", .bool(answer.isGiven)), .init("reason", EscrowCommand.text(answer.reason)),
                    .init("at", .string(answer.at)),
                ])
            }
            return .object([
                .init("number", .integer(Int(opening.id))), .init("organisation", .string(names[opening.agency] ?? "")),
                .init("sharing", .integer(Int(opening.sharing))),
                .init("report", opening.reportNumber.map { .integer(Int($0)) } ?? .null),
                .init("kind", .string(opening.kind)), .init("reason", .string(opening.reason)),
                .init("by", .string(opening.requestedBy)), .init("asked", .string(opening.askedAt)),
                .init("lapses", .string(opening.lapsesAt)), .init("state", .string(opening.state.rawValue)),
                .init("opened", EscrowCommand.text(opening.openedAt)),
                .init("ended", EscrowCommand.text(opening.endedAt)),
                .init("answers", .array(answers)),
            ])
        }
    }

    private static func names(_ facts: FactStore) async throws -> [AgencyNumber: String] {
        try await facts.agencies().namesByNumber
    }

    private static func text(_ text: String?) -> JSONNode { text.map { .string($0) } ?? .null }
}

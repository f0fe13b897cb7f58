import ArgumentParser
import Formats
import Foundation
import Ledger
import Notary
import Store
import Upkeep

/// The command `touchstone ledger`.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "The store's public log, which nobody can rewrite: what is in it, whether it is sound, proofs.",
        discussion: """
            Everything that a store takes in is committed to its ledger: not the records, but salted hashes of them, so that \
            it can be public. `touchstone serve` does so by itself.

                touchstone ledger commit
                touchstone ledger prove --lot L-1 --to lot.proof.json
                touchstone verify lot.proof.json
            """,
        subcommands: [
            Status.self, Commit.self, Check.self, Prove.self, Keys.self, Rotate.self,
            LedgerWitnessesCommand.self, LedgerStampCommand.self, LedgerResumeCommand.self, LedgerSuccessorCommand.self,
        ],
        defaultSubcommand: Status.self
    )

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says how large the ledger is, what waits, and by which key it is signed."
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            let folder = LedgerFolder(ofStore: facts.folder)
            var waiting = 0
            for subject in CommittedSubject.allCases { waiting += try await facts.uncommittedCount(of: subject) }
            guard folder.exists(.ledger) else {
                return try StandardStreams.answer(
                    """
                    There is no ledger yet; \(NumberText.grouped(waiting)) rows wait.
                    `touchstone ledger commit` begins it, and `touchstone serve` does so by itself.
                    """
                )
            }
            let reader = try LedgerReader(folder)
            let checkpoint = try reader.verified(reader.latest).checkpoint
            try StandardStreams.answer(
                """
                ledger    \(Printable.text("\(checkpoint.origin)"))
                entries   \(NumberText.grouped(Int(clamping: checkpoint.size)))
                root      \(checkpoint.root)
                waiting   \(NumberText.grouped(waiting)) rows
                key       \(Printable.text("\(reader.key)"))
                """
            )
        }
    }

    struct Commit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Commits everything that waits; begins the ledger if there is none.",
            discussion: "A server that runs does so by itself, and holds the ledger: then there is nothing to do here."
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        func run() async throws {
            let facts = try store.openExisting()
            let line = ProgressLine()
            defer { line.clear() }
            do {
                let opening = LedgerOpening(store: facts, configuration: try file.configuration(for: store).ledger)
                let notary = try await opening.notary(isAlone: true)
                let outcome = try await notary.commit { line.show("committing: \(NumberText.grouped($0)) rows") }
                _ = try await notary.stateLookup()
                line.clear()
                let checkpoint = try Checkpoint(parsing: await notary.checkpoint.text)
                let count = outcome.rows.values.reduce(0, +)
                try StandardStreams.answer(
                    """
                    \(NumberText.grouped(count)) rows committed. The ledger has \
                    \(NumberText.grouped(Int(clamping: checkpoint.size))) entries, root \(checkpoint.root)
                    """
                )
            } catch {
                throw CommandFailure(LedgerOpening.words(error))
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fsck",
            abstract: "Looks at every byte of the ledger, and at every row that was committed to it.",
            discussion: """
                Each entry is hashed, each tile made again, each checkpoint's signature checked; each row of the store gives \
                the statement that was committed, or is named. Nothing is changed. Exit code 1 says that something differs.
                """,
            aliases: ["check"]
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            let line = ProgressLine()
            defer { line.clear() }
            let result = try await CommitmentCheck(facts).run { line.show("\(NumberText.grouped($0)) rows") }
            line.clear()
            for finding in result.findings.prefix(200) {
                StandardStreams.remark(Printable.text(LedgerText.text(finding)))
            }
            let checked =
                "\(NumberText.grouped(Int(clamping: result.size))) entries, \(NumberText.grouped(result.rows)) rows"
            guard result.findings.isEmpty else {
                StandardStreams.remark(
                    """
                    \(NumberText.grouped(result.findings.count)) faults in \(checked).
                    Keep this store as it is, and compare it with a backup and with a mirror of the ledger.
                    """
                )
                throw ExitCode.failure
            }
            try StandardStreams.answer("\(checked): all as committed.")
        }
    }

    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a proof bundle of a record, a lot or a finding, to be checked without us.",
            discussion: """
                The bundle holds the records as they were received, unless --without-bytes leaves them out; `touchstone verify` \
                checks it without a network.

                    touchstone ledger prove --record 12 --to record.proof.json
                """
        )

        @OptionGroup var store: StoreOption

        @Option(help: ArgumentHelp("A record's number.", valueName: "number"))
        var record: [Int64] = []

        @Option(help: ArgumentHelp("A lot.", valueName: "id"))
        var lot: String?

        @Option(help: ArgumentHelp("A finding.", valueName: "id"))
        var finding: String?

        @Flag(help: "Leave the bytes of the records out: who has them can compare.")
        var withoutBytes = false

        @Option(help: ArgumentHelp("The file to write; standard output without it.", valueName: "file"))
        var to: String?

        func validate() throws {
            guard [!record.isEmpty, lot != nil, finding != nil].count(where: { $0 }) == 1 else {
                throw ValidationError("Give one of --record, --lot and --finding.")
            }
        }

        func run() async throws {
            let facts = try store.openExisting()
            let (about, rows) = try await subject(in: facts)
            guard !rows.isEmpty else { throw CommandFailure("The store has no \(about.kind) \(about.id).") }
            do {
                let reads = !withoutBytes
                let bundle = try await Prover(facts).bundle(about: about, rows) { row in
                    reads ? try await facts.bytes(ofRecord: row, as: .system) : nil
                }
                if let to {
                    try Data(bundle.bytes).write(to: URL(filePath: to), options: .atomic)
                    try StandardStreams.answer(
                        "\(to): \(NumberText.grouped(bundle.items.count)) records. Check it: touchstone verify \(to)"
                    )
                } else {
                    try StandardStreams.answer(String(decoding: bundle.bytes, as: UTF8.self))
                }
            } catch let error as NotaryFault {
                throw CommandFailure(LedgerOpening.words(error))
            }
        }

        private func subject(in facts: FactStore) async throws -> (ProofBundle.Subject, [Int64]) {
            if let lot { return (.init(kind: "lot", id: lot), try await facts.records(ofLot: lot, as: .system)) }
            if let finding {
                return (
                    .init(kind: "finding", id: finding), try await facts.records(ofFinding: finding, as: .system)
                )
            }
            return (.init(kind: "record", id: record.map(String.init).joined(separator: " ")), record)
        }
    }

    struct Keys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the keys that sign, and those that did.")

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            let keys = LedgerKeys(LedgerFolder(ofStore: facts.folder))
            guard keys.exist else { throw CommandFailure(LedgerOpening.words(NotaryFault.noLog)) }
            for entry in try keys.list() {
                let state = entry.retiredAt.map { "retired \($0)" } ?? (entry.isSealed ? "signs, sealed" : "signs")
                try StandardStreams.answer(Printable.text("\(entry.log.rawValue)  \(entry.key)  \(state)"))
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a new key in the place of one, and says so in the ledger.",
            discussion: """
                The change is an entry of the ledger, signed by the old key, which is then deleted. Stop the server before. \
                Whoever trusts the old key finds the new one in the ledger.
                """
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        @Option(help: ArgumentHelp("ledger or trail.", valueName: "log"))
        var log = "ledger"

        func run() async throws {
            guard let log = LedgerFolder.Log(rawValue: log) else {
                throw ValidationError("--log is ledger or trail.")
            }
            let facts = try store.openExisting()
            let opening = LedgerOpening(store: facts, configuration: try file.configuration(for: store).ledger)
            do {
                let new = try await opening.keys().rotate(log, passphrase: opening.passphrase(), now: Date()) {
                    try await opening.notary(isAlone: true)
                }
                // Signs with the new key from here on.
                _ = try await opening.notary(isAlone: true)
                try StandardStreams.answer(Printable.text("\(log.rawValue) is now signed by \(new)"))
            } catch {
                throw CommandFailure(LedgerOpening.words(error))
            }
        }
    }
}

import ArgumentParser
import Foundation
import Ledger
import LedgerStore
import Notary
import Store
import Upkeep
import Vocabulary
import Web

/// The command `touchstone ledger witnesses`.
struct LedgerWitnessesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witnesses",
        abstract: "Says how the witnesses of the ledger stand, and asks them to sign.",
        discussion: """
            Who they are and where stands in the file ledger/policy of the store (C2SP tlog-policy). Without --ask nobody \
            is asked. Exit code 1 if too few signed the newest checkpoint, or one saw another history.

                touchstone ledger witnesses --ask
            """
    )

    @OptionGroup var store: StoreOption
    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Ask them now.")
    var ask = false

    func run() async throws {
        let facts = try store.openExisting()
        let folder = LedgerFolder(ofStore: facts.folder)
        let report: WitnessReport?
        do {
            if ask {
                let allowed = try file.configuration(for: store).ledger.allowed
                report = try await LedgerVigil(folder, send: try OutboundFetch.sending(allowed: allowed)).askWitnesses()
            } else {
                report = try LedgerVigil.standing(folder)
            }
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure("The ledger's witnesses cannot be asked: \(error)")
        }
        guard let report else {
            throw CommandFailure(
                "The ledger has no witnesses. Name them in \(folder.url(of: .ledger).path)/policy (docs/ledger.md)."
            )
        }
        var table = TextTable([
            .words("witness"), .words("state"), .words("reason"), .number("size"), .words("signed at"),
        ])
        for line in report.lines {
            table.append([
                "\(line.witness.name)", line.standing.word, line.standing.trouble?.rawValue ?? "",
                line.last.map { "\($0.checkpoint.size)" } ?? "-",
                line.last?.witnesses.first { $0.key == line.witness.key }?.instant.map { "\($0)" } ?? "-",
            ])
        }
        let enough = report.isMet ? "Enough witnesses signed it." : "Too few witnesses signed it."
        try StandardStreams.answer(
            "\(table.text)\n\nNewest checkpoint: \(report.checkpoint.checkpoint.size). \(enough)"
        )
        let isContradicted = report.lines.contains { if case .conflict = $0.standing { true } else { false } }
        if isContradicted {
            StandardStreams.remark(
                "A witness saw another history of this ledger: both are kept in \(folder.url(of: .ledger).path)/conflicts."
            )
        }
        if isContradicted || !report.isMet { throw ExitCode.failure }
    }
}

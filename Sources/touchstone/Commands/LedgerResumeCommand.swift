import ArgumentParser
import Formats
import Foundation
import Notary
import Store
import Upkeep
import Web

/// The command `touchstone ledger resume`.
struct LedgerResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Takes a ledger up again that came back from a backup.",
        discussion: """
            A ledger that goes on from an older copy would sign a second history, which its witnesses see and nobody can take \
            back. So every witness is asked whether it has signed more. Where one cannot be asked, or there is none, say with \
            --nothing-newer that nobody has a newer checkpoint of it; the ledger will say that you did.

                touchstone ledger resume --store restored

            If it has signed more than came back, `touchstone ledger successor` begins another one.
            """
    )

    @OptionGroup var store: StoreOption
    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Nobody has a newer checkpoint: the server published none after the backup was made.")
    var nothingNewer = false

    func run() async throws {
        let facts = try store.openExisting()
        let configuration = try file.configuration(for: store).ledger
        let opening = LedgerOpening(store: facts, configuration: configuration)
        let line = ProgressLine()
        defer { line.clear() }
        do {
            let resumption = try LedgerResumption(
                facts,
                signers: opening.keys().signers(passphrase: opening.passphrase),
                send: OutboundFetch.sending(allowed: configuration.allowed)
            )
            let outcome = try await resumption.run(isDeclared: nothingNewer) {
                line.show("\(NumberText.grouped($0)) rows")
            }
            line.clear()
            for finding in outcome.changed.prefix(200) { StandardStreams.remark(LedgerText.text(finding)) }
            let ground = outcome.ground == .witnesses ? "every witness signed it as the newest" : "on your word"
            try StandardStreams.answer(
                "The ledger goes on from \(NumberText.grouped(Int(clamping: outcome.size))) entries: \(ground)."
            )
        } catch let refusal as LedgerResumption.Refusal {
            throw CommandFailure(Self.words(refusal))
        } catch {
            throw CommandFailure(LedgerOpening.words(error))
        }
    }

    private static func words(_ refusal: LedgerResumption.Refusal) -> String {
        switch refusal {
        case .isWhole: "The ledger is whole: there is nothing to take up. `touchstone serve` commits to it by itself."
        case .unsound(let count):
            """
            \(NumberText.grouped(count)) faults in the ledger; `touchstone ledger fsck` names them. Restore it from another \
            backup, or from a mirror.
            """
        case .signedMore(let witness):
            """
            The witness \(Printable.text(witness)) has signed more of this ledger than came back, or another history of it. \
            Bring the newer ledger back from where the server ran. If it is lost, `touchstone ledger successor` begins another one.
            """
        case .unconfirmed:
            """
            Nobody who would know could be asked: name witnesses in ledger/policy, try again when all of them answer, or say \
            --nothing-newer if you know that nobody has a newer checkpoint. `touchstone ledger witnesses --ask` says how they \
            stand. If you do not know, `touchstone ledger successor` begins another ledger.
            """
        }
    }
}

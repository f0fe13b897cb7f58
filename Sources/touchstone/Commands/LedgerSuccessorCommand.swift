import ArgumentParser
import Formats
import Foundation
import Notary
import Store
import Upkeep
import Web

/// The command `touchstone ledger successor`.
struct LedgerSuccessorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "successor",
        abstract: "Begins another ledger, where the store's own cannot go on.",
        discussion: """
            For a ledger whose newest part or whose key is lost. It stays as it is, in ledgers-before/ of the store, and what was \
            proven from it stays proven. The new one has another name (ledger.name), names the old one's last checkpoint, and \
            all that the store holds is committed to it anew. Tell the witnesses its key.

                touchstone ledger successor
            """
    )

    @OptionGroup var store: StoreOption
    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Also if the present ledger could go on.")
    var force = false

    func run() async throws {
        let facts = try store.openExisting()
        let configuration = try file.configuration(for: store).ledger
        let opening = LedgerOpening(store: facts, configuration: configuration)
        let line = ProgressLine()
        defer { line.clear() }
        do {
            let place = try await LedgerSuccession(facts).begin(
                name: configuration.name,
                passphrase: opening.passphrase(),
                isForced: force
            )
            let notary = try await opening.notary(isAlone: true)
            let outcome = try await notary.commit { line.show("committing: \(NumberText.grouped($0)) rows") }
            _ = try await notary.stateLookup()
            line.clear()
            let rows = NumberText.grouped(outcome.rows.values.reduce(0, +))
            let key = try LedgerFolder(ofStore: facts.folder).verifierKey(of: .ledger)
            try StandardStreams.answer(
                """
                Another ledger was begun, and \(rows) rows committed to it.
                key       \(Printable.text("\(key)"))
                before    \(place?.path ?? "nothing of the old one was there")
                """
            )
        } catch let refusal as LedgerSuccession.Refusal {
            throw CommandFailure(Self.words(refusal))
        } catch {
            throw CommandFailure(LedgerOpening.words(error))
        }
    }

    private static func words(_ refusal: LedgerSuccession.Refusal) -> String {
        switch refusal {
        case .nothingBefore: "The store has no ledger yet. `touchstone ledger commit` begins one."
        case .isWhole: "The ledger is whole and can go on. --force begins another one all the same."
        case .sameName(let name):
            "Another ledger needs another name than \(Printable.text(name)). Set ledger.name in the configuration."
        }
    }
}

import ArgumentParser
import Foundation
import Notary
import Store
import Upkeep
import Vocabulary
import Web

/// The command `touchstone ledger stamp`.
struct LedgerStampCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stamp",
        abstract: "Has the newest checkpoint stamped with the time (RFC 3161), or checks the stamps that are kept.",
        discussion: """
            The authority is that of ledger.time_stamp_url; it gets a hash, and nothing else. A server that runs does so by \
            itself, once a day. Exit code 1 if a stamp is refused.

                touchstone ledger stamp
                touchstone ledger stamp --check
            """
    )

    @OptionGroup var store: StoreOption
    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Ask nobody; check the stamps that are kept.")
    var check = false

    func run() async throws {
        let facts = try store.openExisting()
        let folder = LedgerFolder(ofStore: facts.folder)
        let ledger = try file.configuration(for: store).ledger
        do {
            guard let authority = try LedgerOpening(store: facts, configuration: ledger).authority() else {
                throw CommandFailure("Nobody is named to stamp: set ledger.time_stamp_url and ledger.time_stamp_roots.")
            }
            if check { return try report(try LedgerVigil.checkStamps(folder, by: authority)) }
            let now = UTCInstant(Date())
            let vigil = LedgerVigil(folder, send: try OutboundFetch.sending(allowed: ledger.allowed))
            guard let outcome = try await vigil.stamp(by: authority, now: now, isAnyDay: true) else {
                throw CommandFailure("The store has no ledger yet. `touchstone ledger commit` begins one.")
            }
            try StandardStreams.answer(
                outcome.stamped.map { "checkpoint \($0.size): stamped \($0.time)" } ?? "There is nothing new to stamp."
            )
        } catch let fault as StampingFault {
            throw CommandFailure("No stamp is kept: \(Self.words(fault))")
        }
    }

    private func report(_ stamps: [KeptStamp]) throws {
        var hasFailed = false
        for stamp in stamps {
            let finding: String
            if let time = stamp.time {
                finding = "stamped \(time)"
            } else {
                finding = "refused (\(stamp.trouble ?? ""))"
                hasFailed = true
            }
            try StandardStreams.answer("checkpoint \(stamp.size): \(finding)")
        }
        if hasFailed { throw ExitCode.failure }
    }

    private static func words(_ fault: StampingFault) -> String {
        switch fault {
        case .log(let fault): "the ledger cannot be read or written (\(fault))."
        case .silent: "the authority does not answer, or its address may not be asked (ledger.allow)."
        case .status(let status): "the authority answers with status \(status)."
        case .noStamp: "the authority's answer is no time stamp."
        case .badRoots: "ledger.time_stamp_roots holds no certificates (PEM) that can be used."
        case .refused(let fault): "the stamp is refused (\(fault))."
        }
    }
}

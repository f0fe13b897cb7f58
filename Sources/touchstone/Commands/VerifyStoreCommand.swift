import ArgumentParser
import Formats
import Foundation
import Store

/// The command `touchstone verify-store`.
struct VerifyStoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-store",
        abstract: "Checks that every file and every record is still what was received.",
        discussion: """
            Computes the SHA-256 of each received file and of each record's bytes in it, compares them with what was \
            noted on arrival, and lets the database check itself. Nothing is changed. Exit code 1 says that something \
            differs.

                touchstone verify-store --store touchstone-data
            """,
        aliases: ["fsck"]
    )

    @OptionGroup var store: StoreOption

    func run() async throws {
        let facts = try store.openExisting()
        let line = ProgressLine()
        defer { line.clear() }
        let result = try await StoreVerification(facts).run { done, total in
            line.show("\(ProgressLine.bar(done, of: total))  \(NumberText.bytes(done)) of \(NumberText.bytes(total))")
        }
        line.clear()
        for fault in result.faults { StandardStreams.remark(Printable.text(fault)) }
        for note in result.notes { StandardStreams.remark(Printable.text("note: \(note)")) }
        let checked =
            "\(NumberText.grouped(result.files)) files, \(NumberText.grouped(result.records)) records, the database"
        guard result.faultCount == 0 else {
            StandardStreams.remark(
                """
                \(NumberText.grouped(result.faultCount)) faults in \(checked).
                Keep this store as it is and restore a copy of it; the files can be imported anew from their senders.
                """
            )
            throw ExitCode.failure
        }
        try StandardStreams.answer("\(checked): all as received.")
    }
}

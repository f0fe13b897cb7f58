import ArgumentParser
import Foundation
import Store
import Upkeep

/// The command `touchstone backup`.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Makes backups of a store while it is used, and checks them.",
        subcommands: [Create.self, Verify.self, Keygen.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Saves the database, the received files and the ledger, to one file or to a folder.",
            discussion: """
                Readers and writers go on meanwhile. A file is a tar archive; in a folder each received file stands \
                once for all snapshots, so that the next backup writes only what is new. With recipients everything \
                is encrypted in the age format; recipients in the configuration count where none is given here.

                    touchstone backup create --to /mnt/backup/monday.tar.age --recipient age1…
                    touchstone backup create --to /mnt/backup/touchstone/
                """
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        @Option(help: ArgumentHelp("A new file; or a folder, which is there or ends with a slash.", valueName: "place"))
        var to: String

        @Option(help: ArgumentHelp("An age recipient that may open the backup (age1…).", valueName: "key"))
        var recipient: [String] = []

        @Option(help: ArgumentHelp("A file whose first line is a passphrase that opens the backup.", valueName: "file"))
        var passphraseFile: String?

        @Flag(help: "Do not encrypt, whatever the configuration says.")
        var plain = false

        func validate() throws {
            if passphraseFile != nil, !recipient.isEmpty {
                throw ValidationError("Give --recipient or --passphrase-file, not both.")
            }
            if plain, passphraseFile != nil || !recipient.isEmpty {
                throw ValidationError("--plain and a key contradict each other.")
            }
        }

        private func recipients() throws -> [AgeRecipient] {
            if plain { return [] }
            if let passphraseFile { return [.passphrase(try KeyOptions.passphrase(in: passphraseFile))] }
            let texts = recipient.isEmpty ? try file.configuration(for: store).recipients : recipient
            return try texts.map { .key(try AgePublicKey($0)) }
        }

        func run() async throws {
            let recipients = try recipients()
            let facts = try store.openExisting()
            let maker = BackupMaker(store: facts, recipients: recipients)
            let place = URL(filePath: to)
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
            let line = ProgressLine()
            defer { line.clear() }
            let report: @Sendable (BackupMaker.Progress) -> Void = { progress in
                line.show("\(ProgressLine.bar(progress.done, of: progress.total))  \(progress.step)")
            }
            let summary =
                to.hasSuffix("/") || (exists && isFolder.boolValue)
                ? try await maker.write(toFolder: place, report: report)
                : try await maker.write(toFile: place, report: report)
            line.clear()
            if recipients.isEmpty {
                StandardStreams.remark("Not encrypted: whoever can read \(to) can read the whole store.")
            }
            let keys = store.keyFiles
            if !keys.isEmpty {
                StandardStreams.remark(
                    """
                    Not in the backup, because they are secrets: \(keys.joined(separator: ", ")) in \(store.folder.path). \
                    Keep a copy of them in a place of their own: without them the ledger cannot go on, and what is sealed \
                    under them cannot be opened.
                    """
                )
            }
            let (files, exhibits) = (summary.manifest.receivedCount, summary.manifest.evidenceCount)
            let rows = summary.manifest.rowCounts.values.reduce(0, +)
            try StandardStreams.answer(
                """
                \(to): \(NumberText.grouped(rows)) rows, \(NumberText.grouped(files)) received files \
                \(exhibits > 0 ? "and \(NumberText.grouped(exhibits)) files of exhibits " : "")\
                (\(NumberText.grouped(summary.filesThere)) there already)\(summary.manifest.hasLedger ? ", the ledger" : ""), \
                \(NumberText.bytes(summary.bytesWritten)) written. Manifest SHA-256 \(summary.manifestDigest)
                """
            )
            guard summary.manifest.faults.isEmpty else {
                throw CommandFailure(
                    """
                    These files are missing in the store or are not what was received; the rest is saved:
                    \(summary.manifest.faults.prefix(20).joined(separator: "\n"))
                    `touchstone verify-store` says more.
                    """
                )
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Reads a backup through and compares every byte with its manifest.",
            discussion: """
                Exit code 1 says that it is not whole; standard error says where.

                    touchstone backup verify /mnt/backup/monday.tar.age --identity keys.txt
                """
        )

        @Argument(help: ArgumentHelp("The file, or the folder.", valueName: "place"))
        var place: String

        @OptionGroup var keys: KeyOptions

        @Option(help: ArgumentHelp("The snapshot in a folder; otherwise the newest.", valueName: "name"))
        var snapshot: String?

        func run() async throws {
            let reader = BackupReader(URL(filePath: place), openers: try keys.openers(), snapshot: snapshot)
            try StandardStreams.answer(BackupText.words(try reader.verify()))
        }
    }

    struct Keygen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "keygen",
            abstract: "Makes a key that backups can be encrypted for.",
            discussion: """
                The file holds the secret key: keep it apart from the backups, and a copy of it on paper. What is \
                printed is for everybody.

                    touchstone backup keygen --to keys.txt
                """
        )

        @Option(help: ArgumentHelp("The new file of the secret key.", valueName: "file"))
        var to: String

        func run() async throws {
            let identity = AgeIdentity()
            let recipient = "\(identity.recipient)"
            let sink = try FileSink(URL(filePath: to))
            let text = "# public key: \(recipient)\n\(identity.secretText)\n"
            try Array(text.utf8).withUnsafeBytes { try sink.write($0) }
            try sink.finish()
            try StandardStreams.answer(recipient)
        }
    }
}

/// What a backup holds, in words.
enum BackupText {
    static func words(_ result: BackupReader.Result) -> String {
        let manifest = result.manifest
        let rows = manifest.rowCounts.values.reduce(0, +)
        let bytes = manifest.pieces.reduce(0) { $0 + $1.bytes }
        return """
            Whole: the store of \(manifest.createdAt), \(NumberText.grouped(rows)) rows in \
            \(NumberText.grouped(manifest.rowCounts.count)) tables, \(NumberText.grouped(manifest.receivedCount)) \
            received files\(manifest.evidenceCount > 0
                ? ", \(NumberText.grouped(manifest.evidenceCount)) files of exhibits" : "")\
            \(manifest.hasLedger ? ", the ledger" : ""), \(NumberText.bytes(bytes)). Manifest SHA-256 \(result.manifestDigest)
            """
                + (manifest.faults.isEmpty
                    ? ""
                    : "\nMissing or altered already when it was made: \(manifest.faults.count) received files.")
    }
}

import ArgumentParser
import Foundation
import Upkeep

/// The command `touchstone restore`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Makes a store again from a backup, in a new folder.",
        discussion: """
            Nothing is written over. Everything is written beside the folder, compared with the manifest and looked \
            through by the database; only then does the folder get its name.

                touchstone restore /mnt/backup/monday.tar.age --into touchstone-data --identity keys.txt
            """
    )

    @Argument(help: ArgumentHelp("The file, or the folder, of the backup.", valueName: "place"))
    var place: String

    @Option(help: ArgumentHelp("The new folder of the store.", valueName: "folder"))
    var into: String

    @OptionGroup var keys: KeyOptions

    @Option(help: ArgumentHelp("The snapshot in a folder; otherwise the newest.", valueName: "name"))
    var snapshot: String?

    private static let next = """

        The ledger is as it was then. Bring the keys back (keys/), then `touchstone ledger resume` takes it up again. Papers of \
        complaints and counts that are sealed under keys/ open with them alone.
        """

    func run() async throws {
        let reader = BackupReader(URL(filePath: place), openers: try keys.openers(), snapshot: snapshot)
        let result = try Restorer(reader).restore(into: URL(filePath: into, directoryHint: .isDirectory))
        try StandardStreams.answer(
            """
            \(BackupText.words(result))
            Restored into \(into): every digest and the rows of every table are as in the backup.\
            \(result.manifest.hasLedger ? Self.next : "")
            """
        )
    }
}

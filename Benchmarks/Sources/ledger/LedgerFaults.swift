import Foundation
import Ledger
import LedgerStore

/// A log that grows under a tracer that lets its calls of the system fail.
enum LedgerFaults {
    /// Opens the log in a folder with the checkpoints that it gave out before, looks at every byte of it, and lets it grow;
    /// says what it promised, line by line: a checkpoint's size and root, or an entry and its place.
    ///
    /// Leaves with status 3 if the log is not sound, and with 4 if it stopped for a fault.
    static func write(folder: String, batches: Int) throws {
        let key = try SigningKey(name: KeyName("log.example/faults"), algorithm: .ed25519, seed: Array(0..<32))
        let given = folder + ".given"
        let known = try String(contentsOfFile: given, encoding: .utf8).split(separator: "%").map {
            try SignedNote(parsing: String($0))
        }
        do throws(LogFault) {
            let files: PosixFiles
            do throws(FileFault) { files = try PosixFiles(folder: folder) } catch { throw .files(error) }
            var writer = try LogWriter(files: files, signer: key, known: known)
            writer.journalLimit = 2_500
            let report = LogCheck(files, key: key.verifier)
            for finding in report.findings { say("unsound \(finding)") }
            if !report.isSound { exit(3) }
            say("note \(String(decoding: writer.checkpoint.bytes, as: UTF8.self))%")
            for _ in 0..<batches {
                let first = Int(writer.size)
                let entries = (first..<(first + 90)).map { Array("entry \($0)".utf8) }
                let committed = try writer.commit(entries)
                say("note \(String(decoding: committed.checkpoint.bytes, as: UTF8.self))%")
                say("held \(writer.size)")
            }
        } catch {
            say("stopped \(error)")
            exit(4)
        }
    }

    /// Straight to the descriptor: what was said must have left the process when it is killed.
    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}

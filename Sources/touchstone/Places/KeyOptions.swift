import ArgumentParser
import Foundation
import Upkeep

/// What opens an encrypted backup.
struct KeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A file of secret age keys that open the backup.", valueName: "file")
    )
    var identity: [String] = []

    @Option(help: ArgumentHelp("A file whose first line is the passphrase of the backup.", valueName: "file"))
    var passphraseFile: String?

    func openers() throws -> [AgeOpener] {
        var openers: [AgeOpener] = []
        for file in identity {
            openers += try AgeIdentity.read(try Self.text(of: file), file: file).map { .identity($0) }
        }
        if let passphraseFile { openers.append(.passphrase(try Self.passphrase(in: passphraseFile))) }
        return openers
    }

    /// The first line of a file; an argument could be read by everybody on the machine.
    static func passphrase(in file: String) throws -> String {
        let line = try text(of: file).prefix { !$0.isNewline }
        guard line.count >= 12 else {
            throw CommandFailure("The passphrase in \(file) has \(line.count) characters; take at least 12, better 24.")
        }
        return String(line)
    }

    private static func text(of file: String) throws -> String {
        do { return try String(contentsOf: URL(filePath: file), encoding: .utf8) } catch {
            throw CommandFailure("\(file) cannot be read: \(error.localizedDescription)")
        }
    }
}

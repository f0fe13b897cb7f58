import ArgumentParser
import Formats
import Foundation
import Store
import Web

/// The command `touchstone notify`.
struct NotifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify",
        abstract: "Writes the digests that are due, one Markdown file a person.",
        discussion: """
            Each person is told what they may see, in their language, as they chose on the page of notices. Nothing is \
            sent: run it from a timer and let a mail program deliver the files.

                touchstone notify --out digests --site https://touchstone.example.org
            """
    )

    @OptionGroup var store: StoreOption

    @Option(help: ArgumentHelp("The folder to write to; without it the digests are printed.", valueName: "folder"))
    var out: String?

    @Option(help: ArgumentHelp("The address of the site, for links.", valueName: "address"))
    var site: String?

    func validate() throws {
        if let site, !site.hasPrefix("https://"), !site.hasPrefix("http://") {
            throw ValidationError("--site is \(site); it must begin with https:// or http://.")
        }
    }

    func run() async throws {
        let home = try Home.find()
        let facts = try store.openExisting()
        let writer = try DigestWriter(
            store: facts,
            rules: try home.catalogue(and: []),
            lexicon: try home.lexicon(),
            home: home.folder
        )
        let folder = out.map { URL(filePath: $0, directoryHint: .isDirectory) }
        if let folder {
            // What is new for somebody is as confidential as the store.
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        let address = site.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        let count = try await writer.write(site: address) { digest in
            guard let folder else {
                try StandardStreams.answer("To: \(Printable.text(digest.address))\n\n\(digest.text)")
                return
            }
            let file = folder.appending(path: digest.fileName)
            try Data("To: \(digest.address)\n\n\(digest.text)".utf8).write(to: file, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        }
        StandardStreams.remark(count == 1 ? "1 digest was due." : "\(count) digests were due.")
    }
}

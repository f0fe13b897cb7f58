import ArgumentParser
import Foundation
import Store
import Vocabulary
import Web

/// The command `touchstone languages`.
struct LanguagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "languages",
        abstract: "Adds languages of communities to the pages of those who report, by a spreadsheet.",
        discussion: """
            `template` writes a sheet with every text of these pages beside one of the site's languages; a community fills in \
            the third column; `add` takes it. The pages then stand under `/CODE/r`, and each of these pages leads there. What \
            has no text of its own is shown in the site's language. A running server takes it at once.

                touchstone languages template sw --base fr > kiswahili.csv
                touchstone languages add kiswahili.csv
            """,
        subcommands: [List.self, Template.self, Add.self, Remove.self],
        defaultSubcommand: List.self
    )

    private static func catalogue() throws -> MessageCatalogue {
        try MessageCatalogue(folder: Home.find().content.appending(path: "messages"))
    }

    private static func sheet(
        _ bytes: [UInt8],
        _ name: String,
        _ catalogue: MessageCatalogue
    ) throws -> LanguageSheet {
        do throws(LanguageSheet.Refusal) { return try LanguageSheet(bytes, catalogue) } catch {
            throw CommandFailure("\(name): \(error.message).")
        }
    }

    /// The command `touchstone languages list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the languages that communities have added, and how many texts each lacks."
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            let catalogue = try catalogue()
            let rows = try await facts.languageSheets()
            guard !rows.isEmpty else {
                return try StandardStreams.answer("There is none. `touchstone languages template CODE` begins one.")
            }
            var table = TextTable([.words("code"), .words("name"), .words("base"), .number("missing"), .words("added")])
            for row in rows {
                let sheet = try sheet(row.sheet, row.code, catalogue)
                table.append([
                    row.code, sheet.name, row.base.rawValue, "\(sheet.missing)", String(row.addedAt.prefix(10)),
                ])
            }
            try StandardStreams.answer(table.text)
        }
    }

    /// The command `touchstone languages template`.
    struct Template: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a sheet to translate, with what is there already if the language was added before."
        )

        @Argument(help: ArgumentHelp("Two or three letters (ISO 639), such as sw.", valueName: "code"))
        var code: String

        @Option(help: "The language beside which it is translated: en, fr, pt or es.")
        var base = "en"

        @OptionGroup var store: StoreOption

        func validate() throws {
            guard CommunityLanguage.isCode(code) else {
                throw ValidationError("A code has two or three small letters, and is none of en, fr, pt, es.")
            }
            guard Language(rawValue: base) != nil else { throw ValidationError("The base is en, fr, pt or es.") }
        }

        func run() async throws {
            let catalogue = try catalogue()
            var filled: LanguageSheet?
            if let facts = try? store.openExisting(),
                let row = try await facts.languageSheets().first(where: { $0.code == code })
            {
                filled = try sheet(row.sheet, code, catalogue)
            }
            let bytes = LanguageSheet.template(code, base: Language(rawValue: base) ?? .en, catalogue, filled: filled)
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        }
    }

    /// The command `touchstone languages add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a filled-in sheet in the place of the one before; lines that cannot be taken are named."
        )

        @Argument(help: ArgumentHelp("The sheet: CSV in UTF-8.", valueName: "file"))
        var file: String

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            guard let data = FileManager.default.contents(atPath: file) else {
                throw CommandFailure("\(file) cannot be read.")
            }
            let name = URL(filePath: file).lastPathComponent
            let sheet = try sheet(Array(data), name, try catalogue())
            try await facts.setLanguageSheet(sheet.code, base: sheet.base, sheet: Array(data), by: .local)
            for fault in sheet.faults { StandardStreams.remark("\(name):\(fault.line): \(fault.message)") }
            try StandardStreams.answer(
                """
                \(sheet.name) (\(sheet.code)) stands at /\(sheet.code)/r. \(sheet.faults.count) lines were left out; \
                \(sheet.missing) texts are shown in \(sheet.base.rawValue).
                """
            )
        }
    }

    /// The command `touchstone languages remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a language away; its sheets stay in the store, and can be added again."
        )

        @Argument(help: ArgumentHelp("Its code.", valueName: "code"))
        var code: String

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            guard let row = try await facts.languageSheets().first(where: { $0.code == code }) else {
                throw CommandFailure("There is no language \(code). `touchstone languages` lists those that there are.")
            }
            try await facts.setLanguageSheet(code, base: row.base, sheet: [], by: .local)
            try StandardStreams.answer("\(code) was taken away.")
        }
    }
}

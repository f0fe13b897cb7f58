import ArgumentParser
import Formats
import Foundation
import Offences
import Vocabulary

/// The command `touchstone offences`.
struct OffencesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offences",
        abstract: "Lists offences, shows their elements, and holds what a case has against them.",
        discussion: """
            Needs no store. The content is in Content/offences; the law of a country is in its pack (docs/offences.md).

                touchstone offences show O01 --pack simulated
                touchstone offences board docs/examples/board.json
            """,
        subcommands: [List.self, Show.self, Board.self]
    )

    /// Whose law fills the elements.
    struct PackOption: ParsableArguments {
        @Option(help: ArgumentHelp("The country pack whose law fills the elements.", valueName: "id"))
        var pack: String?

        @OptionGroup var folder: PacksOption
    }

    /// Where packs of one's own are.
    struct PacksOption: ParsableArguments {
        @Option(
            name: .customLong("packs"),
            help: ArgumentHelp("A folder of packs of your own, besides the shipped ones.", valueName: "folder")
        )
        var folder: String?
    }

    /// The command `touchstone offences list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the offences: elements, proofs, the day of review; with a pack, what the law leaves open.",
            discussion: "    touchstone offences list --pack simulated --language pt"
        )

        @OptionGroup var law: PackOption
        @OptionGroup var language: LanguageOption

        func run() async throws {
            let home = try Home.find()
            let files = try OffenceFiles(home)
            let national = try law.pack.map { try files.law(of: $0, and: law.folder.folder) }
            let text = try OffenceText(files.catalogue, home.words(in: language.language))
            try StandardStreams.answer(text.list(law: national, today: OffenceFiles.today))
        }
    }

    /// The command `touchstone offences show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows an offence: elements, proofs, who can get them, explanations, steps, sources.",
            discussion: "    touchstone offences show O08 --language fr"
        )

        @Argument(help: "The id of the offence, O01 to O18.")
        var id: String

        @OptionGroup var law: PackOption
        @OptionGroup var language: LanguageOption

        func run() async throws {
            let home = try Home.find()
            let files = try OffenceFiles(home)
            let national = try law.pack.map { try files.law(of: $0, and: law.folder.folder) }
            let offence = try files.offence(OffenceID(id))
            let text = try OffenceText(files.catalogue, home.words(in: language.language))
            try StandardStreams.answer(text.show(offence, law: national, today: OffenceFiles.today))
        }
    }

    /// The command `touchstone offences board`.
    struct Board: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Holds the entries of a file against the elements of its offence.",
            discussion: """
                Says what carries each element, what speaks against it, what is missing and who can get it. It gives \
                no percentage and no verdict.

                    touchstone offences board docs/examples/board.json --language es
                """
        )

        /// How the board is written.
        enum Format: String, ExpressibleByArgument, CaseIterable {
            case text, json
        }

        @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"))
        var file: String

        @Option(help: "The form of the answer: text or json.")
        var format = Format.text

        @OptionGroup var packs: PacksOption
        @OptionGroup var language: LanguageOption

        func run() async throws {
            let home = try Home.find()
            let files = try OffenceFiles(home)
            let board = try files.board(file)
            let law = try board.pack.map { try files.law(of: $0, and: packs.folder) }
            let state = ElementBoard(
                try files.offence(board.offence),
                law: law,
                acts: board.acts,
                entries: board.entries,
                now: board.now
            )
            switch format {
            case .json: try StandardStreams.answer(BoardJSON(state).node.text(indented: true))
            case .text:
                let words = try home.words(in: language.language)
                try StandardStreams.answer(BoardText(state, of: board, files.catalogue, words).text)
            }
        }
    }
}

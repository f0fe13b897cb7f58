import ArgumentParser
import Casework
import Formats
import Foundation
import Store
import Vocabulary

/// The command `touchstone exhibit`.
struct ExhibitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exhibit",
        abstract: "Keeps the exhibits of cases: files sealed as they are read, things, and the log of who had them.",
        discussion: """
            Files of any size are sealed under keys/evidence and never lie on the disk as they came. Nothing that is kept is \
            changed; what was written wrongly is struck out by another entry.

                touchstone exhibit add 7 scale.csv --title 'Log of the scale' --by 'inspector Banda'
                touchstone exhibit log 7 > custody.jsonl
                touchstone exhibit read 7 1 --to copy.csv
            """,
        subcommands: [Add.self, List.self, Log.self, Record.self, Read.self]
    )

    /// The case that a command is about.
    struct CaseArgument: ParsableArguments {
        @Argument(help: ArgumentHelp("The number of the case.", valueName: "case"))
        var number: Int64

        @OptionGroup var store: StoreOption

        /// The office over the store.
        func office() throws -> EvidenceOffice { EvidenceOffice(try store.openExisting()) }

        /// Runs something and says in words why it was refused.
        func saying<Result>(_ body: () async throws -> Result) async throws -> Result {
            do { return try await body() } catch let fault as EvidenceFault {
                throw CommandFailure(ExhibitText.words(fault, inCase: number))
            }
        }
    }

    /// The command `touchstone exhibit add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a file to a case, or a thing where no file is named.",
            discussion: """
                    touchstone exhibit add 7 --title 'Bag of ore' --milligrams 1250000 --by 'inspector Banda' --place 'pit 4'
                """
        )

        @OptionGroup var file: CaseArgument

        @Argument(help: ArgumentHelp("The file; without one the exhibit is a thing.", valueName: "file"))
        var path: String?

        @Option(help: ArgumentHelp("What it is called.", valueName: "text"))
        var title: String

        @Option(help: ArgumentHelp("What it is, in words.", valueName: "text"))
        var description = ""

        @Option(help: ArgumentHelp("Who collected it.", valueName: "name"))
        var by: String

        @Option(
            help: ArgumentHelp("When it was collected. (default: now)", valueName: "time"),
            transform: { text in
                guard let moment = try? UTCInstant(text) else {
                    throw ValidationError("‘\(text)’ is not a moment such as 2026-03-01T12:00:00Z.")
                }
                return moment
            }
        )
        var at: UTCInstant?

        @Option(help: ArgumentHelp("Where it was collected.", valueName: "text"))
        var place = ""

        @Option(help: ArgumentHelp("Why it was collected.", valueName: "text"))
        var purpose = ""

        @Option(help: ArgumentHelp("How heavy a thing is, in milligrams.", valueName: "number"))
        var milligrams: Int?

        @Option(
            help: ArgumentHelp(
                "A word of yours for this exhibit: the same word again adds nothing. (default: made by chance)",
                valueName: "word"
            )
        )
        var request: String?

        func validate() throws {
            if let milligrams, milligrams < 0 { throw ValidationError("--milligrams is 0 or more.") }
            if path != nil, milligrams != nil { throw ValidationError("A file has no --milligrams.") }
        }

        func run() async throws {
            let store = try file.store.openExisting()
            let office = EvidenceOffice(store)
            let said = ExhibitDescription(
                title: title,
                description: description,
                collectedBy: by,
                at: at ?? office.now,
                place: place,
                purpose: purpose
            )
            let request = request ?? UUID().uuidString
            let number = try await file.saying {
                guard let path else {
                    return try await office.add(
                        said,
                        milligrams: milligrams,
                        to: file.number,
                        request: request,
                        by: .local
                    )
                }
                // Whether there is such a case is asked before a large file is read.
                _ = try await office.exhibits(of: file.number, as: .local)
                let kept = try ExhibitFile.seal(path, in: store.evidence)
                return try await office.add(
                    said,
                    file: kept,
                    named: URL(filePath: path).lastPathComponent,
                    to: file.number,
                    request: request,
                    by: .local
                )
            }
            let exhibits = try await file.saying { try await office.exhibits(of: file.number, as: .local) }
            guard let exhibit = exhibits.first(where: { $0.number == number }) else { return }
            try StandardStreams.answer(ExhibitText.line(exhibit))
        }
    }

    /// The command `touchstone exhibit list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the exhibits of a case, and who has them.")

        @OptionGroup var file: CaseArgument

        func run() async throws {
            let office = try file.office()
            let exhibits = try await file.saying { try await office.exhibits(of: file.number, as: .local) }
            let text = ExhibitText.table(exhibits, now: office.now)
            try StandardStreams.answer(exhibits.isEmpty ? "The case \(file.number) has no exhibits." : text)
        }
    }

    /// The command `touchstone exhibit log`.
    struct Log: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the custody log of a case as JSON Lines, which `touchstone custody` and dossiers read."
        )

        @OptionGroup var file: CaseArgument

        func run() async throws {
            let office = try file.office()
            let exhibits = try await file.saying { try await office.exhibits(of: file.number, as: .local) }
            for exhibit in exhibits {
                for line in ExhibitText.log(exhibit) { try StandardStreams.answer(line) }
            }
        }
    }

    /// The command `touchstone exhibit record`.
    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes entries into the custody logs of a case.",
            discussion: """
                Entries are JSON Lines as in docs/custody.md; `recorded` may be left out. The same entry twice is one. A line \
                that is refused is named, and the others are kept.

                Exit codes: 0 all were kept; 1 some were refused, and standard error says which and why.

                    touchstone exhibit record 7 entries.jsonl
                """
        )

        @OptionGroup var file: CaseArgument

        @Argument(help: ArgumentHelp("The file with the entries; - is standard input.", valueName: "file"))
        var path: String

        func run() async throws {
            let office = try file.office()
            let entries = ExhibitEntries(reading: try ExhibitFile.entries(path), recorded: office.now)
            var (kept, refused) = (0, entries.faults.count)
            for fault in entries.faults { StandardStreams.remark(Printable.text("\(path):\(fault)")) }
            for (line, number, event) in entries.events(inCase: file.number) {
                do {
                    try await office.record(event, ofExhibit: number, in: file.number, by: .local)
                    kept += 1
                } catch let fault as EvidenceFault {
                    refused += 1
                    let words = ExhibitText.words(fault, inCase: file.number)
                    StandardStreams.remark(Printable.text("\(path):\(line): \(words)"))
                }
            }
            try StandardStreams.answer("Entries kept: \(kept). Refused: \(refused).")
            if refused > 0 { throw ExitCode(1) }
        }
    }

    /// The command `touchstone exhibit read`.
    struct Read: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a copy of the file of an exhibit, checked byte by byte; the access trail says so."
        )

        @OptionGroup var file: CaseArgument

        @Argument(help: ArgumentHelp("The number of the exhibit.", valueName: "exhibit"))
        var exhibit: Int

        @Option(help: ArgumentHelp("Where the copy is written; nothing may be there.", valueName: "file"))
        var to: String

        func run() async throws {
            let office = try file.office()
            let target = try ExhibitFile.Copy(at: to)
            let reading = try await file.saying { try await office.file(of: exhibit, in: file.number, as: .local) }
            while let piece = try reading.next() { try target.write(piece) }
            try target.keep()
            try StandardStreams.answer("\(to): \(ExhibitText.whole(reading.kept))")
        }
    }
}

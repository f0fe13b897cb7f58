public import ArgumentParser
public import Fieldwork
import Formats
import Forms
import Foundation
import Store
import Vocabulary

/// The command `touchstone forms`.
struct FormsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forms",
        abstract: "Gives forms out, takes answers in, and writes what was answered.",
        discussion: """
            A form is a spreadsheet (XLSForm) or an XForm. Phones fill it in with ODK Collect or KoboCollect from the address \
            https://NAME/odk of a server; whoever has no phone does so on a page.

                touchstone forms add survey.xlsx --open
                touchstone forms list
                touchstone forms export 1 --format xlsx --to answers.xlsx
            """,
        subcommands: [Add.self, List.self, Open.self, Close.self, Send.self, Export.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a form, or a version of one, and prints its number.",
            discussion: """
                A version is never overwritten: what was changed needs another version in the settings of the spreadsheet. The \
                very same file again changes nothing. Spreadsheets need pyxform (scripts/setup.sh run).

                    touchstone forms add survey.xlsx --list mines.csv --open
                """
        )

        @Argument(help: ArgumentHelp("A spreadsheet (.xlsx, .xls) or an XForm (.xml).", valueName: "file"))
        var file: String

        @OptionGroup var store: StoreOption

        @Option(
            name: .customLong("list"),
            help: ArgumentHelp(
                "A list that goes with the form: CSV, XML or GeoJSON; as often as needed.",
                valueName: "file"
            )
        )
        var lists: [String] = []

        @Flag(help: "Take answers at once.")
        var open = false

        @Option(
            help: ArgumentHelp("The marking of the answers. (default: TLP:AMBER+STRICT)", valueName: "marking"),
            transform: {
                guard let marking = HandlingMarking(label: $0) else {
                    throw ValidationError("‘\($0)’ is no marking: CLEAR, GREEN, AMBER, AMBER+STRICT or RED.")
                }
                return marking
            }
        )
        var marking: HandlingMarking?

        func run() async throws {
            let facts = try store.openOrMake()
            var files = FormFiles(name: URL(filePath: file).lastPathComponent, bytes: try FormsCommand.bytes(of: file))
            for list in lists { files.lists[URL(filePath: list).lastPathComponent] = try FormsCommand.bytes(of: list) }
            do {
                let taken = try await FormDesk(facts).add(
                    files,
                    with: SpreadsheetConverter(home: try Home.find().folder),
                    marking: marking ?? .amberStrict,
                    isOpen: open,
                    by: .local
                )
                for remark in taken.remarks { StandardStreams.remark(Printable.text(remark)) }
                for warning in taken.definition.warnings {
                    StandardStreams.remark("\(Printable.text(warning.place)): \(warning.code.rawValue)")
                }
                try StandardStreams.answer("\(taken.added.form)")
            } catch let fault as FormAdditionFault {
                throw CommandFailure(FormsCommand.words(fault))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the forms, with how many answers each has.")

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            var table = TextTable([
                .words("form"), .words("id"), .words("title"), .words("state"), .words("answers"), .words("marking"),
            ])
            for form in try await facts.forms(as: .local) {
                table.append([
                    "\(form.id)", form.name, form.title, form.state.rawValue, "\(form.submissions)", form.marking.label,
                ])
            }
            try StandardStreams.answer(table.rows.isEmpty ? "No form is given out yet." : table.text)
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Opens a form: answers are taken.")

        @Argument(help: ArgumentHelp("The number of the form, as list has it.", valueName: "form"))
        var form: Int64

        @OptionGroup var store: StoreOption

        func run() async throws { try await FormsCommand.set(.open, form, store) }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes a form: answers that come are set aside with the reason."
        )

        @Argument(help: ArgumentHelp("The number of the form, as list has it.", valueName: "form"))
        var form: Int64

        @OptionGroup var store: StoreOption

        func run() async throws { try await FormsCommand.set(.closed, form, store) }
    }

    struct Send: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes answers in from files: an instance and what goes with it, as a phone has them.",
            discussion: """
                The folder of an instance on the phone, copied by cable, is read in the same way as if the phone had sent it: \
                once, however often.

                    touchstone forms send instances/report_1/report_1.xml instances/report_1/photo.jpg
                """
        )

        @Argument(help: ArgumentHelp("The instance, then its files.", valueName: "file"))
        var files: [String]

        @OptionGroup var store: StoreOption

        func validate() throws {
            guard !files.isEmpty else { throw ValidationError("Name the instance, then its files.") }
        }

        func run() async throws {
            let facts = try store.openExisting()
            let now = UTCInstant(Date())
            var incoming = IncomingSubmission(xml: try FormsCommand.bytes(of: files[0]), channel: .file)
            for file in files.dropFirst() {
                let bytes = try FormsCommand.bytes(of: file)
                incoming.files.append(.init(name: URL(filePath: file).lastPathComponent, bytes: bytes))
            }
            do {
                let receipt = try await FormDesk(facts).receive(incoming, through: .account(.local), at: now)
                for name in receipt.kept.missing { StandardStreams.remark("has not come yet: \(Printable.text(name))") }
                if receipt.filesSetAside > 0 { StandardStreams.remark("files set aside: \(receipt.filesSetAside)") }
                try StandardStreams.answer(receipt.kept.isNew ? "kept" : "known")
            } catch let refusal as SubmissionRefusal {
                let detail = refusal.detail.isEmpty ? "" : " (\(Printable.text(refusal.detail)))"
                throw CommandFailure("Set aside: \(refusal.reason.rawValue.replacing("_", with: " "))\(detail).")
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes what was answered to a form.",
            discussion: """
                CSV is one table: the form, or a repeat by its number from 1 with --table. JSON and XLSX have all of it, \
                GeoJSON what has a place. A cell that is empty is not known.

                    touchstone forms export 1 --format csv --table 1 > samples.csv
                """
        )

        @Argument(help: ArgumentHelp("The number of the form, as list has it.", valueName: "form"))
        var form: Int64

        @OptionGroup var store: StoreOption

        @Option(help: "The format of the file.")
        var format = AnswerFormat.csv

        @Option(help: ArgumentHelp("For CSV the number of the table; 0 is the form.", valueName: "number"))
        var table = 0

        @Option(help: ArgumentHelp("The file to write; otherwise standard output.", valueName: "file"))
        var to: String?

        func run() async throws {
            let facts = try store.openExisting()
            guard try await facts.form(form, as: .local) != nil else {
                throw CommandFailure("There is no form \(form).")
            }
            let tables = try await FormDesk(facts).tables(of: form, as: .local, noting: "submissions-exported")
            let bytes = tables.bytes(format, table: table)
            guard let to else {
                var output = OutputBuffer()
                output.append(bytes)
                return try output.flush()
            }
            do { try Data(bytes).write(to: URL(filePath: to), options: .atomic) } catch {
                throw CommandFailure("\(Printable.text(to)) cannot be written.")
            }
        }
    }

    // MARK: Pieces

    private static func set(_ state: FieldForm.State, _ form: Int64, _ store: StoreOption) async throws {
        let facts = try store.openExisting()
        do { try await facts.setFormState(state, of: form, by: .local) } catch let error as StoreError {
            throw CommandFailure(error.message)
        }
    }

    private static func bytes(of file: String) throws -> [UInt8] {
        guard let data = try? Data(contentsOf: URL(filePath: file)) else {
            throw CommandFailure("\(Printable.text(file)) cannot be read.")
        }
        return Array(data)
    }

    private static func words(_ fault: FormAdditionFault) -> String {
        switch fault {
        case .noConverter:
            "Spreadsheets need pyxform, which is not in .local/venv: `scripts/setup.sh run` gets it. An XForm needs nothing."
        case .conversion(let lines):
            "The spreadsheet cannot be made into a form:\n" + lines.map { Printable.text($0) }.joined(separator: "\n")
        case .conversionEnded: "Making a form of the spreadsheet took too much time or memory."
        case .refused(let faults):
            "The form is not taken:\n" + faults.map { Printable.text($0.description) }.joined(separator: "\n")
        case .missingFiles(let names):
            "The form needs lists that did not come with it (--list): \(names.map { Printable.text($0) }.joined(separator: ", "))."
        case .noID: "The form has no id, or no place for the id of an answer (meta/instanceID)."
        case .otherContent(let version):
            """
            Version “\(Printable.text(version))” is there with other content, and phones may have it: give what was changed \
            another version.
            """
        case .tooLarge: "The form is larger than is taken: 5 MB, its lists 20 MB."
        }
    }
}

extension AnswerFormat: ExpressibleByArgument {}

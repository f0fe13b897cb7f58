import ArgumentParser
import Dossier
import Formats
import Foundation

/// The command `touchstone dossier`.
struct DossierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier",
        abstract: "Makes and checks dossiers: evidence for a court that anybody can verify without us.",
        subcommands: [DossierMakeCommand.self, DossierVerifyCommand.self]
    )
}

/// The command `touchstone dossier make`.
struct DossierMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Makes a dossier from a plan, or from a folder.",
        discussion: """
            The plan is JSON: title, reference, exhibits with their files, custody logs, proofs, credentials, reports, \
            what is withheld and why. A folder without plan.json becomes one exhibit.

                touchstone dossier make case-7/plan.json --to case-7.zip
                touchstone dossier make case-7/plan.json --to case-7-public.zip --version public

            Exit codes: 0 done; 1 it was not made, and standard error says why; 64 the command line was not understood.
            """
    )

    @Argument(help: ArgumentHelp("The plan, or the folder that holds it.", valueName: "plan"))
    var source: String

    @Option(
        help: ArgumentHelp(
            "Where it is written: an archive if the name ends in .zip, else a folder.",
            valueName: "file"
        )
    )
    var to: String

    @Option(
        help: "Who it is for: full, disclosure or public. (default: full)",
        transform: {
            guard let version = DossierVersion(rawValue: $0) else {
                throw ValidationError("‘\($0)’ is not full, disclosure or public.")
            }
            return version
        }
    )
    var version: DossierVersion?

    @Option(help: ArgumentHelp("The key of the salts; made if it is not there. (default: PLAN.key)", valueName: "file"))
    var key: String?

    @Flag(help: "Answer with one JSON object.")
    var json = false

    @OptionGroup var language: LanguageOption

    func run() async throws {
        let home = try Home.find()
        let text = DossierText(words: try home.words(in: language.language))
        let place = try DossierFiles(source)
        let plan: DossierPlan
        do {
            plan = try place.plan()
        } catch let faults as ContentFaults {
            throw CommandFailure(Printable.text(faults.description, keepingLines: true))
        }
        do {
            let key = plan.withhold.isEmpty ? nil : try place.key(at: key, text)
            let maker = DossierMaker(
                plan,
                folder: place.folder,
                version: version ?? .full,
                key: key,
                verifyText: try home.verifyText()
            )
            let made = try await maker.make(to, as: to.hasSuffix(".zip") ? .archive : .folder)
            for file in made.opaque { StandardStreams.remark(text.opaque(file)) }
            try StandardStreams.answer(json ? text.json(of: made, to) : text.text(of: made, to))
        } catch let error as DossierError {
            throw CommandFailure(text.text(of: error))
        }
    }
}

/// The command `touchstone dossier verify`.
struct DossierVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks a dossier to the last byte, and names each fault.",
        discussion: """
                touchstone dossier verify case-7.zip
                touchstone dossier verify case-7-public.zip --openings given/openings.tsv --from given

            Exit codes: 0 nothing is wrong; 1 something is; 2 it cannot be read at all; 64 the command line was not \
            understood.
            """
    )

    @Argument(help: ArgumentHelp("The dossier: an archive, or its folder.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("Salts of withheld things that were given to you: lines of openings.tsv.", valueName: "file")
    )
    var openings: String?

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("The folder of the withheld files. (default: that of the openings)", valueName: "folder")
    )
    var source: String?

    @Flag(help: "Answer with one JSON object.")
    var json = false

    @OptionGroup var language: LanguageOption

    func run() async throws {
        let text = DossierText(words: try Home.find().words(in: language.language))
        var checker: DossierChecker
        do {
            checker = try await DossierChecker(try BagFiles(file))
            if let openings {
                let folder = source ?? URL(filePath: openings).deletingLastPathComponent().path
                try checker.open(Opening.lines(try EventFile.bytes(of: openings)), folder: folder)
            }
        } catch let error as DossierError {
            StandardStreams.remark(text.text(of: error))
            throw ExitCode(2)
        }
        try StandardStreams.answer(json ? text.json(of: checker) : text.text(of: checker))
        if !checker.faults.isEmpty { throw ExitCode.failure }
    }
}

import ArgumentParser
import Fingerprint
import Formats
import Foundation
import Vocabulary
import Web

/// The command `touchstone fingerprint`.
struct FingerprintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract: "Compares measurements of a sample with reference samples of its declared source.",
        discussion: """
            What comes out is how much more probable the results are under one proposition than under the other, never \
            how probable a source is. Needs no store.

                touchstone fingerprint population kivu.json
                touchstone fingerprint assess lot.csv --population kivu.json --source Bisie
                touchstone fingerprint mixture lot.csv --population kivu.json --source Bisie --other Rubaya
                touchstone fingerprint report case.json lot.csv --population kivu.json --source Bisie
            """,
        subcommands: [
            Population.self, Compare.self, Assess.self, Mixture.self, FingerprintReportCommand.self, Calibrate.self,
            Statements.self,
        ]
    )

    /// How an answer is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    struct Population: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks a reference population and lists its sources and the rows that were set aside."
        )

        @Argument(help: ArgumentHelp("The header, JSON.", valueName: "file"))
        var file: String

        @Option(help: "text or json.")
        var format = Format.text

        @OptionGroup var language: LanguageOption

        func run() async throws {
            let words = FingerprintText(try Home.find().words(in: language.language))
            let population = try FingerprintInput.population(file)
            try StandardStreams.answer(format == .json ? words.json(population) : words.text(population))
        }
    }

    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares the grains of a lot with those of its declared source, element by element."
        )

        @Argument(help: ArgumentHelp("The questioned samples, CSV.", valueName: "file"))
        var file: String

        @Option(help: "The declared source.")
        var source: String

        @Option(help: "text or json.")
        var format = Format.text

        @OptionGroup var options: FingerprintOptions
        @OptionGroup var seed: SeedOption
        @OptionGroup var language: LanguageOption

        func run() async throws {
            let words = FingerprintText(try Home.find().words(in: language.language))
            let comparison = try GrainComparison(try options.read(), file, source, seed.number)
            try StandardStreams.answer(format == .json ? words.json(comparison) : words.text(comparison))
        }
    }

    struct Assess: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Prints the likelihood ratio for a declared source, calibrated and capped by what the population supports."
        )

        @Argument(help: ArgumentHelp("The questioned samples, CSV.", valueName: "file"))
        var file: String

        @Option(help: "The declared source.")
        var source: String

        @Option(help: "text or json.")
        var format = Format.text

        @OptionGroup var options: FingerprintOptions
        @OptionGroup var model: ModelOptions
        @OptionGroup var language: LanguageOption

        func run() async throws {
            let words = FingerprintText(try Home.find().words(in: language.language))
            let input = try options.read()
            let assessment = try model.assessment(input, try input.questioned(file).coordinates, source)
            try StandardStreams.answer(
                format == .json ? words.json(assessment) : words.text(assessment, source, input.population.header)
            )
        }
    }

    struct Mixture: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Estimates what share of the grains of a lot came from elsewhere than its declared source."
        )

        @Argument(help: ArgumentHelp("The questioned samples, CSV.", valueName: "file"))
        var file: String

        @Option(help: "The declared source.")
        var source: String

        @Option(
            help: ArgumentHelp(
                "A suspected source; may be given again. (default: every other one)",
                valueName: "source"
            )
        )
        var other: [String] = []

        @Option(help: "text or json.")
        var format = Format.text

        @OptionGroup var options: FingerprintOptions
        @OptionGroup var seed: SeedOption
        @OptionGroup var language: LanguageOption

        func run() async throws {
            let words = FingerprintText(try Home.find().words(in: language.language))
            let found = try LotMixture(try options.read(), file, source, other, seed.number)
            try StandardStreams.answer(format == .json ? words.json(found) : words.text(found))
        }
    }

    struct Calibrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measures ratios of pairs whose truth is known: Cllr, its parts, bounds, cross-entropy.",
            discussion: "The columns: log10 (the common logarithm of the ratio), same (1 for one source, 0 for two)."
        )

        @Argument(help: ArgumentHelp("The ratios, CSV.", valueName: "file"))
        var file: String

        @Option(help: "text or json; json has the calibrated runs and the points of a plot of cross-entropy.")
        var format = Format.text

        @OptionGroup var language: LanguageOption

        func run() async throws {
            let words = FingerprintText(try Home.find().words(in: language.language))
            let ratios = try RatioFile.read(file)
            try StandardStreams.answer(format == .json ? words.json(ratios) : words.text(ratios))
        }
    }

    struct Statements: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds statements in a text that a forensic report must not make.",
            discussion:
                "The exit code is 1 where one is found. The check reads words, not meaning; it replaces no reader."
        )

        @Argument(help: ArgumentHelp("The text, UTF-8.", valueName: "file"))
        var file: String

        @OptionGroup var language: LanguageOption

        func run() async throws {
            let words = FingerprintText(try Home.find().words(in: language.language))
            let bytes = try FingerprintInput.bytes(file)
            let faults = StatementCheck.faults(in: String(decoding: bytes, as: UTF8.self), language: language.language)
            for fault in faults {
                let line = 1 + bytes.prefix(fault.offset).count { $0 == 0x0A }
                try StandardStreams.answer(Printable.text("\(file):\(line): \(words.advice(fault))"))
            }
            if faults.isEmpty { try StandardStreams.answer(words.words("fingerprint.statements.none")) }
            if !faults.isEmpty { throw ExitCode(1) }
        }
    }
}

/// The model between sources and what is made of its ratio.
struct ModelOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How sources vary: normal or kernel. (default: normal)", valueName: "name"))
    var model: Model?

    @Flag(help: "Leave the ratio as the model gives it before it is capped.")
    var uncalibrated = false

    /// The models.
    enum Model: String, ExpressibleByArgument, CaseIterable {
        case normal, kernel
    }

    var method: SourceAssessment.Method {
        var method = SourceAssessment.Method()
        method.variation = model == .kernel ? .kernel : .normal
        method.isCalibrated = !uncalibrated
        return method
    }

    func assessment(_ input: FingerprintInput, _ lot: CoordinateTable, _ source: String) throws -> SourceAssessment {
        _ = try input.bags(of: source)
        return try FingerprintInput.explained {
            try SourceAssessment(
                population: input.reference,
                declared: source,
                questioned: lot.bags.map(\.mean),
                method
            )
        }
    }
}

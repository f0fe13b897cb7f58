import ArgumentParser
import Fingerprint
import Formats
import Vocabulary
import Web

/// The command `touchstone fingerprint report`.
struct FingerprintReportCommand: AsyncParsableCommand {
    /// How a report is written.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, record
    }

    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes a forensic report with the headings of ISO 21043-5, or its record as canonical JSON.",
        discussion: """
            The case file says who asks, what was handed in, the two propositions and the limitations. A report whose \
            texts state the probability of a proposition, or a source as a fact, is refused with the place.
            """
    )

    @Argument(help: ArgumentHelp("The case, JSON.", valueName: "case"))
    var caseFile: String

    @Argument(help: ArgumentHelp("The questioned samples, CSV.", valueName: "file"))
    var file: String

    @Option(help: "The declared source.")
    var source: String

    @Option(help: "text, or record: canonical JSON (RFC 8785), whose SHA-256 the text names.")
    var format = Form.text

    @OptionGroup var options: FingerprintOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var language: LanguageOption

    func run() async throws {
        let words = FingerprintText(try Home.find().words(in: language.language))
        let report = try report()
        switch format {
        case .record: try StandardStreams.answer(String(decoding: try report.record(), as: UTF8.self))
        case .text: try StandardStreams.answer(try ReportText(report, words).text)
        }
    }

    private func report() throws -> ForensicReport {
        let input = try options.read()
        let one = try CaseFile(caseFile)
        let lot = try input.questioned(file)
        let assessment = try model.assessment(input, lot.coordinates, source)
        var replaced = input.reference.replaced
        replaced.merge(lot.coordinates.replaced) { $0 + $1 }
        let data = ForensicReport.DataUsed(
            sha256: ReferencePopulation.sha256(lot.bytes),
            analytes: input.analytes,
            bags: lot.coordinates.bags.count,
            grains: lot.coordinates.bags.reduce(0) { $0 + $1.grains.count },
            replaced: replaced,
            quarantined: lot.table.quarantined.count + input.population.table.quarantined.count
        )
        let method = ForensicReport.Method(
            variation: model.method.variation,
            logRatio: input.recipe.logRatio,
            censored: input.recipe.censored,
            isCalibrated: model.method.isCalibrated,
            software: "Touchstone, Fingerprint \(ForensicReport.Method.version)"
        )
        do throws(FingerprintError) {
            return try ForensicReport(
                administration: one.administration,
                items: one.items,
                propositions: one.propositions,
                declaredSource: source,
                data: data,
                method: method,
                population: input.population.header,
                assessment: assessment,
                opinion: one.opinion,
                limitations: one.limitations,
                language: language.language
            )
        } catch {
            guard case .statement(let faults) = error else { throw CommandFailure(Printable.text("\(error)")) }
            let words = FingerprintText(try Home.find().words(in: language.language))
            throw CommandFailure(
                faults.map { Printable.text("\(caseFile): \(words.advice($0))") }.joined(separator: "\n")
            )
        }
    }
}

import Crypto
public import Formats
import Vocabulary

extension ForensicReport {
    /// The report as canonical JSON (RFC 8785), numbers as decimal texts: what its hash is of.
    ///
    /// - Throws: `JSONFault` never for a report that could be made; it is passed on, not hidden.
    public func record() throws(JSONFault) -> [UInt8] {
        try JSONCanonical.bytes(of: node, numbers: .safeIntegers)
    }

    /// The SHA-256 of ``record()`` in hexadecimal digits, which can stand in the log.
    public func recordHash() throws(JSONFault) -> String {
        Hexadecimal.text(SHA256.hash(data: try record()))
    }

    private var node: JSONNode {
        .object([
            .init("kind", .string("forensic-report")), .init("format", .string("ISO 21043-5:2025 headings, version 1")),
            .init("language", .string(language.rawValue)),
            .init("administration", administrationNode),
            .init("items", .array(items.map(Self.node))),
            .init(
                "propositions",
                .object([
                    .init("level", .string("source")), .init("first", .string(propositions.first)),
                    .init("second", .string(propositions.second)), .init("declared_source", .string(declaredSource)),
                ])
            ),
            .init("data", dataNode), .init("method", methodNode), .init("population", populationNode),
            .init("result", resultNode), .init("validation", validationNode),
            .init("verbal_scale", scaleNode), .init("opinion", .string(opinion)),
            .init("limitations", .array(limitations.map { .string($0) })),
        ])
    }

    private var administrationNode: JSONNode {
        var members: [JSONNode.Member] = [
            .init("id", .string(administration.id)), .init("customer", .string(administration.customer)),
            .init("laboratory", .string(administration.laboratory)),
            .init("authorised_by", .string(administration.authorisedBy)),
            .init("date", .string(administration.date.text)),
        ]
        if let replaced = administration.replaces { members.append(.init("replaces", .string(replaced))) }
        return .object(members)
    }

    private static func node(_ item: Item) -> JSONNode {
        .object([
            .init("id", .string(item.id)), .init("description", .string(item.description)),
            .init("received", .string(item.received.text)), .init("integrity", .string(item.integrity)),
        ])
    }

    private var dataNode: JSONNode {
        .object([
            .init("sha256", .string(data.sha256)), .init("bags", .integer(data.bags)),
            .init("grains", .integer(data.grains)), .init("rows_set_aside", .integer(data.quarantined)),
            .init(
                "analytes",
                .array(
                    data.analytes.map { analyte in
                        .object([
                            .init("name", .string(analyte.name)), .init("unit", .string(analyte.unit.rawValue)),
                            .init("detection_limit", analyte.detectionLimit.map { .string("\($0)") } ?? .null),
                            .init("values_below_limit", .integer(data.replaced[analyte.name] ?? 0)),
                        ])
                    }
                )
            ),
        ])
    }

    private var methodNode: JSONNode {
        .object([
            .init("model", .string("two-level, Aitken and Lucy 2004, \(method.variation.rawValue)")),
            .init("version", .string(Method.version)), .init("software", .string(method.software)),
            .init("coordinates", .string(method.logRatio.name)),
            .init("below_limit", .string(Self.text(method.censored))),
            .init("calibration", .string(method.isCalibrated ? "logistic" : "none")),
            .init("bounds", .string("ELUB, Vergeer et al. 2016")),
        ])
    }

    private static func text(_ rule: CensoredRule) -> String {
        switch rule {
        case .refuse: "refused"
        case .halfLimit: "half of the limit"
        case .multiplicative(let share): "multiplicative, \(ReportNumber.fixed(share, places: 2)) of the limit"
        }
    }

    private var populationNode: JSONNode {
        .object([
            .init("id", .string(population.id)), .init("version", .string(population.version)),
            .init("date", .string(population.date.text)), .init("title", .string(population.title)),
            .init("source", .string(population.source)), .init("laboratory", .string(population.laboratory)),
            .init("method", .string(population.method)), .init("sha256", .string(population.sha256)),
        ])
    }

    private var resultNode: JSONNode {
        let grade = VerbalScale.grade(assessment.reported)
        func log10(_ ratio: LikelihoodRatio) -> JSONNode { .string(ReportNumber.fixed(ratio.log10, places: 4)) }
        return .object([
            .init("reported_log10", log10(assessment.reported)),
            .init("reported", .string(ReportNumber.ratio(assessment.reported))),
            .init("is_capped", .bool(assessment.isCapped)),
            .init("before_bounds_log10", log10(assessment.calibrated)), .init("model_log10", log10(assessment.raw)),
            .init("lower_bound_log10", .string(ReportNumber.fixed(assessment.bounds.lower, places: 2))),
            .init("upper_bound_log10", .string(ReportNumber.fixed(assessment.bounds.upper, places: 2))),
            .init("word", .string(grade.word.rawValue)), .init("supports", .string(grade.side.rawValue)),
            .init("bags_declared", .integer(assessment.replicates.declared)),
            .init("bags_questioned", .integer(assessment.replicates.questioned)),
            .init("background_sources", .integer(assessment.backgroundSources)),
            .init(
                "typicality_in_population",
                .string(ReportNumber.fixed(assessment.typicality.inPopulation, places: 6))
            ),
            .init(
                "best_typicality_in_a_source",
                .string(ReportNumber.fixed(assessment.typicality.inSource.max() ?? 0, places: 6))
            ),
        ])
    }

    private var validationNode: JSONNode {
        let measures = assessment.measures
        return .object([
            .init("pairs_same_source", .integer(measures.pairs.same)),
            .init("pairs_different_sources", .integer(measures.pairs.different)),
            .init("cllr", .string(ReportNumber.fixed(measures.cost, places: 5))),
            .init("cllr_min", .string(ReportNumber.fixed(measures.minimum, places: 5))),
            .init("cllr_cal", .string(ReportNumber.fixed(measures.calibration, places: 5))),
            .init("misleading_same_source", .string(ReportNumber.fixed(measures.misleadingSame, places: 5))),
            .init("misleading_different_sources", .string(ReportNumber.fixed(measures.misleadingDifferent, places: 5))),
        ])
    }

    private var scaleNode: JSONNode {
        .object([
            .init("edition", .string(VerbalScale.edition)),
            .init(
                "words",
                .array(
                    VerbalScale.allCases.map {
                        .object([.init("from", .integer($0.lowerBound)), .init("word", .string($0.rawValue))])
                    }
                )
            ),
        ])
    }
}

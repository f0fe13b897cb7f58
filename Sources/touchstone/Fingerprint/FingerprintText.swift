import Fingerprint
import Vocabulary
import Web

/// Comparisons as sentences and tables of a language.
struct FingerprintText {
    let words: Words

    init(_ words: Words) { self.words = words }

    /// A number as the language writes it.
    func number(_ value: Double, _ places: Int) -> String { local(ReportNumber.fixed(value, places: places)) }

    func local(_ text: String) -> String { words.language == .en ? text : text.replacing(".", with: ",") }

    /// A probability: small ones are told as below the least that is written.
    func probability(_ value: Double) -> String { value < 0.0001 ? "< " + local("0.0001") : number(value, 4) }

    func percent(_ share: Double) -> String { number(share * 100, 0) + " %" }

    // MARK: Populations

    func text(_ population: ReferencePopulation) -> String {
        let header = population.header
        var table = TextTable([
            .words(words("fingerprint.source")), .number(words("fingerprint.bags")),
            .number(words("fingerprint.grains")),
        ])
        for source in population.sources {
            let bags = population.samples(of: source)
            table.append([source, "\(bags.count)", "\(bags.reduce(0) { $0 + $1.grains.count })"])
        }
        return [
            words(
                "fingerprint.population",
                ["title": header.title, "id": header.id, "version": header.version, "date": header.date.text]
            ),
            words(
                "fingerprint.population.made",
                ["source": header.source, "laboratory": header.laboratory, "method": header.method]
            ),
            "SHA-256 \(header.sha256)", "", table.text, "",
            words.plural("fingerprint.quarantined", population.table.quarantined.count),
        ].joined(separator: "\n")
    }

    // MARK: Grains

    func text(_ comparison: GrainComparison) -> String {
        var table = TextTable([
            .words(words("fingerprint.variable")), .number("KS-D"), .number("p"), .number(words("fingerprint.areas")),
        ])
        for (index, variable) in comparison.variables.enumerated() {
            let found = comparison.distances[index]
            table.append([
                variable, number(found.distance, 3), probability(found.probability),
                comparison.areas.map { number($0.ratios[index], 2) } ?? "–",
            ])
        }
        var lines = [
            words(
                "fingerprint.compare",
                [
                    "questioned": "\(comparison.grains.questioned)", "reference": "\(comparison.grains.reference)",
                    "source": comparison.source,
                ]
            ), "", table.text, "",
            words("fingerprint.compare.mean", ["distance": number(comparison.meanDistance, 3)]),
        ]
        if let areas = comparison.areas {
            lines.append(
                words(
                    "fingerprint.compare.areas",
                    [
                        "ratio": number(areas.mean, 2), "p": probability(areas.probability),
                        "count": "\(areas.permutations)",
                    ]
                )
            )
        } else {
            lines.append(words("fingerprint.compare.onebag"))
        }
        return (lines + [words("fingerprint.compare.caution")]).joined(separator: "\n")
    }

    // MARK: Ratios

    func text(_ assessment: SourceAssessment, _ source: String, _ population: ReferencePopulation.Header) -> String {
        var lines = [
            sentence(assessment, source), words("fingerprint.assess.scale", ["words": grade(assessment.reported)]),
        ]
        if assessment.isCapped {
            lines.append(
                words(
                    "fingerprint.assess.capped",
                    [
                        "before": local(ReportNumber.ratio(assessment.calibrated)),
                        "bound": local(ReportNumber.ratio(assessment.reported)),
                    ]
                )
            )
        }
        lines += [details(assessment), "", validation(assessment.measures)]
        if assessment.typicality.inPopulation < 0.01 || (assessment.typicality.inSource.max() ?? 0) < 0.01 {
            lines.append(words("fingerprint.assess.untypical"))
        }
        lines += [
            words(
                "fingerprint.population",
                [
                    "title": population.title, "id": population.id, "version": population.version,
                    "date": population.date.text,
                ]
            ),
            words("fingerprint.assess.caution"),
        ]
        return lines.joined(separator: "\n")
    }

    /// The ratio as a sentence about results, the number first.
    func sentence(_ assessment: SourceAssessment, _ source: String) -> String {
        let isFirst = assessment.reported.naturalLog >= 0
        let times = isFirst ? assessment.reported : LikelihoodRatio(naturalLog: -assessment.reported.naturalLog)
        return words(
            isFirst ? "fingerprint.assess.first" : "fingerprint.assess.second",
            ["times": local(ReportNumber.ratio(times)), "source": source]
        )
    }

    func grade(_ ratio: LikelihoodRatio) -> String {
        let grade = VerbalScale.grade(ratio)
        return words(
            "fingerprint.side.\(grade.side.rawValue)",
            ["words": words("fingerprint.scale.\(grade.word.rawValue)")]
        )
    }

    func details(_ assessment: SourceAssessment) -> String {
        words(
            "fingerprint.assess.details",
            [
                "raw": number(assessment.raw.log10, 2), "calibrated": number(assessment.calibrated.log10, 2),
                "lower": number(assessment.bounds.lower, 2), "upper": number(assessment.bounds.upper, 2),
                "declared": "\(assessment.replicates.declared)", "questioned": "\(assessment.replicates.questioned)",
                "sources": "\(assessment.backgroundSources)",
            ]
        )
    }

    func validation(_ measures: CalibrationMeasures) -> String {
        words(
            "fingerprint.validation",
            [
                "same": "\(measures.pairs.same)", "different": "\(measures.pairs.different)",
                "cllr": number(measures.cost, 4), "min": number(measures.minimum, 4),
                "cal": number(measures.calibration, 4),
                "missame": number(measures.misleadingSame * 100, 1),
                "misdifferent": number(measures.misleadingDifferent * 100, 1),
            ]
        )
    }

    func text(_ ratios: ValidationRatios) -> String {
        let bounds = EmpiricalBounds(ratios)
        return [
            validation(CalibrationMeasures(ratios)),
            words("fingerprint.bounds", ["lower": number(bounds.lower, 2), "upper": number(bounds.upper, 2)]),
        ].joined(separator: "\n")
    }

    // MARK: Mixtures

    func text(_ found: LotMixture) -> String {
        let share = found.share
        var lines = [
            words(
                "fingerprint.mixture",
                [
                    "share": percent(share.share), "low": percent(share.interval.lowerBound),
                    "high": percent(share.interval.upperBound), "grains": "\(share.grains)", "source": found.source,
                ]
            ),
            words("fingerprint.mixture.others", ["sources": found.others.joined(separator: ", ")]),
            words("fingerprint.mixture.clean", ["p": probability(share.probability)]),
        ]
        if found.isSplitWithinBags { lines.append(words("fingerprint.mixture.split")) }
        var table = TextTable([
            .number(words("fingerprint.mixture.planted")), .number(words("fingerprint.mixture.power")),
            .number(words("fingerprint.mixture.mean")),
        ])
        for power in found.power {
            table.append([percent(power.share), percent(power.power), percent(power.meanEstimate)])
        }
        lines += ["", table.text, ""]
        if let none = found.none {
            lines.append(
                words(
                    "fingerprint.none",
                    [
                        "count": "\(none.outliers.count)", "grains": "\(share.grains)",
                        "p": probability(none.probability),
                    ]
                )
            )
        } else {
            lines.append(words("fingerprint.none.few"))
        }
        return (lines + [words("fingerprint.mixture.caution")]).joined(separator: "\n")
    }

    // MARK: Statements

    func advice(_ fault: StatementFault) -> String {
        words("fingerprint.statement.\(fault.kind.rawValue)", ["words": fault.excerpt])
    }
}

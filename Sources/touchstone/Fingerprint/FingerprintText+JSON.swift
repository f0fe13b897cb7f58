import Fingerprint
import Foundation
import Vocabulary

/// Comparisons as JSON, the same in every language.
extension FingerprintText {
    func json(_ population: ReferencePopulation) -> String {
        let header = population.header
        return JSONText.object([
            ("id", JSONText.string(header.id)), ("version", JSONText.string(header.version)),
            ("date", JSONText.string(header.date.text)), ("sha256", JSONText.string(header.sha256)),
            (
                "sources",
                list(population.sources) { source in
                    let bags = population.samples(of: source)
                    return JSONText.object([
                        ("name", JSONText.string(source)), ("bags", "\(bags.count)"),
                        ("grains", "\(bags.reduce(0) { $0 + $1.grains.count })"),
                    ])
                }
            ),
            (
                "quarantined",
                list(population.table.quarantined) { row in
                    JSONText.object([
                        ("line", row.fault.line.map { "\($0)" } ?? "null"),
                        ("reason", JSONText.string(row.fault.reason)),
                        ("text", JSONText.string(row.text)),
                    ])
                }
            ),
            ("other_columns", JSONText.array(population.table.otherColumns)),
        ])
    }

    func json(_ comparison: GrainComparison) -> String {
        JSONText.object([
            ("source", JSONText.string(comparison.source)), ("questioned_grains", "\(comparison.grains.questioned)"),
            ("reference_grains", "\(comparison.grains.reference)"),
            (
                "variables",
                list(Array(comparison.variables.enumerated())) { index, name in
                    JSONText.object([
                        ("name", JSONText.string(name)), ("ks", JSONText.number(comparison.distances[index].distance)),
                        ("p", JSONText.number(comparison.distances[index].probability)),
                        ("areas_ratio", JSONText.number(comparison.areas?.ratios[index])),
                    ])
                }
            ),
            ("mean_ks", JSONText.number(comparison.meanDistance)),
            ("areas_ratio", JSONText.number(comparison.areas?.mean)),
            ("areas_p", JSONText.number(comparison.areas?.probability)),
            ("seed", comparison.areas.map { "\($0.seed)" } ?? "null"),
        ])
    }

    func json(_ assessment: SourceAssessment) -> String {
        let grade = VerbalScale.grade(assessment.reported)
        return JSONText.object([
            ("reported_log10", JSONText.number(assessment.reported.log10)), ("is_capped", "\(assessment.isCapped)"),
            ("calibrated_log10", JSONText.number(assessment.calibrated.log10)),
            ("model_log10", JSONText.number(assessment.raw.log10)),
            ("lower_bound_log10", JSONText.number(assessment.bounds.lower)),
            ("upper_bound_log10", JSONText.number(assessment.bounds.upper)),
            ("word", JSONText.string(grade.word.rawValue)), ("supports", JSONText.string(grade.side.rawValue)),
            ("bags_declared", "\(assessment.replicates.declared)"),
            ("bags_questioned", "\(assessment.replicates.questioned)"),
            ("background_sources", "\(assessment.backgroundSources)"),
            ("typicality_in_population", JSONText.number(assessment.typicality.inPopulation)),
            ("typicality_in_sources", list(assessment.typicality.inSource) { JSONText.number($0) }),
            ("validation", json(assessment.validation)),
        ])
    }

    func json(_ ratios: ValidationRatios) -> String {
        let measures = CalibrationMeasures(ratios)
        let bounds = EmpiricalBounds(ratios)
        let priors = stride(from: -30, through: 30, by: 1).map { Double($0) / 10 }
        return JSONText.object([
            ("pairs_same", "\(measures.pairs.same)"), ("pairs_different", "\(measures.pairs.different)"),
            ("cllr", JSONText.number(measures.cost)), ("cllr_min", JSONText.number(measures.minimum)),
            ("cllr_cal", JSONText.number(measures.calibration)),
            ("misleading_same", JSONText.number(measures.misleadingSame)),
            ("misleading_different", JSONText.number(measures.misleadingDifferent)),
            ("lower_bound_log10", JSONText.number(bounds.lower)), ("upper_bound_log10", JSONText.number(bounds.upper)),
            (
                "pav",
                list(PoolAdjacentViolators(ratios).blocks) { block in
                    JSONText.object([
                        ("from", JSONText.number(block.range.lowerBound)),
                        ("to", JSONText.number(block.range.upperBound)),
                        ("same", "\(block.counts.same)"), ("different", "\(block.counts.different)"),
                        // An infinite value is null: its counts say of which sign.
                        ("log10", JSONText.number(block.log10)),
                    ])
                }
            ),
            (
                "ece",
                list(CrossEntropyPoint.plot(ratios, priors: priors)) { point in
                    JSONText.object([
                        ("prior_log10_odds", JSONText.number(point.priorLog10Odds)),
                        ("ratios", JSONText.number(point.ratios)), ("calibrated", JSONText.number(point.calibrated)),
                        ("neutral", JSONText.number(point.neutral)),
                    ])
                }
            ),
        ])
    }

    func json(_ found: LotMixture) -> String {
        JSONText.object([
            ("source", JSONText.string(found.source)), ("others", JSONText.array(found.others)),
            ("share", JSONText.number(found.share.share)), ("low", JSONText.number(found.share.interval.lowerBound)),
            ("high", JSONText.number(found.share.interval.upperBound)), ("grains", "\(found.share.grains)"),
            ("p_clean", JSONText.number(found.share.probability)), ("rounds", "\(found.share.rounds)"),
            ("seed", "\(found.share.seed)"), ("split_within_bags", "\(found.isSplitWithinBags)"),
            ("foreign", list(found.share.foreign) { JSONText.number($0) }),
            (
                "power",
                list(found.power) { power in
                    JSONText.object([
                        ("share", JSONText.number(power.share)), ("power", JSONText.number(power.power)),
                        ("mean_estimate", JSONText.number(power.meanEstimate)),
                    ])
                }
            ),
            (
                "none_of_the_above",
                found.none.map { none in
                    JSONText.object([
                        ("outliers", list(none.outliers) { "\($0)" }), ("p", JSONText.number(none.probability)),
                    ])
                } ?? "null"
            ),
        ])
    }

    private func list<Element>(_ elements: [Element], _ text: (Element) -> String) -> String {
        "[" + elements.map(text).joined(separator: ",") + "]"
    }
}

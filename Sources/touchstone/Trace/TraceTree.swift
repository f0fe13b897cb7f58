import Assessment
import Formats
import Vocabulary
import Web

/// A trace as a tree of lines, and the shares of the sites as a table.
///
/// A lot is unfolded once, where it is met first; other ways to it say so.
struct TraceTree {
    private let answer: TraceAnswer
    private let words: Words
    private let mineral: MineralWords

    /// Beyond so many steps a line says its depth instead of being moved to the right.
    private static let deepest = 30

    init(_ answer: TraceAnswer, _ words: Words, _ mineral: MineralWords) {
        self.answer = answer
        self.words = words
        self.mineral = mineral
    }

    func write(to output: inout OutputBuffer) throws {
        if let trace = answer.upstream {
            output.append(words("trace.upstream") + "\n")
            try write(trace, isUpstream: true, to: &output)
        }
        if let mix = answer.mix { output.append("\n" + table(mix) + "\n") }
        if let trace = answer.downstream {
            if answer.upstream != nil { output.append("\n") }
            output.append(words("trace.downstream") + "\n")
            try write(trace, isUpstream: false, to: &output)
        }
    }

    // MARK: The tree

    private struct Line {
        let lot: Int
        let flow: Int?
        let lead: String
        let isLast: Bool
    }

    private func write(_ trace: LotTrace, isUpstream: Bool, to output: inout OutputBuffer) throws {
        var next: [[Int]] = Array(repeating: [], count: trace.lots.count)
        for (place, flow) in trace.flows.enumerated() { next[isUpstream ? flow.to : flow.from].append(place) }
        var isUnfolded = Array(repeating: false, count: trace.lots.count)
        // A list of its own instead of calls: chains can be as long as they like.
        var lines = [Line(lot: 0, flow: nil, lead: "", isLast: true)]
        while let line = lines.popLast() {
            let depth = line.lead.count / 3 + (line.flow == nil ? 0 : 1)
            let branch = line.flow == nil ? "" : line.isLast ? "└─ " : "├─ "
            output.append(line.lead + branch + text(of: line, trace))
            if isUnfolded[line.lot], !next[line.lot].isEmpty { output.append("  (\(words("trace.again")))") }
            output.append("\n")
            try output.flushIfLarge()
            guard !isUnfolded[line.lot] else { continue }
            isUnfolded[line.lot] = true
            let isDeep = depth > Self.deepest
            let lead = isDeep ? line.lead : line.lead + (line.flow == nil ? "" : line.isLast ? "   " : "│  ")
            for (number, flow) in next[line.lot].enumerated().reversed() {
                lines.append(
                    Line(
                        lot: isUpstream ? trace.flows[flow].from : trace.flows[flow].to,
                        flow: flow,
                        lead: lead,
                        isLast: number == next[line.lot].count - 1
                    )
                )
            }
        }
        for remark in TraceRemarks(trace, words).texts { output.append(Printable.text(remark) + "\n") }
    }

    private func text(of line: Line, _ trace: LotTrace) -> String {
        let lot = trace.lots[line.lot]
        var parts = [lot.depth > Self.deepest ? "[\(lot.depth)] \(lot.id)" : lot.id]
        if let mineral = lot.mineral { parts.append(self.mineral(mineral)) }
        if let flow = line.flow {
            let flow = trace.flows[flow]
            let event = trace.events[flow.event]
            parts.append(flow.grams.map { words.mass(grams: $0) } ?? words("flow.unweighed"))
            parts.append("\(words("trace.kind.\(event.kind)")) \(date(event.time))")
            parts.append(words("trace.record", ["id": "\(event.record)"]))
        }
        for made in lot.beginnings.prefix(3) {
            let site = made.site.map { answer.siteNames[$0] ?? $0 } ?? words("trace.unknown_place")
            let mass = made.grams.map { " " + words.mass(grams: $0) } ?? ""
            parts.append(words(made.isStated ? "trace.stated" : "trace.made", ["site": site]) + mass)
        }
        if lot.isWithheld { parts.append(words("trace.withheld")) }
        return Printable.text(parts.joined(separator: " · "))
    }

    private func date(_ milliseconds: Int) -> String {
        UTCInstant(milliseconds: milliseconds).map { words.date($0.text) } ?? ""
    }

    // MARK: The shares

    private func table(_ mix: LotMix) -> String {
        var table = TextTable([
            .words(words("origin.site")), .number(words("origin.share")), .number(words("origin.least")),
            .number(words("origin.most")), .number(words("origin.lots")), .words(words("origin.records")),
        ])
        for origin in mix.origins {
            table.append([
                answer.siteNames[origin.site] ?? origin.site, words.roundShare(partsPerMillion: origin.sharePPM),
                words.roundShare(partsPerMillion: origin.leastPPM), words.roundShare(partsPerMillion: origin.mostPPM),
                words.integer(origin.lots), origin.records.map { "#\($0)" }.joined(separator: " "),
            ])
        }
        if mix.unknownPPM > 0 || mix.origins.isEmpty && mix.withheldPPM == 0 {
            table.append([words("origin.unknown"), words.roundShare(partsPerMillion: mix.unknownPPM)])
        }
        if mix.withheldPPM > 0 {
            table.append([words("origin.withheld"), words.roundShare(partsPerMillion: mix.withheldPPM)])
        }
        var lines = [table.text, ""]
        lines.append(
            mix.model.map { words("origin.model", ["model": words("custody.\($0)")]) } ?? words("origin.model_none")
        )
        lines.append(words("origin.not_physical"))
        if mix.isEstimated { lines.append(words("origin.estimated")) }
        for upgrade in mix.upgrades {
            lines.append(
                words(
                    "origin.upgrade",
                    [
                        "output": upgrade.output, "output_model": words("custody.\(upgrade.outputModel)"),
                        "input": upgrade.input, "input_model": words("custody.\(upgrade.inputModel)"),
                    ]
                )
            )
        }
        return lines.map { Printable.text($0, keepingLines: true) }.joined(separator: "\n")
    }
}

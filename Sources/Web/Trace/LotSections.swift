package import Assessment
internal import Installation
internal import Store

/// What the page of a lot shows besides its rows: where it comes from, the flow picture, and the code for its public view.
struct LotSections {
    let visit: Visit
    let lot: String
    let answer: TraceAnswer
    /// Whether everybody may see the lot.
    let isPublic: Bool

    /// So many lots each way are drawn.
    private static let lotLimit = 500

    static func read(_ visit: Visit, lot: String, marking: Int?) async throws -> LotSections? {
        let request = TraceRequest(lot, direction: .both, downstreamDepth: 2, lotLimit: lotLimit)
        do {
            let answer = try await visit.services.traces.answer(request, as: visit.reader, namesNearest: false)
            return LotSections(visit: visit, lot: lot, answer: answer, isPublic: marking == 0)
        } catch is TraceRefusal {
            return nil
        }
    }

    func write(to h: inout HTML) {
        origin(to: &h)
        picture(to: &h)
    }

    // MARK: Origin

    private func origin(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("origin")) { h in
            h(.h2, .id("origin"), text: words("origin.title"))
            guard let mix = answer.mix, !mix.origins.isEmpty || mix.withheldPPM > 0 else {
                EmptyState(title: words("origin.empty.title"), advice: words("origin.empty.advice")).write(to: &h)
                return
            }
            h(.p, text: words("origin.lead"))
            table(rows(mix), &h)
            let model = mix.model.map { words("origin.model", ["model": words("custody.\($0)")]) }
            h(.p, .class("sentence")) { h in
                h.text((model ?? words("origin.model_none")) + " ")
                h(.strong, text: words("origin.not_physical"))
            }
            if mix.isEstimated { h(.p, .class("quiet"), text: words("origin.estimated")) }
            for upgrade in mix.upgrades.prefix(20) {
                h(
                    .p,
                    .class("notice"),
                    text: words(
                        "origin.upgrade",
                        [
                            "output": upgrade.output, "output_model": words("custody.\(upgrade.outputModel)"),
                            "input": upgrade.input, "input_model": words("custody.\(upgrade.inputModel)"),
                        ]
                    )
                )
            }
        }
    }

    /// The largest shares, and the rest folded away where there are many.
    private func table(_ rows: [Row], _ h: inout HTML) {
        let words = visit.words
        let shown = rows.count > 15 ? 10 : rows.count
        func write(_ rows: [Row], _ h: inout HTML) {
            PlainTable(words: words, caption: words("origin.title"), items: rows, columns: columns).write(to: &h)
        }
        write(Array(rows.prefix(shown)), &h)
        guard shown < rows.count else { return }
        h(.details) { h in
            h(.summary, text: words.plural("flow.rest", rows.count - shown))
            write(Array(rows.dropFirst(shown)), &h)
        }
    }

    private struct Row {
        var site: String?
        var name: String
        var share: Int
        var least: Int?
        var most: Int?
        var lots: Int?
        var records: [Int] = []
    }

    private func rows(_ mix: LotMix) -> [Row] {
        var rows = mix.origins.prefix(200).map { origin in
            Row(
                site: answer.siteNames[origin.site] == nil ? nil : origin.site,
                name: answer.siteNames[origin.site] ?? origin.site,
                share: origin.sharePPM,
                least: origin.leastPPM,
                most: origin.mostPPM,
                lots: origin.lots,
                records: origin.records
            )
        }
        if mix.unknownPPM > 0 { rows.append(Row(name: visit.words("origin.unknown"), share: mix.unknownPPM)) }
        if mix.withheldPPM > 0 { rows.append(Row(name: visit.words("origin.withheld"), share: mix.withheldPPM)) }
        return rows
    }

    private var columns: [PlainTable<Row>.Column] {
        let (visit, words) = (self.visit, self.visit.words)
        func number(_ key: String, _ text: @escaping (Row) -> String?) -> PlainTable<Row>.Column {
            .init(key, isNumeric: true) { row, h in h.text(text(row) ?? "") }
        }
        return [
            .init("origin.site") { row, h in
                guard let site = row.site, visit.services.isOn(.site) else { return h(.bdi, text: row.name) }
                h(.a, .href(visit.path(to: .site, site))) { h in h(.bdi, text: row.name) }
            },
            number("origin.share") { words.roundShare(partsPerMillion: $0.share) },
            number("origin.least") { $0.least.map { words.roundShare(partsPerMillion: $0) } },
            number("origin.most") { $0.most.map { words.roundShare(partsPerMillion: $0) } },
            number("origin.lots") { $0.lots.map { words.integer($0) } },
            .init("origin.records") { row, h in
                for (place, record) in row.records.enumerated() {
                    if place > 0 { h.text(" ") }
                    h(.a, .href(visit.path(to: .record, String(record))), text: "#\(record)")
                }
            },
        ]
    }

    // MARK: Picture

    private func picture(to h: inout HTML) {
        let words = visit.words
        let flow = LotFlow(
            answer,
            words: words,
            lotLink: { $0.isOnFile ? visit.path(to: .lot, $0.id) : nil },
            siteLink: { visit.services.isOn(.site) ? visit.path(to: .site, $0) : nil }
        )
        h(.section, .class("panel"), .ariaLabelledBy("lot-flow")) { h in
            h(.h2, .id("lot-flow"), text: words("trace.picture"))
            guard !flow.graph.edges.isEmpty else { return h(.p, text: words("trace.empty")) }
            h(.p, .class("quiet"), text: words("trace.picture_about"))
            FlowPicture(visit: visit, title: words("trace.picture"), graph: flow.graph).write(to: &h)
            for trace in [answer.upstream, answer.downstream].compactMap({ $0 }) {
                for remark in TraceRemarks(trace, words, isDepthTold: trace != answer.downstream).texts {
                    h(.p, .class("quiet"), text: remark)
                }
            }
        }
    }

    // MARK: Code

    /// The code for paper; a site that does not know its own address has none.
    func code(to h: inout HTML) {
        let words = visit.words
        guard let origin = visit.origin else { return }
        let address = origin + visit.path(to: .lot, lot)
        guard let code = QRCode(address) else { return }
        h(.section, .class("panel"), .ariaLabelledBy("lot-code")) { h in
            h(.h2, .id("lot-code"), text: words("qr.title"))
            code.write(label: words("qr.label", ["address": address]), to: &h)
            h(.p, .class("hash"), text: address)
            h(.p, .class("quiet"), text: words("qr.about"))
            if !isPublic { h(.p, .class("quiet"), text: words("qr.not_public")) }
        }
    }
}

/// What a trace left out, in sentences.
package struct TraceRemarks {
    /// The sentences.
    package let texts: [String]

    /// Says what was left out, and which lots were made of each other.
    package init(_ trace: LotTrace, _ words: Words, isDepthTold: Bool = true) {
        var texts = trace.cycles.map { words("trace.cycle", ["lots": $0.joined(separator: ", ")]) }
        let cut = trace.cut
        if cut.withheld > 0 { texts.append(words.plural("trace.cut.withheld", cut.withheld)) }
        if cut.byDepth > 0, isDepthTold { texts.append(words.plural("trace.cut.depth", cut.byDepth)) }
        if cut.byTime > 0 { texts.append(words.plural("trace.cut.time", cut.byTime)) }
        if cut.byMineral > 0 { texts.append(words.plural("trace.cut.mineral", cut.byMineral)) }
        if cut.byLotLimit { texts.append(words("trace.cut.limit")) }
        self.texts = texts
    }
}

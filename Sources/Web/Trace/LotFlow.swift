package import Assessment

/// A trace as the boxes and bands of a flow picture: sites, lots, and what went from one to the next.
package struct LotFlow {
    /// What is drawn.
    package let graph: FlowGraph

    /// Puts boxes and bands together.
    ///
    /// - Parameters:
    ///   - lotLink: The page of a lot, if it has one.
    ///   - siteLink: The page of a site, if it has one.
    package init(
        _ answer: TraceAnswer,
        words: Words,
        lotLink: (LotTrace.Lot) -> String? = { _ in nil },
        siteLink: (String) -> String? = { _ in nil }
    ) {
        var builder = Builder(answer: answer)
        for trace in [answer.upstream, answer.downstream].compactMap({ $0 }) {
            for lot in trace.lots {
                builder.add(lot, link: lotLink(lot), words)
            }
            for flow in trace.flows {
                builder.join(trace.lots[flow.from].id, trace.lots[flow.to].id, flow.grams)
            }
        }
        if let upstream = answer.upstream { builder.addBeginnings(upstream, words, siteLink) }
        graph = FlowGraph(nodes: builder.nodes, edges: builder.edges)
    }

    private struct Builder {
        let answer: TraceAnswer
        var nodes: [FlowGraph.Node] = []
        var edges: [FlowGraph.Edge] = []
        private var lots: [String: Int] = [:]
        private var places: [String: Int] = [:]

        init(answer: TraceAnswer) {
            self.answer = answer
        }

        mutating func add(_ lot: LotTrace.Lot, link: String?, _ words: Words) {
            guard lots[lot.id] == nil else { return }
            lots[lot.id] = nodes.count
            let isRoot = lot.id == answer.lot
            nodes.append(FlowGraph.Node(lot.id, isRoot ? .focus : .lot, link: isRoot ? nil : link))
        }

        mutating func join(_ from: String, _ to: String, _ grams: Int?) {
            guard let from = lots[from], let to = lots[to] else { return }
            edges.append(FlowGraph.Edge(from: from, to: to, grams: grams))
        }

        /// The sites where lots begin, and a box for those that begin nowhere on file.
        mutating func addBeginnings(_ trace: LotTrace, _ words: Words, _ siteLink: (String) -> String?) {
            var isFed = Set<Int>()
            var given = Array(repeating: 0, count: trace.lots.count)
            for flow in trace.flows {
                isFed.insert(flow.to)
                let sum = given[flow.from].addingReportingOverflow(flow.grams ?? 0)
                given[flow.from] = sum.overflow ? .max : sum.partialValue
            }
            let deepest = trace.lots.last?.depth ?? 0
            for (place, lot) in trace.lots.enumerated() {
                guard let target = lots[lot.id] else { continue }
                for made in lot.beginnings {
                    let source = box(of: made.site, words, siteLink)
                    edges.append(FlowGraph.Edge(from: source, to: target, grams: made.grams))
                }
                let isCut = trace.cut.byDepth > 0 && lot.depth == deepest
                guard lot.beginnings.isEmpty, !isFed.contains(place), !isCut, trace.lots.count > 1 else { continue }
                let source = lot.isWithheld ? withheldBox(words) : box(of: nil, words, siteLink)
                edges.append(FlowGraph.Edge(from: source, to: target, grams: given[place] > 0 ? given[place] : nil))
            }
        }

        private mutating func withheldBox(_ words: Words) -> Int {
            box("\u{0}withheld", FlowGraph.Node(words("origin.withheld"), .unknown))
        }

        private mutating func box(of site: String?, _ words: Words, _ siteLink: (String) -> String?) -> Int {
            guard let site else { return box("\u{0}unknown", FlowGraph.Node(words("trace.unknown_place"), .unknown)) }
            let name = answer.siteNames[site] ?? site
            return box(site, FlowGraph.Node(name, .site, link: answer.siteNames[site] == nil ? nil : siteLink(site)))
        }

        private mutating func box(_ key: String, _ node: FlowGraph.Node) -> Int {
            if let known = places[key] { return known }
            places[key] = nodes.count
            nodes.append(node)
            return nodes.count - 1
        }
    }
}

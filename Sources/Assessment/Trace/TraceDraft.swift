import Provenance
import Store

/// An answer in the making: read off the graph, then given its names.
struct TraceDraft {
    private let request: TraceRequest
    private var upstream: LotTrace?
    private var downstream: LotTrace?
    private var mix: LotMix?
    private var siteNames: [String: String] = [:]

    /// Reads an answer off a graph.
    init(_ request: TraceRequest, _ graph: LotGraph, _ mayRead: RecordFilter) {
        self.request = request
        if request.direction != .downstream {
            upstream = Self.trace(request, .upstream, depth: request.depth, graph, mayRead)
            let query = OriginQuery(request.lot, asOf: request.asOf, mayRead: mayRead)
            mix = graph.originMix(query).map { Self.mix($0, request, graph, mayRead) }
        }
        if request.direction != .upstream {
            let depth = [request.depth, request.downstreamDepth].compactMap { $0 }.min()
            downstream = Self.trace(request, .downstream, depth: depth, graph, mayRead)
        }
    }

    var answer: TraceAnswer {
        TraceAnswer(
            lot: request.lot,
            asOf: request.asOf,
            upstream: upstream,
            downstream: downstream,
            mix: mix,
            siteNames: siteNames
        )
    }

    // MARK: Traces

    private static func trace(
        _ request: TraceRequest,
        _ direction: TraceQuery.Direction,
        depth: Int?,
        _ graph: LotGraph,
        _ mayRead: RecordFilter
    ) -> LotTrace {
        let query = TraceQuery(
            request.lot,
            direction: direction,
            depth: depth,
            mineral: request.mineral,
            from: request.from,
            to: request.to,
            asOf: request.asOf,
            mayRead: mayRead,
            lotLimit: request.lotLimit
        )
        guard let trace = graph.trace(query) else {
            // A lot of which only records speak that a graph cannot hold.
            let lot = LotTrace.Lot(id: request.lot, depth: 0, mineral: nil, isWithheld: false, beginnings: [])
            return LotTrace(lots: [lot], flows: [], events: [], cycles: [], cut: .init())
        }
        var places: [LotNumber: Int] = [:]
        let withheld = Set(trace.cut.withheld)
        var lots: [LotTrace.Lot] = []
        lots.reserveCapacity(trace.lots.count)
        for (place, lot) in trace.lots.enumerated() {
            places[lot] = place
            lots.append(
                LotTrace.Lot(
                    id: graph.name(of: lot),
                    depth: trace.depth(ofPlace: place),
                    mineral: nil,
                    isWithheld: withheld.contains(lot),
                    beginnings: beginnings(of: lot, request.asOf, graph, mayRead)
                )
            )
        }
        var events: [LotTrace.Event] = []
        var eventPlaces: [String: Int] = [:]
        var flows: [LotTrace.Flow] = []
        for edge in graph.edges(of: trace) {
            guard let from = places[edge.input], let to = places[edge.output], let facts = graph.event(of: edge.step)
            else { continue }
            let event = eventPlaces[facts.name] ?? events.count
            if event == events.count {
                eventPlaces[facts.name] = event
                events.append(Self.event(facts))
            }
            flows.append(LotTrace.Flow(from: from, to: to, grams: edge.grams, event: event))
        }
        return LotTrace(
            lots: lots,
            flows: flows,
            events: events,
            cycles: trace.cycles.map { $0.map { graph.name(of: $0) } },
            cut: LotTrace.Cut(
                byDepth: trace.cut.byDepth,
                byTime: trace.cut.byTime,
                byMineral: trace.cut.byMineral,
                byLotLimit: trace.cut.byLotLimit,
                withheld: trace.cut.withheld.count
            )
        )
    }

    private static func beginnings(
        of lot: LotNumber,
        _ asOf: Int?,
        _ graph: LotGraph,
        _ mayRead: RecordFilter
    ) -> [LotTrace.Beginning] {
        graph.beginnings(of: lot, asOf: asOf, mayRead: mayRead).map { beginning in
            LotTrace.Beginning(
                site: beginning.event.site,
                grams: beginning.grams,
                isStated: beginning.event.kind == .stated,
                time: beginning.event.kind == .stated && beginning.event.time == 0 ? nil : beginning.event.time,
                record: beginning.event.learnt.record
            )
        }
    }

    private static func event(_ facts: EventFacts) -> LotTrace.Event {
        LotTrace.Event(
            id: LotEventName.id(in: facts.name),
            kind: "\(facts.kind)",
            process: facts.process,
            time: facts.time,
            site: facts.site,
            record: facts.learnt.record
        )
    }

    // MARK: Origins

    private static func mix(
        _ mix: OriginMix,
        _ request: TraceRequest,
        _ graph: LotGraph,
        _ mayRead: RecordFilter
    ) -> LotMix {
        let withheld = mix.sources.filter { $0.end == .withheld }.reduce(Share.none) { $0 + $1.share }
        let unknown = Share(parts: mix.unknown.parts - min(withheld.parts, mix.unknown.parts))
        let ppm = apportioned(mix.origins.map(\.share) + [unknown, withheld])
        let count = mix.origins.count
        let records = records(mix, request, graph, mayRead)
        let origins = zip(mix.origins, ppm).map { origin, ppm in
            LotMix.Origin(
                site: origin.site,
                sharePPM: ppm,
                leastPPM: min(ppm, Int((origin.bounds.lowerBound * 1_000_000 + 1e-3).rounded(.down))),
                mostPPM: max(ppm, Int((origin.bounds.upperBound * 1_000_000 - 1e-3).rounded(.up))),
                lots: origin.lots,
                records: records[origin.site] ?? []
            )
        }
        return LotMix(
            origins: Array(origins),
            unknownPPM: ppm[count],
            withheldPPM: ppm[count + 1],
            model: mix.model?.word,
            upgrades: mix.upgrades.map {
                LotMix.Upgrade(
                    input: graph.name(of: $0.input),
                    inputModel: $0.inputModel.word,
                    output: graph.name(of: $0.output),
                    outputModel: $0.outputModel.word
                )
            },
            isEstimated: mix.isEstimated,
            lotCount: mix.lotCount
        )
    }

    /// Shares in parts per million that sum to a million, by the largest remainders.
    private static func apportioned(_ shares: [Share]) -> [Int] {
        var ppm = shares.map { Int((($0.parts >> 24) * 1_000_000) >> 96) }
        let remainders = shares.indices.sorted { left, right in
            let (a, b) = (remainder(shares[left]), remainder(shares[right]))
            return a != b ? a > b : left < right
        }
        for place in remainders.prefix(max(0, 1_000_000 - ppm.reduce(0, +))) { ppm[place] += 1 }
        return ppm
    }

    private static func remainder(_ share: Share) -> UInt128 {
        ((share.parts >> 24) * 1_000_000) & ((1 << 96) - 1)
    }

    /// For each site, the first records that say that lots were made there.
    private static func records(
        _ mix: OriginMix,
        _ request: TraceRequest,
        _ graph: LotGraph,
        _ mayRead: RecordFilter
    ) -> [String: [Int]] {
        var records: [String: [Int]] = [:]
        for source in mix.sources where source.end == .site {
            for beginning in graph.beginnings(of: source.lot, asOf: request.asOf, mayRead: mayRead) {
                guard let site = beginning.event.site, records[site, default: []].count < 8 else { continue }
                let record = beginning.event.learnt.record
                if records[site]?.contains(record) != true { records[site, default: []].append(record) }
            }
        }
        return records
    }

    // MARK: Names

    /// Gives sites and lots what the reader may know of them, and takes away the sites that they may not.
    mutating func name(from store: FactStore, for reader: Reader) async throws {
        let traces = [upstream, downstream].compactMap { $0 }
        var sites = Set(mix?.origins.map(\.site) ?? [])
        for trace in traces {
            sites.formUnion(trace.events.compactMap(\.site))
            for lot in trace.lots { sites.formUnion(lot.beginnings.compactMap(\.site)) }
        }
        let withheld = try await store.sitesWithheld(from: reader, among: sites)
        let lots = traces.flatMap { $0.lots.map(\.id) }
        let names = try await store.names(ofSites: sites.subtracting(withheld), mineralsOf: lots, for: reader)
        upstream?.finish(names.minerals, withheld)
        downstream?.finish(names.minerals, withheld)
        mix = mix?.finished(withheld)
        siteNames = names.sites
    }
}

extension LotTrace {
    /// Adds minerals, and takes away sites.
    fileprivate mutating func finish(_ minerals: [String: String], _ withheld: Set<String>) {
        for place in lots.indices {
            if let mineral = minerals[lots[place].id] {
                lots[place].isOnFile = true
                lots[place].mineral = mineral.isEmpty ? nil : mineral
            }
            for number in lots[place].beginnings.indices {
                guard let site = lots[place].beginnings[number].site, withheld.contains(site) else { continue }
                lots[place].beginnings[number].site = nil
            }
        }
        for place in events.indices where events[place].site.map(withheld.contains) == true {
            events[place].site = nil
        }
    }
}

extension LotMix {
    /// Puts the shares of sites that are withheld together.
    fileprivate func finished(_ withheld: Set<String>) -> LotMix {
        let hidden = origins.filter { withheld.contains($0.site) }.reduce(0) { $0 + $1.sharePPM }
        return LotMix(
            origins: origins.filter { !withheld.contains($0.site) },
            unknownPPM: unknownPPM,
            withheldPPM: withheldPPM + hidden,
            model: model,
            upgrades: upgrades,
            isEstimated: isEstimated,
            lotCount: lotCount
        )
    }
}

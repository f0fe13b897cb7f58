extension LotGraph {
    /// Adds to a mix what is told a site: names, bounds, and what the lots claim.
    func describe(_ mix: inout OriginMix, _ mixer: inout Mixer, _ boundedSites: Int) {
        let parts = sum(&mixer)
        var sites: [(word: UInt32, origin: OriginMix.Origin)] = []
        sites.reserveCapacity(parts.count)
        for part in parts {
            let share = Share(parts: part.share)
            let origin = OriginMix.Origin(
                site: word(part.word) ?? "",
                share: share,
                bounds: share.fraction...share.fraction,
                lots: part.lots
            )
            sites.append((part.word, origin))
        }
        sites.sort { left, right in
            if left.origin.share != right.origin.share { return left.origin.share > right.origin.share }
            return left.origin.site.utf8.lexicographicallyPrecedes(right.origin.site.utf8)
        }
        judgeModels(&mix, mixer)
        let bounds = SiteBounds(mixer, weakest: mix.model)
        if bounds.isLoose {
            let first = sites.prefix(max(0, boundedSites))
            var least = 0.0
            for (place, range) in bounds.of(first.map(\.word), &mixer).enumerated() {
                sites[place].origin.bounds = range
                least += range.lowerBound
            }
            for place in first.endIndex..<sites.count {
                sites[place].origin.bounds = 0...max(0, min(1, 1 - least + 1e-9))
            }
        }
        mix.origins = sites.map(\.origin)
    }

    /// What comes from each site, in the order in which they were met.
    private func sum(_ mixer: inout Mixer) -> [(word: UInt32, share: UInt128, lots: Int)] {
        var parts: [(word: UInt32, share: UInt128, lots: Int)] = []
        mixer.work.place.extend(to: tables.words.count + 1)
        let places = mixer.work.place.base
        for node in 0..<mixer.graph.count where mixer.graph.kind.base[node] == MixGraph.Kind.site {
            let site = mixer.graph.site.base[node]
            if places[Int(site)] == 0 {
                parts.append((site, 0, 0))
                places[Int(site)] = UInt32(truncatingIfNeeded: parts.count)
            }
            let place = Int(places[Int(site)]) - 1
            parts[place].share &+= mixer.work.share.base[node]
            parts[place].lots += 1
        }
        for part in parts { places[Int(part.word)] = 0 }
        return parts
    }

    /// Carries claims from the sources to the lot: what is mixed is worth no more than the weakest of what went in.
    private func judgeModels(_ mix: inout OriginMix, _ mixer: borrowing Mixer) {
        guard hasModels else { return }
        var weakest = [UInt8](repeating: 0, count: mixer.graph.count)
        for turn in (0..<mixer.work.order.count).reversed() {
            let node = Int(mixer.work.order.base[turn])
            let lot = Int(mixer.graph.lot.base[node])
            let own = traits(of: lot, mixer.lens).model
            var behind: UInt8 = 0
            for edge in mixer.graph.edges(of: node) {
                let child = Int(mixer.graph.edgeNode.base[edge])
                behind = max(behind, weakest[child])
                let input = Int(mixer.graph.lot.base[child])
                if own != 0, weakest[child] > own, input != lot,
                    let outputModel = CustodyModel(rawValue: own),
                    let inputModel = CustodyModel(rawValue: weakest[child])
                {
                    mix.upgrades.append(
                        .init(
                            input: LotNumber(UInt32(input)),
                            inputModel: inputModel,
                            output: LotNumber(UInt32(lot)),
                            outputModel: outputModel
                        )
                    )
                }
            }
            weakest[node] = max(own, behind)
        }
        mix.model = CustodyModel(rawValue: weakest.first ?? 0)
    }

    private var hasModels: Bool {
        for row in 0..<tables.traitModel.count where tables.traitModel.base[row] != 0 { return true }
        return false
    }
}

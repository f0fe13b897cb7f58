import Vocabulary

extension SetRules {
    /// The records of a lot that another one was formed from; the record itself is none of them.
    private func sources(of number: String, for index: Int) -> [Int] {
        (byNumber[number] ?? []).filter { $0 != index }
    }

    /// MD.12, key rule 3: a lot that another one refers to says when it was shipped, and to whom if it changed hands.
    mutating func checkShipped() {
        for (index, item) in lots.enumerated() {
            for input in item.lot.inputs ?? [] {
                for source in sources(of: input.number, for: index) {
                    let (lot, entry) = lots[source]
                    guard lot.operations.contains(.production) else { continue }
                    let here = Self.place(item.entry)
                    expect(
                        lot.shipped != nil,
                        .shippedLot,
                        entry,
                        "$.dateShipped",
                        found: .nothing,
                        expected: .elsewhere(here)
                    )
                    guard lot.creator.identifier != item.lot.creator.identifier else { continue }
                    expect(
                        lot.recipient != nil,
                        .shippedLot,
                        entry,
                        "$.recipient",
                        found: .nothing,
                        expected: .elsewhere(here)
                    )
                }
            }
        }
    }

    // MARK: One mine site

    /// A lot has one mine site: its records agree, and one that names a site was not formed from lots of others.
    mutating func checkOneSite() {
        for (index, item) in lots.enumerated() {
            guard let site = item.lot.mineSite else { continue }
            let others = origins(of: index).subtracting([site]).sorted()
            expect(
                others.isEmpty,
                .oneSite,
                item.entry,
                "$.mineSiteId",
                found: .sitesOfLot(([site] + others).joined(separator: ", ")),
                expected: .atMost("1")
            )
        }
    }

    /// The mine sites that the lots behind a record name, through any number of steps; a cycle ends by itself.
    private func origins(of index: Int) -> Set<String> {
        var found: Set<String> = []
        var seen: Set<Int> = [index]
        var open = (lots[index].lot.inputs ?? []).flatMap { sources(of: $0.number, for: index) }
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            let lot = lots[next].lot
            if let site = lot.mineSite { found.insert(site) }
            open += (lot.inputs ?? []).flatMap { sources(of: $0.number, for: next) }
        }
        return found
    }

    // MARK: Weights

    /// RCM Manual 4.2.8: the weight from each incoming lot is known, no lot gives more than it holds, and no lot weighs
    /// more than what went into it.
    ///
    /// The standard has no term for it. Where no weight can be known from what was handed in, nothing is judged.
    mutating func checkIncomingWeights() {
        var given: [String: Int] = [:]
        for (index, item) in lots.enumerated() where !item.lot.isHandOver {
            let inputs = item.lot.inputs ?? []
            let weights = inputs.map { input in
                input.consumedGrams ?? sources(of: input.number, for: index).last.flatMap { lots[$0].lot.grams }
            }
            guard weights.contains(where: { $0 != nil }) else { continue }
            for (place, input) in inputs.enumerated() {
                let path = "$.inputLot[\(place)]"
                expect(weights[place] != nil, .incomingWeight, item.entry, path, found: .nothing, expected: .value)
                guard let grams = input.consumedGrams, let source = sources(of: input.number, for: index).last,
                    let held = lots[source].lot.grams
                else { continue }
                let (total, isOver) = given[input.number, default: 0].addingReportingOverflow(grams)
                given[input.number] = isOver ? Int.max : total
                expect(
                    !isOver && total <= held,
                    .incomingWeight,
                    item.entry,
                    path,
                    found: .quoted("\(isOver ? Int.max : total) g"),
                    expected: .atMost("\(held) g")
                )
            }
            checkSum(of: weights, item)
        }
    }

    private mutating func checkSum(of weights: [Int?], _ item: (lot: Lot, entry: Entry)) {
        let known = weights.compactMap(\.self)
        guard known.count == weights.count, let grams = item.lot.grams else { return }
        var sum = 0
        for weight in known {
            let (total, isOver) = sum.addingReportingOverflow(weight)
            guard !isOver else { return }
            sum = total
        }
        expect(
            grams <= sum,
            .incomingWeight,
            item.entry,
            "$.mass",
            found: .quoted("\(item.lot.mass) \(item.lot.unit.rawValue)"),
            expected: .atMost("\(sum) g")
        )
    }
}

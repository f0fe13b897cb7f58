public import Vocabulary

/// What speaks against the independence of an auditor: reasons one by one, and what nobody can say.
///
/// There is no verdict: who appoints decides, and writes down why. An empty list says that nothing was found in what is
/// known, not that there is nothing.
public struct IndependenceCheck: Sendable {
    private let guide: IndependenceGuide

    /// The check of a guide.
    public init(_ guide: IndependenceGuide) { self.guide = guide }

    /// The reasons, in the order of their kinds.
    ///
    /// - Parameter day: The day on which the audit begins.
    public func reasons(_ facts: IndependenceFacts, on day: CalendarDay) -> [IndependenceReason] {
        let owners = OwnerChains(facts.holdings, ends: facts.ends, leastShare: guide.ownerPercent * 100)
        var found = ties(facts, owners, day)
        found += ownership(facts, owners)
        found += fees(facts, day)
        found += rotation(facts, day)
        for member in facts.team where !facts.declared.contains(member) {
            found.append(.init(kind: .declarationMissing, parties: [member], detail: [], records: []))
        }
        let order = IndependenceReason.Kind.allCases
        return found.enumerated().sorted { left, right in
            let (one, other) = (order.firstIndex(of: left.1.kind) ?? 0, order.firstIndex(of: right.1.kind) ?? 0)
            return (one, left.0) < (other, right.0)
        }.map(\.1)
    }

    /// Ties of the auditor's side with the audited, its owners and what it owns.
    private func ties(_ facts: IndependenceFacts, _ owners: OwnerChains, _ day: CalendarDay) -> [IndependenceReason] {
        let side = Set(facts.team + [facts.auditor])
        let other = owners.group(of: facts.audited).union([facts.audited])
        let since = Self.yearsBefore(guide.years, day)
        return facts.ties.compactMap { tie in
            let touches =
                side.contains(tie.one) && other.contains(tie.other)
                || side.contains(tie.other) && other.contains(tie.one)
            guard touches, tie.from.map({ $0 <= day }) ?? true else { return nil }
            let days = [tie.kind.rawValue, tie.from?.text ?? "", tie.until?.text ?? ""]
            // Family does not end, and who prepared something never audits it, however long ago.
            let lasts = tie.until.map { $0 >= day } ?? true || tie.kind == .family
            let kind: IndependenceReason.Kind
            if tie.kind == .prepared {
                kind = .ownWork
            } else if lasts {
                kind = .tie
            } else if let until = tie.until, until >= since {
                kind = .pastTie
            } else {
                return nil
            }
            return .init(kind: kind, parties: [tie.one, tie.other], detail: days, records: [tie.record])
        }
    }

    private func ownership(_ facts: IndependenceFacts, _ owners: OwnerChains) -> [IndependenceReason] {
        var found: [IndependenceReason] = []
        let auditor = owners.ultimate(of: facts.auditor)
        let audited = owners.ultimate(of: facts.audited)
        for owner in Set(auditor.owners.keys).intersection(audited.owners.keys).sorted() {
            // A state is no owner that two offices of it share: public auditors would all be tied to public companies;
            // it is named all the same, and who reads it decides.
            let chains = [auditor.owners[owner], audited.owners[owner]].compactMap(\.self)
            found.append(
                .init(
                    kind: .sameOwner,
                    parties: [facts.auditor, facts.audited, owner],
                    detail: chains.map { $0.names.joined(separator: " → ") },
                    records: chains.flatMap(\.records)
                )
            )
        }
        let side = [facts.auditor] + facts.team
        for holding in facts.holdings {
            let owns =
                side.contains(holding.owner)
                && owners.group(of: facts.audited).union([facts.audited]).contains(holding.owned)
            let isOwned = holding.owned == facts.auditor && holding.owner == facts.audited
            guard owns || isOwned else { continue }
            found.append(
                .init(
                    kind: .ownership,
                    parties: [holding.owner, holding.owned],
                    detail: holding.share.map { [Self.percent($0)] } ?? [],
                    records: [holding.record]
                )
            )
        }
        for (party, open) in [(facts.auditor, auditor.open), (facts.audited, audited.open)] where !open.isEmpty {
            found.append(.init(kind: .ownerUnknown, parties: [party], detail: open.sorted(), records: []))
        }
        return found
    }

    private func fees(_ facts: IndependenceFacts, _ day: CalendarDay) -> [IndependenceReason] {
        let year = day.parts.year
        var found: [IndependenceReason] = []
        for fees in facts.fees.sorted(by: { $0.year < $1.year })
        where (year - guide.years...year).contains(fees.year) {
            guard fees.fromAudited.currency == fees.total.currency, fees.total.minorUnits > 0,
                (0...fees.total.minorUnits).contains(fees.fromAudited.minorUnits)
            else {
                found.append(
                    .init(
                        kind: .feesUnknown,
                        parties: [facts.auditor],
                        detail: [String(fees.year)],
                        records: [fees.record]
                    )
                )
                continue
            }
            let (part, whole) = (Int128(fees.fromAudited.minorUnits), Int128(fees.total.minorUnits))
            guard part * 100 > whole * Int128(guide.feePercent) else { continue }
            let share = Int(clamping: part * 10_000 / whole)
            found.append(
                .init(
                    kind: .feeShare,
                    parties: [facts.auditor, facts.audited],
                    detail: [
                        String(fees.year), fees.fromAudited.description, fees.total.description, Self.percent(share),
                    ],
                    records: [fees.record]
                )
            )
        }
        let known = Set(facts.fees.map(\.year))
        let lacking = (year - guide.years..<year).filter { !known.contains($0) }
        if !lacking.isEmpty {
            found.append(
                .init(kind: .feesUnknown, parties: [facts.auditor], detail: lacking.map(String.init), records: [])
            )
        }
        return found
    }

    /// Years in a row that would be too many with this one, and a return that is too early.
    private func rotation(_ facts: IndependenceFacts, _ day: CalendarDay) -> [IndependenceReason] {
        let year = day.parts.year
        return facts.audits.sorted { $0.key < $1.key }.compactMap { who, audited in
            let years = audited.filter { (1..<year).contains($0) }.sorted()
            guard let last = years.last else { return nil }
            // Years count as in a row while the pause between them is shorter than the time to stay away.
            var row = [last]
            for earlier in years.reversed().dropFirst() {
                guard let first = row.first, first - earlier - 1 < guide.awayYears else { break }
                row.insert(earlier, at: 0)
            }
            guard year - last - 1 < guide.awayYears, row.count >= guide.rotationYears else { return nil }
            return .init(kind: .rotation, parties: [who, facts.audited], detail: row.map(String.init), records: [])
        }
    }

    private static func yearsBefore(_ years: Int, _ day: CalendarDay) -> CalendarDay {
        let (year, month, dayOfMonth) = day.parts
        return CalendarDay(year: year - years, month: month, day: dayOfMonth)
            ?? CalendarDay(year: year - years, month: month, day: 28) ?? day
    }

    private static func percent(_ hundredths: Int) -> String {
        "\(DecimalNumber(significand: Int64(hundredths), exponent: -2)) %"
    }
}

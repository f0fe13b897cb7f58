import Vocabulary

/// Goes through the entries of a chain in order and keeps who has the exhibit.
struct CustodyWalk {
    private let limits: CustodyLimits
    /// The entry from which whoever has it now has it, or since when nobody has.
    private var since: CustodyEvent?
    private var last: CustodyEvent?
    /// Every seal that was ever on it.
    private var usedSeals: Set<SealNumber> = []
    private var things: ThingWalk

    init(_ limits: CustodyLimits) {
        self.limits = limits
        things = ThingWalk(limits)
    }

    mutating func pass(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        defer { last = entry }
        if chain.standing == .ended {
            // Whatever is written now, nobody answers for the time since the end.
            let end = since ?? entry
            chain.flag(.afterEnd, [end, entry])
            if entry.at.milliseconds > end.at.milliseconds {
                chain.flag(.gap, from: end.at, until: entry.at, [end, entry])
            }
            chain.standing = .unknown
            since = nil
        }
        if since == nil, chain.standing == .unknown { begin(entry, &chain) }
        switch entry.act {
        case .collected:
            // The one that the chain began with is where its holder's time starts.
            if since != entry { chain.flag(.collectedTwice, [since, entry].compactMap(\.self)) }
        case .released(let receiver, let carrier): release(entry, to: receiver, with: carrier, &chain)
        case .received(let giver, let seals, let isIntact):
            receive(entry, from: giver, &chain)
            read(seals, isIntact, entry, &chain)
        case .lost: lose(entry, &chain)
        case .found: find(entry, &chain)
        case .returned, .destroyed:
            act(entry, &chain)
            end(entry, &chain)
        case .sealed(let seal):
            act(entry, &chain)
            if !usedSeals.insert(seal).inserted { chain.flag(.sealUsedTwice, [entry]) }
            chain.seals.insert(seal)
        case .opened(let broken):
            act(entry, &chain)
            if broken != chain.seals { chain.flag(.sealsDiffer, [entry]) }
            chain.seals = []
        case .examined, .divided, .weighed, .copied, .verified, .moved, .struck:
            act(entry, &chain)
        }
        things.pass(entry, &chain)
    }

    /// What is still open at the end of the log.
    mutating func close(_ chain: inout CustodyChain, at now: UTCInstant) {
        guard let since else { return }
        // An entry ahead of the clock leaves no time to answer for.
        let end = now.milliseconds > since.at.milliseconds ? now : since.at
        switch chain.standing {
        case .held(let holder):
            chain.spans.append(CustodySpan(holder: holder, from: since.at, until: nil, isCarrier: false))
        case .inTransit(_, let carrier):
            if let carrier {
                chain.spans.append(CustodySpan(holder: carrier, from: since.at, until: nil, isCarrier: true))
            }
            let isLong = end.milliseconds - since.at.milliseconds > limits.transit
            if carrier == nil || isLong { chain.flag(.neverArrived, from: since.at, until: nil, [since]) }
        case .lost: chain.flag(.lost, from: since.at, until: nil, [since])
        case .unknown, .ended: break
        }
    }

    // MARK: - Who has it

    private mutating func begin(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        if case .collected = entry.act {} else { chain.flag(.noCollection, [entry]) }
        switch entry.act {
        // Somebody had it before; since when, nobody says.
        case .received, .found, .lost: break
        default: hold(entry.by, entry, &chain)
        }
    }

    private mutating func hold(_ holder: CustodianID, _ entry: CustodyEvent, _ chain: inout CustodyChain) {
        chain.standing = .held(holder)
        since = entry
    }

    /// Ends the time of whoever had it.
    private func leave(
        _ holder: CustodianID,
        at entry: CustodyEvent,
        _ chain: inout CustodyChain,
        isCarrier: Bool = false
    ) {
        guard let since, entry.at.milliseconds > since.at.milliseconds else { return }
        chain.spans.append(CustodySpan(holder: holder, from: since.at, until: entry.at, isCarrier: isCarrier))
    }

    /// Only who has an exhibit can do anything with it.
    private func act(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        switch chain.standing {
        case .held(let holder) where holder == entry.by: break
        case .inTransit(_, entry.by?): break
        case .held, .inTransit, .lost, .unknown, .ended: chain.flag(.notTheHolder, [since, entry].compactMap(\.self))
        }
    }

    private mutating func release(
        _ entry: CustodyEvent,
        to receiver: CustodianID,
        with carrier: CustodianID?,
        _ chain: inout CustodyChain
    ) {
        act(entry, &chain)
        if case .physical = chain.exhibit.nature, chain.seals.isEmpty { chain.flag(.movedUnsealed, [entry]) }
        depart(entry, &chain)
        chain.standing = .inTransit(to: receiver, carrier: carrier)
        since = entry
    }

    /// Ends whatever was so before the entry, with its flag where nobody answered.
    private func depart(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        guard let since else { return }
        let isLater = entry.at.milliseconds > since.at.milliseconds
        switch chain.standing {
        case .held(let holder): leave(holder, at: entry, &chain)
        case .inTransit(_, let carrier?):
            leave(carrier, at: entry, &chain, isCarrier: true)
            if entry.at.milliseconds - since.at.milliseconds > limits.transit {
                chain.flag(.longTransit, [since, entry])
            }
        case .inTransit(_, nil):
            if isLater { chain.flag(.gap, from: since.at, until: entry.at, [since, entry]) }
        case .lost:
            chain.flag(.lost, from: since.at, until: entry.at, [since, entry])
        case .unknown, .ended: break
        }
    }

    private mutating func receive(_ entry: CustodyEvent, from giver: CustodianID, _ chain: inout CustodyChain) {
        switch chain.standing {
        case .inTransit(let receiver, let carrier):
            if receiver != entry.by { chain.flag(.otherReceiver, [since, entry].compactMap(\.self)) }
            // From who gave it away or from who carried it.
            if giver != since?.by, giver != carrier { chain.flag(.otherGiver, [since, entry].compactMap(\.self)) }
        case .held(let holder):
            // Two answer for it at once: its holder never gave it away.
            if holder != entry.by { chain.flag(.overlap, [since, entry].compactMap(\.self)) }
        case .lost, .unknown, .ended: break
        }
        depart(entry, &chain)
        hold(entry.by, entry, &chain)
    }

    private mutating func lose(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        act(entry, &chain)
        depart(entry, &chain)
        chain.standing = .lost
        since = entry
    }

    private mutating func find(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        if chain.standing != .lost {
            chain.flag(.foundNotLost, [entry])
            act(entry, &chain)
        }
        depart(entry, &chain)
        hold(entry.by, entry, &chain)
    }

    private mutating func end(_ entry: CustodyEvent, _ chain: inout CustodyChain) {
        depart(entry, &chain)
        chain.standing = .ended
        since = entry
    }

    // MARK: - Its seals

    private func read(_ seals: Set<SealNumber>?, _ isIntact: Bool?, _ entry: CustodyEvent, _ chain: inout CustodyChain)
    {
        guard case .physical = chain.exhibit.nature else { return }
        if isIntact == false { chain.flag(.sealsBroken, [entry]) }
        guard let seals else {
            chain.flag(.sealsNotRead, [entry])
            return
        }
        // The first who reads them says which they are.
        guard last != nil else {
            chain.seals = seals
            return
        }
        if seals != chain.seals {
            chain.flag(.sealsDiffer, [entry])
            chain.seals = seals
        }
    }
}

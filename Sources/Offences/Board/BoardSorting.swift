import Formats
import Vocabulary

/// Entries sorted by what can be made of them.
struct BoardSorting {
    private(set) var setAside: [ElementBoard.SetAside] = []
    private(set) var withdrawn: [BoardEntry] = []
    private(set) var disclosure: [BoardEntry] = []
    private var standing: [ProofID: [BoardEntry]] = [:]

    init(_ entries: [BoardEntry], proofs: Set<ProofID>, now: UTCInstant) {
        // The same entry that arrives twice is one; two that differ and share an id are nobody's word.
        let all = Set(entries).sorted(by: Self.isBefore)
        let counts = Dictionary(grouping: all, by: \.id).mapValues(\.count)
        for entry in all {
            if entry.says == .contradicts { disclosure.append(entry) }
            var reason: ElementBoard.SetAside.Reason?
            if !proofs.contains(entry.proof) {
                reason = .unknownProof
            } else if (counts[entry.id] ?? 0) > 1 {
                reason = .twoVersions
            } else if entry.lastMoment > now {
                reason = .inFuture
            }
            if let reason { setAside.append(ElementBoard.SetAside(entry: entry, reason: reason)) }
            // A contradiction stands even so: whoever made the muddle cannot hide it thereby.
            guard reason == nil || (entry.says == .contradicts && reason != .unknownProof) else { continue }
            if entry.isWithdrawn, reason == nil {
                withdrawn.append(entry)
            } else {
                standing[entry.proof, default: []].append(entry)
            }
        }
    }

    /// The state of a proof.
    func state(of proof: OffenceChecklist.Proof) -> BoardProof {
        let entries = standing[proof.id] ?? []
        let supporting = entries.filter { $0.says == .supports }
        let carries = supporting.contains { $0.countsAs != .lead }
        return BoardProof(
            proof: proof,
            supporting: supporting,
            contradicting: entries.filter { $0.says == .contradicts },
            unclear: entries.filter { $0.says == .unclear },
            standing: carries ? .supported : supporting.isEmpty ? .open : .lead
        )
    }

    /// By moment, then by id; entries that share both, by all that they say, so that no order of arrival shows.
    static func isBefore(_ left: BoardEntry, _ right: BoardEntry) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.id != right.id { return left.id < right.id }
        return left.node.text() < right.node.text()
    }
}

public import Ledger
public import LedgerStore

/// Asks all witnesses of a log to sign its newest checkpoint (C2SP tlog-witness), and keeps what they answer.
///
/// ```swift
/// let report = try await WitnessRound(files, policy: policy, send: send).run()
/// for line in report.lines { print(line.witness.name, line.standing.word) }
/// ```
///
/// They are asked at the same time: one that lags, is down or saw another history keeps none of the others from signing.
public struct WitnessRound<Files: LogFiles>: Sendable {
    private let files: Files
    private let shelf: WitnessShelf<Files>
    private let send: Sending

    /// Prepares to ask.
    ///
    /// - Parameters:
    ///   - files: The files of the log.
    ///   - policy: The log's key, and the witnesses with their addresses.
    ///   - send: Sends a request, and gives up on its own after a time.
    public init(_ files: Files, policy: TrustPolicy, send: @escaping Sending) {
        self.files = files
        shelf = WitnessShelf(files, policy: policy)
        self.send = send
    }

    /// Asks once.
    ///
    /// - Throws: ``LogFault`` if the log itself cannot be read, is not what its checkpoint says, or is not of the policy;
    ///   nobody was asked then. Also if what came cannot be kept.
    public func run() async throws(LogFault) -> WitnessReport {
        guard let note = try PublishedLog(files).checkpoint() else { throw .stateMissing }
        let own: VerifiedCheckpoint
        do throws(NoteFault) {
            own = try VerifiedCheckpoint(note, logKeys: shelf.policy.logs.map(\.key))
        } catch {
            throw .note(error)
        }
        let tree = try PublishedLog(files).snapshot(size: own.checkpoint.size)
        // Nobody is asked to sign what the tiles do not bear out.
        guard tree.root == own.checkpoint.root else { throw .wrongRoot(size: own.checkpoint.size) }
        var last: [VerifiedCheckpoint?] = []
        for witness in shelf.policy.witnesses { last.append(try shelf.last(of: witness)) }
        let results = await ask(own, tree, last)
        return try keep(results, own)
    }

    private typealias Result = (standing: WitnessStanding, seen: VerifiedCheckpoint?)

    private func ask(
        _ own: VerifiedCheckpoint,
        _ tree: TreeSnapshot<TileSource<FileFault>>,
        _ last: [VerifiedCheckpoint?]
    ) async -> [Result] {
        await withTaskGroup(of: (Int, Result).self) { group in
            for (place, witness) in shelf.policy.witnesses.enumerated() {
                let talk = WitnessTalk(
                    witness: witness,
                    own: own,
                    tree: tree,
                    log: PublishedLog(files),
                    shelf: shelf,
                    send: send
                )
                group.addTask { (place, await talk.run(last: last[place])) }
            }
            var results = [Result](repeating: (.behind(.notAsked), nil), count: last.count)
            for await (place, result) in group { results[place] = (result.standing, result.seen ?? last[place]) }
            return results
        }
    }

    private func keep(_ results: [Result], _ own: VerifiedCheckpoint) throws(LogFault) -> WitnessReport {
        let logKeys = shelf.policy.logs.map(\.key)
        var collected = SignedNote(
            text: own.note.text,
            signatures: own.note.signatures.filter { line in logKeys.contains { line.names($0) } }
        )
        var lines: [WitnessReport.Line] = []
        for (witness, result) in zip(shelf.policy.witnesses, results) {
            // What proves that somebody was shown another history comes first.
            if case .conflict(let conflict) = result.standing { try shelf.keep(conflict) }
            if case .fresh = result.standing, let seen = result.seen {
                try shelf.keep(seen, by: witness)
                collected.add(seen.note.signatures.filter { $0.names(witness.key) })
            }
            lines.append(.init(witness: witness, standing: result.standing, last: result.seen))
        }
        let verdict: PolicyVerdict
        do throws(NoteFault) { verdict = try shelf.policy.judge(collected) } catch { throw .note(error) }
        try shelf.keep(witnessed: verdict)
        return WitnessReport(checkpoint: verdict.checkpoint, lines: lines, isMet: verdict.isMet)
    }
}

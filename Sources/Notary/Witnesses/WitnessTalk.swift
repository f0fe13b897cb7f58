internal import Ledger
internal import LedgerStore

/// The talk of a log with one of its witnesses.
struct WitnessTalk<Files: LogFiles>: Sendable {
    let witness: TrustPolicy.Witness
    /// The newest checkpoint, and its tree.
    let own: VerifiedCheckpoint
    let tree: TreeSnapshot<TileSource<FileFault>>
    let log: PublishedLog<Files>
    let shelf: WitnessShelf<Files>
    let send: Sending

    typealias Result = (standing: WitnessStanding, seen: VerifiedCheckpoint?)

    /// How often one witness is asked in a round: once with what we believe that it saw, once with what it says that it
    /// saw, and once more if another request came between.
    private static var attemptLimit: Int { 3 }

    /// Asks for a signature.
    ///
    /// - Parameter last: What the witness signed last, as far as is known.
    func run(last: VerifiedCheckpoint?) async -> Result {
        guard let address = witness.address else { return (.down(.noAddress), nil) }
        let place = address.hasSuffix("/") ? String(address.dropLast()) : address
        if let last, let conflict = conflict(with: last) { return (.conflict(conflict), nil) }
        var oldSize = last?.checkpoint.size ?? 0
        for _ in 0..<Self.attemptLimit {
            guard let answer = await ask(from: oldSize, at: place) else { return (.down(.silent), nil) }
            switch answer.status {
            case 200: return await signed(answer, at: place)
            case 409:
                guard let named = Self.size(answer), named != oldSize else { return (.behind(.badAnswer), nil) }
                guard named <= own.checkpoint.size else { return (await contradicted(.sawMore, at: place), nil) }
                oldSize = named
            case 422: return (await contradicted(.saysInconsistent, at: place), nil)
            case 400: return (.behind(.notUnderstood), nil)
            case 403: return (.behind(.forbidden), nil)
            case 404: return (.behind(.unknownLog), nil)
            case 429, 500...599: return (.down(.busy), nil)
            default: return (.behind(.badAnswer), nil)
            }
        }
        return (.behind(.overtaken), nil)
    }

    private func ask(from oldSize: UInt64, at place: String) async -> OutgoingAnswer? {
        guard let proof = oldSize == 0 ? [] : try? tree.consistencyProof(from: oldSize).hashes else { return nil }
        let request = WitnessRequest(oldSize: oldSize, proof: proof, note: own.note)
        return try? await send(
            OutgoingRequest(posting: request.bytes, as: "text/plain; charset=utf-8", to: place + "/add-checkpoint")
        )
    }

    /// The size that a witness names; nil if the answer is not one.
    private static func size(_ answer: OutgoingAnswer) -> UInt64? {
        guard answer.isOf("text/x.tlog.size") else { return nil }
        let text = String(decoding: answer.body, as: UTF8.self)
        guard let size = UInt64(text.hasSuffix("\n") ? String(text.dropLast()) : text), text == "\(size)\n" else {
            return nil
        }
        return size
    }

    private func signed(_ answer: OutgoingAnswer, at place: String) async -> Result {
        // The answer is lines of signatures: below the text they must make a note.
        guard let note = try? SignedNote(parsing: own.note.bytes + answer.body), note.text == own.note.text,
            let seen = shelf.verified(
                SignedNote(text: note.text, signatures: note.signatures.filter { !$0.names(witness.key) || isNew($0) }),
                by: witness
            )
        else { return (.behind(.badAnswer), nil) }
        // Its own page must say nothing else: a witness that signs two histories shows them to different people.
        if let shown = await shown(at: place), let conflict = conflict(with: shown) {
            return (.conflict(conflict), seen)
        }
        return (.fresh, seen)
    }

    /// Whether a line is none that the checkpoint bore before.
    private func isNew(_ line: NoteSignature) -> Bool { !own.note.signatures.contains(line) }

    /// The last checkpoint of the log that the witness shows to monitors, signed by both; nil if it shows none.
    private func shown(at place: String) async -> VerifiedCheckpoint? {
        let path = Witness.monitoringPath(of: own.checkpoint.origin)
        guard let answer = try? await send(OutgoingRequest(getting: "\(place)/\(path)")), answer.status == 200,
            let note = try? SignedNote(parsing: answer.body), let seen = shelf.verified(note, by: witness),
            seen.checkpoint.origin == own.checkpoint.origin
        else { return nil }
        return seen
    }

    /// What a witness's word that it saw something else is worth.
    private func contradicted(_ trouble: WitnessTrouble, at place: String) async -> WitnessStanding {
        guard let shown = await shown(at: place) else { return .behind(trouble) }
        if let conflict = conflict(with: shown) { return .conflict(conflict) }
        return .behind(shown.checkpoint.size > own.checkpoint.size ? .overtaken : trouble)
    }

    /// The conflict with what the witness signed; nil if our tree begins with it, or has come so far meanwhile.
    ///
    /// Where our own tiles cannot be read there is none either: the witness is not to blame for them.
    private func conflict(with theirs: VerifiedCheckpoint) -> WitnessConflict? {
        var ours = own.note
        let size = theirs.checkpoint.size
        if size > own.checkpoint.size {
            // We may have grown since the round began.
            guard let newest = try? log.checkpoint(), let stated = try? Checkpoint(parsing: newest.text) else {
                return nil
            }
            ours = newest
            // It signed what we do not hold: we were brought back from an older copy, or somebody else has our key.
            guard stated.size >= size else {
                return WitnessConflict(witness: "\(witness.name)", ours: ours, theirs: theirs.note)
            }
        }
        guard let tree = try? log.snapshot(size: size), tree.root != theirs.checkpoint.root else { return nil }
        return WitnessConflict(witness: "\(witness.name)", ours: ours, theirs: theirs.note)
    }
}

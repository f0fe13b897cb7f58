/// A checkpoint that is signed by its log, with the witnesses that saw it.
public struct VerifiedCheckpoint: Sendable, Hashable {
    /// What the log says.
    public let checkpoint: Checkpoint
    /// The note that it stands in.
    public let note: SignedNote
    /// The keys of the log that signed.
    public let logKeys: [VerifierKey]
    /// Known witnesses that signed, with the times that they say; each key once, with its latest time.
    public let witnesses: [VerifiedSignature]

    /// Checks a note.
    ///
    /// - Parameters:
    ///   - logKeys: The keys that are known of logs; the one that signed must have the name of the checkpoint's origin.
    ///   - witnessKeys: The keys that are known of witnesses.
    /// - Throws: ``NoteFault``; a wrong signature of a known key refuses the whole note.
    public init(_ note: SignedNote, logKeys: [VerifierKey], witnessKeys: [VerifierKey] = []) throws(NoteFault) {
        let checkpoint = try Checkpoint(parsing: note.text)
        let own = logKeys.filter { $0.name == checkpoint.origin && $0.algorithm == .ed25519 }
        let signers = try note.verified(by: own).signers
        var witnesses: [VerifiedSignature] = []
        for each in try note.check(by: witnessKeys.filter { $0.algorithm == .cosignature }) {
            if let place = witnesses.firstIndex(where: { $0.key == each.key }) {
                if (witnesses[place].time ?? 0) < (each.time ?? 0) { witnesses[place] = each }
            } else {
                witnesses.append(each)
            }
        }
        self.checkpoint = checkpoint
        self.note = note
        self.logKeys = signers.map(\.key)
        self.witnesses = witnesses
    }
}

/// Two checkpoints of one log and one size with different roots, both signed by the log: proof that it showed two
/// people two histories.
public struct Equivocation: Sendable, Hashable {
    /// One of them.
    public let first: VerifiedCheckpoint
    /// The other.
    public let second: VerifiedCheckpoint

    /// Takes two checkpoints; nil if they do not contradict each other.
    public init?(_ first: VerifiedCheckpoint, _ second: VerifiedCheckpoint) {
        let (a, b) = (first.checkpoint, second.checkpoint)
        guard a.origin == b.origin, a.size == b.size, a.root != b.root else { return nil }
        self.first = first
        self.second = second
    }
}

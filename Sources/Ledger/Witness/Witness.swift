import Formats

/// A witness (C2SP tlog-witness): it signs what a log says if, and only if, it begins with what it saw before.
public struct Witness: Sendable {
    /// The keys with which it signs; more than one while a new one takes over.
    private let keys: [any NoteCosigner]
    /// The logs that it knows, by their keys.
    private let logKeys: [VerifierKey]

    /// Makes a witness.
    ///
    /// - Parameters:
    ///   - keys: Its keys, each of algorithm ``SignatureAlgorithm/cosignature``.
    ///   - logKeys: The keys of the logs that it knows; a log may have several.
    public init(keys: [any NoteCosigner], logKeys: [VerifierKey]) {
        self.keys = keys
        self.logKeys = logKeys
    }

    /// Answers the body of a request.
    ///
    /// The checks come in the order of the specification: what is wrong first is what is said.
    ///
    /// - Parameter time: Seconds since 1970.
    /// - Throws: What the memory throws. Nothing was signed then that anybody saw.
    public func answer<Memory: WitnessMemory>(
        _ body: [UInt8],
        at time: UInt64,
        memory: Memory
    ) throws(Memory.Failure) -> WitnessOutcome {
        let request: WitnessRequest
        let stated: Checkpoint
        do throws(NoteFault) {
            request = try WitnessRequest(parsing: body)
            stated = try Checkpoint(parsing: request.note.text)
        } catch {
            return .badRequest(error)
        }
        let known = logKeys.filter { $0.name == stated.origin }
        guard !known.isEmpty else { return .unknownLog }
        do throws(NoteFault) {
            _ = try VerifiedCheckpoint(request.note, logKeys: known)
        } catch {
            return .forbidden(error)
        }
        guard request.oldSize <= stated.size else { return .badRequest(.badSize) }
        let latest = try memory.latest(of: stated.origin)
        let lastSize = latest?.size ?? 0
        guard request.oldSize == lastSize else { return .conflict(size: lastSize) }
        do throws(ProofFault) {
            try check(request, stated, latest)
        } catch {
            return .inconsistent(error)
        }
        var signatures: [NoteSignature] = []
        do throws(NoteFault) {
            for key in keys { signatures.append(try key.cosign(request.note.text, at: time)) }
        } catch {
            return .unsigned(error)
        }
        // Only what was checked is kept: the log's own signatures and ours.
        var note = SignedNote(
            text: request.note.text,
            signatures: request.note.signatures.filter { line in known.contains { line.names($0) } }
        )
        note.add(signatures)
        let new = WitnessedCheckpoint(size: stated.size, root: stated.root, note: note)
        guard try memory.replace(lastSize, by: new, of: stated.origin) else {
            return .conflict(size: try memory.latest(of: stated.origin)?.size ?? 0)
        }
        return .signed(signatures)
    }

    private func check(
        _ request: WitnessRequest,
        _ stated: Checkpoint,
        _ latest: WitnessedCheckpoint?
    ) throws(ProofFault) {
        guard stated.size > 0 || stated.root == .empty else { throw .wrongRoot }
        guard request.oldSize > 0 else {
            guard request.proof.isEmpty else { throw .wrongLength }
            return
        }
        guard let latest else { throw .emptyTree }
        try ConsistencyProof(oldSize: request.oldSize, newSize: stated.size, hashes: request.proof)
            .check(oldRoot: latest.root, newRoot: stated.root)
    }

    /// The path below the monitoring prefix at which a log's last checkpoint is served.
    public static func monitoringPath(of origin: KeyName) -> String {
        "\(Hexadecimal.text(TreeHash.digest(Array(origin.text.utf8)).bytes))/checkpoint"
    }
}

import Formats

/// The proof that an entry is in a log, for a file of its own (C2SP tlog-proof).
///
/// ```swift
/// let proof = try LogProof(parsing: bytes)
/// let proven = try proof.check(leaf: .leaf(entry), policy: policy)
/// ```
public struct LogProof: Sendable, Hashable {
    /// The first line of the file.
    public static let header = "c2sp.org/tlog-proof@v1"

    /// Whatever the maker wished to add; nobody signed it.
    public let extra: [UInt8]?
    /// The place of the entry in the log, from 0.
    public let index: UInt64
    /// The hashes beside the path, from the leaf to the root.
    public let hashes: [TreeHash]
    /// The log's checkpoint, as it was read; it is not looked at before the proof is checked.
    public let checkpoint: [UInt8]

    /// The most hashes that a path can have.
    public static let hashLimit = 63

    /// Makes a proof.
    public init(extra: [UInt8]? = nil, proof: InclusionProof, checkpoint: SignedNote) {
        self.extra = extra
        index = proof.index
        hashes = proof.hashes
        self.checkpoint = checkpoint.bytes
    }

    /// Reads a proof.
    public init(parsing bytes: [UInt8]) throws(LogProofFault) {
        guard bytes.count <= SignedNote.byteLimit else { throw .tooLong }
        var rest = bytes[...]
        func line() throws(LogProofFault) -> ArraySlice<UInt8> {
            guard let end = rest.firstIndex(of: 0x0A) else { throw .missingLine }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }
        guard try line().elementsEqual(Self.header.utf8) else { throw .badHeader }
        var next = try line()
        if next.starts(with: "extra ".utf8) {
            guard let extra = Base64.bytes(next.dropFirst(6)) else { throw .badExtra }
            self.extra = extra
            next = try line()
        } else {
            extra = nil
        }
        guard next.starts(with: "index ".utf8), let index = Decimal.value(next.dropFirst(6)) else { throw .badIndex }
        self.index = index
        var hashes: [TreeHash] = []
        while true {
            let text = try line()
            if text.isEmpty { break }
            guard let hash = TreeHash(base64: text), hashes.count < Self.hashLimit else { throw .badHash }
            hashes.append(hash)
        }
        self.hashes = hashes
        guard !rest.isEmpty else { throw .missingLine }
        checkpoint = Array(rest)
    }

    /// The proof as it is stored.
    public var bytes: [UInt8] {
        var text = Self.header + "\n"
        if let extra { text += "extra \(Base64.text(extra))\n" }
        text += "index \(index)\n"
        for hash in hashes { text += "\(hash)\n" }
        return Array(text.utf8) + [0x0A] + checkpoint
    }

    /// Checks everything: the log's signature, the witnesses against the policy, and the path to the root.
    ///
    /// - Parameter leaf: The hash of the entry, from the entry itself.
    public func check(leaf: TreeHash, policy: TrustPolicy) throws(LogProofFault) -> ProvenEntry {
        let verified: PolicyVerdict
        do throws(NoteFault) {
            verified = try policy.judge(SignedNote(parsing: checkpoint))
        } catch {
            throw .note(error)
        }
        let stated = verified.checkpoint.checkpoint
        do throws(ProofFault) {
            try InclusionProof(index: index, size: stated.size, hashes: hashes).check(leaf: leaf, root: stated.root)
        } catch {
            throw .proof(error)
        }
        guard verified.isMet else { throw .quorum(verified) }
        return ProvenEntry(leaf: leaf, index: index, verdict: verified)
    }
}

/// An entry that is proven to be in a log, and who saw it there.
public struct ProvenEntry: Sendable, Hashable {
    /// The hash of the entry.
    public let leaf: TreeHash
    /// Its place in the log.
    public let index: UInt64
    /// The checkpoint and its witnesses.
    public let verdict: PolicyVerdict
}

/// Why a proof file proves nothing.
public enum LogProofFault: Error, Sendable, Hashable {
    /// The file is longer than is read.
    case tooLong
    /// The first line is not that of a proof.
    case badHeader
    /// What was added is not base 64.
    case badExtra
    /// The line of the entry's place is absent or no number in its only spelling.
    case badIndex
    /// A hash is none, or there are more than a path can have.
    case badHash
    /// The file ends early.
    case missingLine
    /// The checkpoint is not taken.
    case note(NoteFault)
    /// The path does not lead to the checkpoint's root.
    case proof(ProofFault)
    /// Too few of the witnesses saw the checkpoint that the policy asks for.
    case quorum(PolicyVerdict)
}

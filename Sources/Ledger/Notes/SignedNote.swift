import Curves
import Formats

/// A text with signatures below it, of which none has been checked (C2SP signed-note).
///
/// ```swift
/// let note = try SignedNote(parsing: bytes)
/// let verified = try note.verified(by: [key])      // throws unless one of the keys signed
/// ```
public struct SignedNote: Sendable, Hashable {
    /// The text that is signed; it must not be relied upon before a signature was checked.
    public let text: NoteText
    /// The signatures, in order.
    public private(set) var signatures: [NoteSignature]

    /// The most bytes and signatures that are read.
    public static let (byteLimit, signatureLimit) = (1_000_000, 100)

    /// Makes a note.
    public init(text: NoteText, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note.
    public init(parsing bytes: [UInt8]) throws(NoteFault) {
        guard bytes.count <= Self.byteLimit else { throw .tooLong }
        let whole = try NoteText(bytes)
        let lines = whole.lines
        // The last empty line parts the text from the signatures.
        guard let blank = lines.lastIndex(where: \.isEmpty), blank > 0, blank + 1 < lines.count else {
            throw .noSignatures
        }
        guard lines.count - blank - 1 <= Self.signatureLimit else { throw .tooLong }
        signatures = []
        for line in lines[(blank + 1)...] { signatures.append(try NoteSignature(line: line)) }
        text = try NoteText(Array(bytes[..<lines[blank].startIndex]))
    }

    /// Reads a note.
    public init(parsing text: String) throws(NoteFault) {
        try self.init(parsing: Array(text.utf8))
    }

    /// The note as it is stored and served.
    public var bytes: [UInt8] {
        text.bytes + [0x0A] + signatures.flatMap(\.line)
    }

    /// Adds signatures that are not there yet.
    public mutating func add(_ more: [NoteSignature]) {
        for signature in more where !signatures.contains(signature) { signatures.append(signature) }
    }

    /// Checks the signatures of known keys: each of them that stands here must be right, and one must stand here.
    ///
    /// Signatures of other keys are passed over, those too that share only a name or only a number with a known one.
    ///
    /// - Returns: The keys that signed, each once.
    public func verified(by keys: [VerifierKey]) throws(NoteFault) -> VerifiedNote {
        let found = try check(by: keys)
        guard !found.isEmpty else { throw .noKnownKey }
        return VerifiedNote(note: self, signers: found)
    }

    /// The signatures of known keys that are here, all right.
    func check(by keys: [VerifierKey]) throws(NoteFault) -> [VerifiedSignature] {
        var found: [VerifiedSignature] = []
        for signature in signatures {
            let named = keys.filter { signature.names($0) }
            guard !named.isEmpty else { continue }
            // Two keys of one name and number are a collision that somebody made: either may have signed.
            guard let verified = named.lazy.compactMap({ VerifiedSignature(signature, of: text, by: $0) }).first else {
                throw .wrongSignature
            }
            if !found.contains(where: { $0.key == verified.key && $0.time == verified.time }) { found.append(verified) }
        }
        return found
    }
}

/// A note that is signed by a known key.
public struct VerifiedNote: Sendable, Hashable {
    /// The note.
    public let note: SignedNote
    /// The signatures that were checked; there is at least one.
    public let signers: [VerifiedSignature]
}

/// A signature that was checked.
public struct VerifiedSignature: Sendable, Hashable {
    /// The key that signed.
    public let key: VerifierKey
    /// When, in seconds since 1970, if the algorithm says so: that of witnesses does.
    public let time: UInt64?

    /// Checks a signature; nil if it is not right.
    init?(_ signature: NoteSignature, of text: NoteText, by key: VerifierKey) {
        self.key = key
        switch key.algorithm {
        case .ed25519:
            time = nil
            guard key.key.isValid(signature.bytes, for: text.bytes) else { return nil }
        case .cosignature:
            guard let cosignature = Cosignature(signature.bytes) else { return nil }
            time = cosignature.time
            let message = Cosignature.message(text, time: cosignature.time)
            guard key.key.isValid(cosignature.signature, for: message) else { return nil }
        default: return nil
        }
    }
}

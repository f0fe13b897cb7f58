import Formats

/// What a log says of itself: how many entries it has and the root of their tree (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable, Hashable {
    /// The name of the log.
    public let origin: KeyName
    /// How many entries it has.
    public let size: UInt64
    /// The root of their tree.
    public let root: TreeHash
    /// Lines that say more, in order.
    ///
    /// Nobody can audit them, so that we write none.
    public let extensions: [String]

    /// Makes a checkpoint without further lines.
    public init(origin: KeyName, size: UInt64, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// Reads the text of a note.
    ///
    /// The tree is one of SHA-256: a root of another length is refused, though some implementations take it. So is an
    /// origin that could not be the name of a key, for then no key could be said to be the log's.
    public init(parsing text: NoteText) throws(NoteFault) {
        let lines = text.lines
        guard lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }) else { throw .missingLine }
        origin = try KeyName(String(decoding: lines[0], as: UTF8.self))
        guard let size = Decimal.value(lines[1]), size <= UInt64(Int64.max) else { throw .badSize }
        guard let root = Base64.bytes(lines[2]) else { throw .badRoot }
        guard let root = TreeHash(root) else { throw .rootLength }
        self.size = size
        self.root = root
        extensions = lines[3...].map { String(decoding: $0, as: UTF8.self) }
    }

    /// The text that is signed.
    public var text: NoteText {
        get throws(NoteFault) {
            let lines = [origin.text, String(size), root.base64] + extensions
            return try NoteText(lines.map { $0 + "\n" }.joined())
        }
    }

    /// The checkpoint signed by its log.
    ///
    /// - Throws: ``NoteFault/wrongOrigin`` if the key has another name than the log.
    public func signed(by key: SigningKey) throws(NoteFault) -> SignedNote {
        guard key.name == origin else { throw .wrongOrigin }
        let text = try text
        return SignedNote(text: text, signatures: [try key.sign(text)])
    }

    /// Whether both say the same: further lines aside, which are no statement of the log's.
    public func agrees(with other: Checkpoint) -> Bool {
        origin == other.origin && size == other.size && root == other.root
    }
}

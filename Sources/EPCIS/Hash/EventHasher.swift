/// Makes event hash ids and pre-hash strings (CBV 2.0 section 8.9).
///
/// The id is a key that others can compute from the same event in any syntax. It is no digest of evidence: different
/// events can have one id, see ``HashAmbiguity`` and ``EvidenceDigest``.
///
/// A hasher keeps its storage: use one for many events.
///
/// ```swift
/// var hasher = EventHasher()
/// hasher.id(of: tree)  // ni:///sha-256;8a4a…?ver=CBV2.0
/// ```
public struct EventHasher: Sendable {
    /// Whose order.
    public var order: HashOrder { preHash.order }
    /// How values are read.
    public var values: HashValues { preHash.values.rules }
    /// The hash function.
    public let algorithm: HashAlgorithm
    /// Fields at the level of the event that are left out, as their names are written.
    public var ignoredFields: [String] = [] {
        didSet { ignored = ignoredFields.map { Array($0.utf8) } }
    }
    /// What the id of the last event is ambiguous in.
    public var ambiguities: HashAmbiguities { preHash.values.ambiguities }

    private var preHash: PreHash
    private var ignored: [[UInt8]] = []

    /// Makes a hasher.
    ///
    /// - Parameter values: How values are read; nil for the reference's reading in the reference's order, and for that
    ///   of the standard in the standard's.
    public init(
        order: HashOrder = .reference,
        values: HashValues? = nil,
        algorithm: HashAlgorithm = .sha256
    ) {
        self.algorithm = algorithm
        preHash = PreHash(order: order, values: values ?? (order == .reference ? .reference : .uniform))
    }

    /// The pre-hash string of an event, as UTF-8.
    ///
    /// - Complexity: O(n log n) of the event's size.
    public mutating func preHashString(of tree: EventTree) -> [UInt8] {
        preHash.write(tree, ignoring: ignored)
    }

    /// The id of an event as a `ni` URI (RFC 6920).
    public mutating func id(of tree: EventTree) -> String {
        var output: [UInt8] = []
        appendID(of: tree, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the id of an event as a `ni` URI.
    public mutating func appendID(of tree: EventTree, to output: inout [UInt8]) {
        appendID(ofPreHash: preHash.write(tree, ignoring: ignored), to: &output)
    }

    /// Appends the id that belongs to a pre-hash string.
    public func appendID(ofPreHash text: [UInt8], to output: inout [UInt8]) {
        CanonicalLink.append("ni:///", to: &output)
        output.append(contentsOf: algorithm.rawValue.utf8)
        output.append(UInt8(ascii: ";"))
        algorithm.appendHex(of: text, to: &output)
        CanonicalLink.append("?ver=CBV2.0", to: &output)
    }
}

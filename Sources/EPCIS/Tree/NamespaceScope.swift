/// The prefixes that are declared at a place of a document, the innermost last.
public struct NamespaceScope: Sendable {
    struct Entry: Sendable {
        var prefix: Range<Int>
        var namespace: Range<Int>
        /// Whether names of the namespace are the standard's: EPCIS 1.2 and 2.0, their queries, or none at all.
        var isStandard: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []

    /// Makes an empty scope.
    public init() {}

    /// Declares a prefix; an earlier declaration of it is hidden.
    public mutating func declare(prefix: some Sequence<UInt8>, namespace: some Sequence<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: prefix)
        let middle = bytes.count
        bytes.append(contentsOf: namespace)
        let isStandard = middle == bytes.count || bytes[middle...].starts(with: "urn:epcglobal:epcis".utf8)
        entries.append(Entry(prefix: start..<middle, namespace: middle..<bytes.count, isStandard: isStandard))
    }

    /// How many declarations there are.
    public var count: Int { entries.count }

    /// Forgets all but the first declarations.
    mutating func cut(to count: Int) {
        guard count < entries.count else { return }
        bytes.removeSubrange((entries[count].prefix.lowerBound)...)
        entries.removeSubrange(count...)
    }

    /// The index of the innermost declaration of a prefix.
    func index(of prefix: Span<UInt8>) -> Int? {
        var index = entries.count
        while index > 0 {
            index &-= 1
            let range = entries[index].prefix
            guard range.count == prefix.count else { continue }
            var step = 0
            while step < prefix.count, bytes[range.lowerBound &+ step] == prefix[step] { step &+= 1 }
            if step == prefix.count { return index }
        }
        return nil
    }

    /// The namespace of a prefix; nil if it is not declared.
    public func namespace(of prefix: Span<UInt8>) -> ArraySlice<UInt8>? {
        index(of: prefix).map { bytes[entries[$0].namespace] }
    }

    /// Prefixes and namespaces in the order of their declarations.
    public var declarations: [(prefix: String, namespace: String)] {
        entries.map {
            (String(decoding: bytes[$0.prefix], as: UTF8.self), String(decoding: bytes[$0.namespace], as: UTF8.self))
        }
    }
}

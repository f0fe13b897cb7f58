/// Reads single events from bytes into trees.
///
/// A reader keeps its storage: use one for many events. ``DocumentReader`` finds the events of a document.
///
/// ```swift
/// var reader = EventTreeReader()
/// let tree = try reader.read(json: bytes.span)
/// tree.string(.eventTime)
/// ```
public struct EventTreeReader: Sendable {
    private var json = JSONEventParser()
    private var xml = XMLEventParser()

    /// Makes a reader.
    public init() {}

    /// Reads an event in JSON or JSON-LD, which is all that the bytes hold.
    ///
    /// - Parameters:
    ///   - bytes: The event's bytes.
    ///   - scope: The prefixes that the context of its document declares; those of an event's own context go before.
    /// - Throws: ``DocumentFault``, whose offset is one in the bytes.
    public mutating func read(
        json bytes: Span<UInt8>,
        scope: NamespaceScope = NamespaceScope()
    ) throws(DocumentFault) -> EventTree {
        var tree = EventTree()
        let start = Self.start(bytes)
        let end: Int
        do throws(DocumentFault) {
            end = try json.read(bytes, from: start, isLast: true, scope: scope, into: &tree)
        } catch {
            throw DocumentFault(error.reason, at: error.offset + start)
        }
        try Self.expectEnd(bytes, from: end)
        return tree
    }

    /// Reads an event in XML, of EPCIS 2.0 or 1.2, which is all that the bytes hold.
    ///
    /// - Parameters:
    ///   - bytes: The event's bytes.
    ///   - scope: The prefixes that are declared around it.
    /// - Throws: ``DocumentFault``, whose offset is one in the bytes.
    public mutating func read(
        xml bytes: Span<UInt8>,
        scope: NamespaceScope = NamespaceScope()
    ) throws(DocumentFault) -> EventTree {
        var tree = EventTree()
        var scope = scope
        let start = Self.start(bytes)
        guard start < bytes.count, bytes[start] == UInt8(ascii: "<") else {
            throw DocumentFault(start < bytes.count ? .notAnEvent : .unexpectedEnd, at: start)
        }
        let end: Int
        do throws(DocumentFault) {
            end = try xml.read(bytes, from: start, scope: &scope, into: &tree)
        } catch {
            throw DocumentFault(error.reason, at: error.offset + start)
        }
        try Self.expectEnd(bytes, from: end)
        return tree
    }

    /// Reads the JSON event at an offset of a window; its offset of faults counts from there.
    mutating func readNext(
        json bytes: Span<UInt8>,
        from: Int,
        isLast: Bool,
        scope: NamespaceScope,
        into tree: inout EventTree
    ) throws(DocumentFault) -> Int {
        try json.read(bytes, from: from, isLast: isLast, scope: scope, into: &tree)
    }

    /// Reads the XML event at an offset of a window; its offset of faults counts from there.
    mutating func readNext(
        xml bytes: Span<UInt8>,
        from: Int,
        scope: inout NamespaceScope,
        into tree: inout EventTree
    ) throws(DocumentFault) -> Int {
        try xml.read(bytes, from: from, scope: &scope, into: &tree)
    }

    private static func start(_ bytes: Span<UInt8>) -> Int {
        var index = 0
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
        while index < bytes.count, XMLCharacters.isSpace(bytes[index]) { index &+= 1 }
        return index
    }

    private static func expectEnd(_ bytes: Span<UInt8>, from: Int) throws(DocumentFault) {
        for index in from..<bytes.count where !XMLCharacters.isSpace(bytes[index]) {
            throw DocumentFault(.trailingBytes, at: index)
        }
    }
}

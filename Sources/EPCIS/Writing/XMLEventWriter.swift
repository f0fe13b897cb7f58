/// Writes events in the XML binding (EPCIS 2.0 section 9.5, or EPCIS 1.2 section 9.5).
///
/// In EPCIS 2.0 nothing is lost. Elements stand in the order of the binding. The types of extensions that were JSON
/// numbers, booleans or null are said by `xsi:type` and `xsi:nil`; what no XML can say of JSON stands at the end of the
/// event in a processing instruction, which ``JSONEventWriter`` takes up again (docs/decisions/0010).
public struct XMLEventWriter: Sendable {
    /// The versions of the binding.
    public enum Version: String, Sendable, Hashable, CaseIterable {
        case v1_2 = "1.2"
        case v2_0 = "2.0"
    }

    /// The version that is written.
    public let version: Version
    /// The prefixes that the document around the event declares.
    public var scope: NamespaceScope
    /// How identifiers are written.
    public var translator: IdentifierTranslator
    /// Whether the event stands alone and declares every prefix itself.
    var isBare = false

    /// Makes a writer.
    public init(
        version: Version = .v2_0,
        scope: NamespaceScope = NamespaceScope(),
        translator: IdentifierTranslator = IdentifierTranslator()
    ) {
        self.version = version
        self.scope = scope
        self.translator = translator
    }

    /// The namespaces that documents of this writer declare at their root, beside those of extensions.
    public static let reserved: [(prefix: String, namespace: String)] = [
        ("xsi", PrefixPlan.instance), ("xsd", PrefixPlan.schema), ("cbvmda", "urn:epcglobal:cbv:mda"),
    ]

    /// The event's XML, and what it does not say.
    ///
    /// Of an event type that EPCIS 1.2 does not have, nothing is written.
    public func xml(of tree: EventTree) -> (xml: [UInt8], losses: [ConversionLoss]) {
        guard !tree.nodes.isEmpty else { return ([], []) }
        if version == .v1_2, tree.eventType == .associationEvent {
            return ([], [ConversionLoss(path: "$", reason: .eventTypeOfVersion2)])
        }
        var pass = XMLEventPass(tree: tree, writer: self, patch: nil)
        pass.writeEvent()
        guard tree.syntax == .json, let patch = patch(from: pass.out, to: tree) else { return (pass.out, pass.losses) }
        if version == .v1_2 {
            // What EPCIS 1.2 lacks is lost; a reader of 1.2 expects no notes.
            let lost = pass.losses.map(\.path)
            let others = JSONPatch.paths(of: patch).filter { path in !lost.contains { path.hasPrefix($0) } }
            return (pass.out, pass.losses + others.map { ConversionLoss(path: $0, reason: .jsonTypes) })
        }
        pass = XMLEventPass(tree: tree, writer: self, patch: patch)
        pass.writeEvent()
        return (pass.out, pass.losses)
    }

    /// What the XML does not say of the JSON that the event came as.
    private func patch(from xml: [UInt8], to tree: EventTree) -> [UInt8]? {
        var scope = NamespaceScope()
        for (prefix, namespace) in Self.reserved + self.scope.declarations {
            scope.declare(prefix: prefix.utf8, namespace: namespace.utf8)
        }
        var reader = EventTreeReader()
        let said = JSONEventWriter(scope: self.scope, translator: translator).json(of: tree)
        do throws(DocumentFault) {
            let read = try reader.read(xml: xml.span, scope: scope)
            return JSONPatch.difference(from: JSONEventWriter(scope: self.scope).json(of: read), to: said)
        } catch {
            return nil
        }
    }
}

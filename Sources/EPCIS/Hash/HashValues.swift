/// How strictly the values of an event follow the reference implementation, which reads the two syntaxes differently.
public enum HashValues: String, Sendable, Hashable, CaseIterable {
    /// As the reference implementation reads each syntax, so that its published ids are met.
    ///
    /// In JSON prefixes that the document's own context declares are expanded and `true` is `True`, null `None`; in XML
    /// only the prefixes `gs1` and `cbv` are expanded, and attributes of XML Schema count. The same event in the other
    /// syntax may have another id.
    case reference
    /// As the rules of the standard ask: an event has one id, whatever its syntax.
    ///
    /// Every declared prefix is expanded in both syntaxes, `gs1` and `cbv` to what the EPCIS context says; booleans are
    /// `true` and `false`; null is nothing, and so are attributes of XML Schema.
    case uniform
}

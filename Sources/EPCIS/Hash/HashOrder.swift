/// Whose reading of CBV 2.0 section 8.9.2 an event hash id follows: public implementations differ.
public enum HashOrder: String, Sendable, Hashable, CaseIterable {
    /// The order and the values of the reference implementation (epcis-event-hash-generator).
    ///
    /// Parent before EPCs; the lists of business transactions, sources and destinations in the tail, sorted together
    /// with ILMD and extensions; numbers as binary floats; half a millisecond rounded to even. Where the reference gives
    /// no id, or one that depends on other events of the document, the standard's rule is followed: see
    /// docs/epcis-hash.md.
    case reference
    /// The order of the table in the standard, with exact decimal numbers and half a millisecond rounded up.
    case cbv
}

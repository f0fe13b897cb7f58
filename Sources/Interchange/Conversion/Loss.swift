/// Something that a conversion could not carry over.
public struct Loss: Sendable, Hashable {
    /// Why it was lost.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The other standard has no term for it.
        case noTerm = "no-term"
        /// The other standard has a term, but writes less of it.
        case coarser
        /// ICGLR lots do not say how much was taken from each input; the weight is an extension of ours.
        case consumedMass = "consumed-mass"
        /// One event became several records, and they do not say that they belong together.
        case split
        /// The other standard has nothing that corresponds.
        case noCounterpart = "no-counterpart"
        /// The reader may not see it.
        case withheld

        /// The key of the reason's text in the catalogue of messages.
        public var messageKey: String { "interchange.loss.\(rawValue)" }
    }

    /// JSON path in what was converted.
    public let path: String
    /// Why.
    public let reason: Reason

    /// Names a loss.
    public init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

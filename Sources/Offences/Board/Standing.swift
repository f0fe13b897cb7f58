/// How far an element is carried by what the case holds.
///
/// Whether it is proven, a court says.
public enum Standing: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Nothing supports it.
    case open
    /// Leads alone support it.
    case lead
    /// Evidence supports it, but a proof that it cannot stand without is missing.
    case partial
    /// Evidence supports it.
    case supported

    /// The key of its word in the catalogue of messages.
    public var messageKey: String { "offences.standing.\(rawValue)" }

    /// From open to supported.
    public static func < (left: Standing, right: Standing) -> Bool {
        allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
}

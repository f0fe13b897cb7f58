/// Judges events by EPCIS 2.0 and CBV 2.0, in two layers: the shape, and the rules that stand in prose only.
///
/// ```swift
/// let faults = EventValidator().faults(in: tree)
/// let isValid = !faults.contains { $0.severity == .error }
/// ```
///
/// Schemas of others are not used: the rules are written down here, from the standard's text.
public struct EventValidator: Sendable {
    /// How strictly the prose rules are taken.
    public var profile: ValidationProfile
    /// Whether EPC URNs and canonical Digital Links are read part by part.
    public var checksIdentifiers: Bool
    /// Whether XML is of EPCIS 2.0, whose elements have one order; the wrappers of 1.2 are not in the tree.
    public var isVersion2: Bool
    /// How many faults of one event are told.
    public static let faultLimit = 100

    /// Makes a validator.
    public init(profile: ValidationProfile = .standard, checksIdentifiers: Bool = true, isVersion2: Bool = true) {
        self.profile = profile
        self.checksIdentifiers = checksIdentifiers
        self.isVersion2 = isVersion2
    }

    /// What is wrong with an event, in document order; empty if nothing is.
    ///
    /// Complexity: O(size of the event).
    public func faults(in tree: EventTree) -> [ValidationFault] {
        guard !tree.nodes.isEmpty else { return [] }
        var walk = EventWalk(tree: tree, validator: self)
        walk.checkEvent()
        return walk.faults
    }

    /// Whether the event has no fault that is an error.
    public func accepts(_ tree: EventTree) -> Bool {
        !faults(in: tree).contains { $0.severity == .error }
    }
}

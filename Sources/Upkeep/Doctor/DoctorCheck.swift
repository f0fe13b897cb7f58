/// One thing that was looked at, how it stands, and what to do.
public struct DoctorCheck: Sendable, Hashable {
    /// How a thing stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// As it should be.
        case ok
        /// Touchstone works, and somebody should look at it.
        case attention
        /// Touchstone, or a part of it, does not work so.
        case broken
    }

    /// The thing.
    public let name: String
    /// How it stands.
    public let state: State
    /// What was found.
    public let found: String
    /// What to do; empty where there is nothing to do.
    public let advice: String

    /// Says how a thing stands.
    public init(_ name: String, _ state: State, _ found: String, advice: String = "") {
        self.name = name
        self.state = state
        self.found = found
        self.advice = advice
    }
}

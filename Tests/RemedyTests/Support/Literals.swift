public import Remedy

extension CategoryID: ExpressibleByStringLiteral {
    /// The identifier as it is written in a test.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension RouteID: ExpressibleByStringLiteral {
    /// The identifier as it is written in a test.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension StepID: ExpressibleByStringLiteral {
    /// The identifier as it is written in a test.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension EventID: ExpressibleByStringLiteral {
    /// The identifier as it is written in a test.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension CaseID: ExpressibleByStringLiteral {
    /// The identifier as it is written in a test.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension OrganisationID: ExpressibleByStringLiteral {
    /// The identifier as it is written in a test.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension SeatID: ExpressibleByStringLiteral {
    /// The identifier as it is written in a test.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

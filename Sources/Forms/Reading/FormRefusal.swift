/// Why a form is not taken, all that was found at once.
public struct FormRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults in the order in which they were met; one at least.
    public let faults: [FormFault]

    /// More than these are not looked for.
    static let mostFaults = 50

    /// The faults, one a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

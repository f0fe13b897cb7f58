public import Vocabulary

/// Who reads: the agency that they belong to and how far they are cleared.
///
/// A reader is made where somebody is recognised and handed down to ``FactStore/read(as:_:)``; there is no way to read
/// without one.
public struct Reader: Sendable, Hashable {
    /// Whose name stands in the access trail.
    public let name: String
    /// The agency; its own rows are visible whatever their marking.
    public let agency: AgencyNumber
    /// The strictest marking that the reader may see of other agencies' rows; nil for none at all.
    public let ceiling: HandlingMarking?
    /// Whether positions of artisanal sites and reports are shown exactly; otherwise as a grid cell.
    public let seesExactPositions: Bool

    /// Describes a reader.
    public init(name: String, agency: AgencyNumber, ceiling: HandlingMarking?, seesExactPositions: Bool) {
        self.name = name
        self.agency = agency
        self.ceiling = ceiling
        self.seesExactPositions = seesExactPositions
    }

    /// The owner of the machine, at its keyboard: sees what the machine holds.
    public static let local = Reader(name: "local", agency: .local, ceiling: .red, seesExactPositions: true)

    /// Anybody: sees what is marked TLP:CLEAR, with blurred positions.
    public static let everyone = Reader(name: "public", agency: .none, ceiling: .clear, seesExactPositions: false)
}

/// The number of an agency in this store.
public struct AgencyNumber: Sendable, Hashable, RawRepresentable {
    /// The row in the table of agencies.
    public let rawValue: Int64

    /// Wraps a row number.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// The agency that runs this store.
    public static let local = AgencyNumber(rawValue: 1)
    /// No agency.
    public static let none = AgencyNumber(rawValue: 0)
}

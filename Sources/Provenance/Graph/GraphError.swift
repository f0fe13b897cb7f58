/// Why something cannot be taken into a graph, or a graph cannot be opened.
public enum GraphError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A lot without an identifier.
    case unnamedLot
    /// A mass below zero.
    case negativeMass(lot: String)
    /// A grade outside 0 to 1,000,000 parts per million.
    case impossibleGrade(lot: String)
    /// A record number that cannot be kept.
    case recordOutOfRange(Int)
    /// No step, or a container that is not exactly one lot.
    case misshapen(event: String)
    /// The graph holds as much as its numbers can name.
    case full
    /// Another process writes to the folder.
    case inUse
    /// The file of the graph is damaged or of another version: build it again from the records.
    case rebuildNeeded(String)
    /// The system refused something.
    case system(String)

    /// The reason in words.
    public var description: String {
        switch self {
        case .unnamedLot: "a lot has no identifier"
        case .negativeMass(let lot): "the mass of lot \(lot) is below zero"
        case .impossibleGrade(let lot): "the grade of lot \(lot) is not between 0 and 1,000,000 ppm"
        case .recordOutOfRange(let record): "record \(record) is outside 0 to 4,294,967,294"
        case .misshapen(let event): "event \(event) has no step, or does not name exactly one container"
        case .full: "the graph is full"
        case .inUse: "another process writes to this graph"
        case .rebuildNeeded(let why): "the graph has to be built again from the records: \(why)"
        case .system(let why): why
        }
    }
}

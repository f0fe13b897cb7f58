/// A query for events: conditions that all have to hold, the order and the number of the events (EPCIS 2.0 section 8.2.7.1).
///
/// ```swift
/// let query = try EventQuery(parameters: [("EQ_bizStep", "shipping|receiving"), ("GE_quantity_KGM", "500")])
/// query.matches(event, recordTime: now)
/// ```
public struct EventQuery: Sendable, Hashable {
    /// What the events are sorted by.
    public struct Order: Sendable, Hashable {
        /// A time or an extension's field.
        public enum Field: Sendable, Hashable {
            case eventTime
            case recordTime
            case other(QueryFieldPath)
        }

        /// What is compared.
        public let field: Field
        /// Whether the smallest comes first.
        public let isAscending: Bool

        /// Makes an order.
        public init(field: Field, isAscending: Bool) {
            self.field = field
            self.isAscending = isAscending
        }
    }

    /// What every event of the answer fulfils.
    public var conditions: [QueryCondition] = []
    /// What the events are sorted by; nil if the query does not care.
    public var order: Order?
    /// How many of the first events are given.
    public var eventCountLimit: Int?
    /// How many events there may be; more are an error.
    public var maxEventCount: Int?
    /// How many events a page has.
    public var perPage: Int?
    /// Where the page begins, as a former answer told.
    public var nextPageToken: String?

    /// How many parameters a query may have.
    public static let parameterLimit = 200
    /// How many values the parameters of a query may have together.
    public static let valueLimit = 10_000

    /// A query for all events.
    public init() {}

    /// The fault of an answer with that many events; nil if the query takes them.
    public func fault(ofCount count: Int) -> QueryFault? {
        guard let maxEventCount, count > maxEventCount else { return nil }
        return QueryFault(.tooLarge, parameter: "maxEventCount", value: String(maxEventCount))
    }
}

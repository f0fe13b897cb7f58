import GRDB

/// A subscription to a named query: whom to tell of the events that it finds, when and how (EPCIS 2.0 section 12.9).
public struct EventSubscription: Sendable, Hashable {
    /// What is asked for when somebody subscribes.
    public struct Request: Sendable, Hashable {
        /// The address that documents are posted to.
        public var dest: String
        /// What they are signed with; nil to leave them unsigned.
        public var secret: String?
        /// When to report, as JSON; nil to report at once whenever an event is captured.
        public var schedule: String?
        /// Whether a report without events is sent too.
        public var reportsEmpty: Bool
        /// How identifiers are written.
        public var format: String
        /// Events that were recorded from then on are told, in microseconds since 1970; nil for those after now.
        public var initialRecordTime: Int?
        /// When to look at it first: seconds since 1970.
        public var nextAt: Int

        /// Describes what is asked for.
        public init(
            dest: String,
            secret: String?,
            schedule: String?,
            reportsEmpty: Bool,
            format: String,
            initialRecordTime: Int?,
            nextAt: Int
        ) {
            self.dest = dest
            self.secret = secret
            self.schedule = schedule
            self.reportsEmpty = reportsEmpty
            self.format = format
            self.initialRecordTime = initialRecordTime
            self.nextAt = nextAt
        }
    }

    /// The identifier: not to be guessed.
    public let id: String
    /// The agency that the query belongs to.
    public let owner: Int64
    /// The query's name.
    public let queryName: String
    /// The person in whose place events are read; nil for the owner of the machine.
    public let person: Int64?
    /// The address that documents are posted to.
    public let dest: String
    /// What documents are signed with.
    public let secret: String?
    /// When to report, as JSON; nil for at once.
    public let schedule: String?
    /// Whether a report without events is sent too.
    public let reportsEmpty: Bool
    /// How identifiers are written.
    public let format: String
    /// From when on events were asked for: ISO 8601; nil for those after the subscription.
    public let initialRecordTime: String?
    /// When it was made: ISO 8601.
    public let createdAt: String
    /// The last record that the subscriber has been told of.
    public let deliveredRecord: Int64
    /// The last record of the report that is being delivered; nil if none is.
    public let dueRecord: Int64?
    /// How many documents of that report the subscriber has taken.
    public let documents: Int
    /// How often delivering has failed since it last succeeded.
    public let attempts: Int
    /// When the subscriber last took a document: ISO 8601.
    public let lastNotifiedAt: String?
    /// Why delivering failed last; nil if it did not.
    public let lastFault: String?

    init(row: Row) {
        id = row["id"]
        owner = row["owner"]
        queryName = row["query_name"]
        person = row["person_id"]
        dest = row["dest"]
        secret = row["secret"]
        schedule = row["schedule"]
        reportsEmpty = row["reports_empty"]
        format = row["format"]
        initialRecordTime = row["initial_record_time"]
        createdAt = row["created_at"]
        deliveredRecord = row["delivered_record"]
        dueRecord = row["due_record"]
        documents = row["documents"]
        attempts = row["attempts"]
        lastNotifiedAt = row["last_notified_at"]
        lastFault = row["last_fault"]
    }
}

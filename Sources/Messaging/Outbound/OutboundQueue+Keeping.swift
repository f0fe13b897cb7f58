/// A queue between two events: rows that a store keeps, and the queue that they make again.
extension OutboundQueue {
    /// A message that is neither taken nor ended.
    public struct Row: Sendable, Hashable {
        /// The message; what it says may be left out, as nothing is decided by it.
        public var message: OutboundMessage
        /// Its place: the oldest goes first.
        public var order: Int
        /// Whether it is the one message that may follow a STOP.
        public var isNotice: Bool
        /// What became of it.
        public var status: OutboundStatus
        /// From when on something is to be done with it, in milliseconds since 1970.
        public var next: Int
        /// How often it was given to the gateway.
        public var tries: Int

        /// Describes a row.
        public init(
            message: OutboundMessage,
            order: Int,
            isNotice: Bool,
            status: OutboundStatus,
            next: Int,
            tries: Int
        ) {
            (self.message, self.order, self.isNotice) = (message, order, isNotice)
            (self.status, self.next, self.tries) = (status, next, tries)
        }
    }

    /// A try of the last hour: to whom, and when in milliseconds since 1970.
    public struct Try: Sendable, Hashable {
        /// Who it went to.
        public let recipient: SenderDigest
        /// When.
        public let moment: Int

        /// Describes a try.
        public init(recipient: SenderDigest, moment: Int) { (self.recipient, self.moment) = (recipient, moment) }
    }

    /// A queue of what is kept.
    ///
    /// - Parameters:
    ///   - stopped: Who wants no messages.
    ///   - tries: What was given to gateways within the last hour.
    public init(rules: OutboundRules, rows: [Row], stopped: Set<SenderDigest>, tries: [Try]) {
        self.init(rules: rules)
        restore(rows, stopped, tries)
    }

    /// A message as it stands now; nil if it was never taken.
    public func row(of id: String) -> Row? { kept(id) }
}

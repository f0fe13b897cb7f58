public import Vocabulary

/// What one agency asks another for, with a clock in days of work.
///
/// The state follows from what happened. The clock runs from the day of sending, stands still while the asked agency
/// waits for an explanation that it asked for, and stops with an answer, a refusal or a withdrawal. A refusal without a
/// reason is not taken.
public struct AgencyRequest: Sendable, Hashable {
    /// Where a request stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case draft, sent, acknowledged
        case explanationAsked = "explanation-asked"
        case partlyAnswered = "partly-answered"
        case answered, refused, withdrawn

        /// The key of its word in the catalogue of messages.
        public var messageKey: String { "offences.request.\(rawValue)" }

        /// Whether nothing more can happen.
        public var isClosed: Bool { self == .answered || self == .refused || self == .withdrawn }
    }

    /// Something that happens to a request.
    public enum Act: Sendable, Hashable {
        /// The asking agency sends it.
        case send
        /// The asked agency has received it.
        case acknowledge
        /// The asked agency needs an explanation.
        case askExplanation(String)
        /// The asking agency explains.
        case explain(String)
        /// The asked agency answers; partly, if more is to come.
        case answer([EvidenceReference], isPartial: Bool)
        /// The asked agency refuses, with the ground and, where there is one, what it rests on.
        case refuse(reason: String, basis: String?)
        /// The asking agency withdraws it.
        case withdraw(reason: String)
    }

    /// An act with who did it and when.
    public struct Event: Sendable, Hashable {
        /// What.
        public let act: Act
        /// Who.
        public let by: OfficerID
        /// The day, where the asked agency works.
        public let on: CalendarDay

        /// An event.
        public init(_ act: Act, by: OfficerID, on: CalendarDay) {
            self.act = act
            self.by = by
            self.on = on
        }
    }

    /// The id.
    public let id: String
    /// The proof that is asked for; nil where the request is about something else.
    public let proof: ProofID?
    /// Who asks.
    public let from: AgencyRoleID
    /// Who is asked.
    public let to: AgencyRoleID
    /// What is asked for.
    public let asks: String
    /// Why, and on what legal ground; it binds what the answer may be used for.
    public let purpose: String
    /// The days of work that the asked agency has.
    public let days: Int
    /// What happened, in the order in which it happened.
    public private(set) var events: [Event] = []
    /// Where it stands.
    public private(set) var state = State.draft

    /// A draft; nil without a purpose, without anything asked, or with a limit outside 1 to 365 days of work.
    public init?(
        id: String,
        proof: ProofID? = nil,
        from: AgencyRoleID,
        to: AgencyRoleID,
        asks: String,
        purpose: String,
        days: Int
    ) {
        guard (1...365).contains(days), Self.isSaid(asks), Self.isSaid(purpose), from != to else { return nil }
        self.id = id
        self.proof = proof
        self.from = from
        self.to = to
        self.asks = asks
        self.purpose = purpose
        self.days = days
    }

    /// Takes an event.
    public mutating func append(_ event: Event) throws(RequestRefusal) {
        if let last = events.last, event.on < last.on { throw .outOfOrder }
        state = try next(event.act)
        events.append(event)
    }

    private func next(_ act: Act) throws(RequestRefusal) -> State {
        let isOpen: [State] = [.sent, .acknowledged, .partlyAnswered]
        switch (act, state) {
        case (.send, .draft): return .sent
        case (.acknowledge, .sent): return .acknowledged
        case (.askExplanation(let words), let state) where isOpen.contains(state):
            guard Self.isSaid(words) else { throw .wordsMissing }
            return .explanationAsked
        case (.explain(let words), .explanationAsked):
            guard Self.isSaid(words) else { throw .wordsMissing }
            return hasPartialAnswer ? .partlyAnswered : .acknowledged
        case (.answer(let references, let isPartial), let state) where isOpen.contains(state):
            guard !references.isEmpty else { throw .nothingAnswered }
            return isPartial ? .partlyAnswered : .answered
        case (.refuse(let reason, _), let state) where isOpen.contains(state) || state == .explanationAsked:
            guard Self.isSaid(reason) else { throw .reasonMissing }
            return .refused
        case (.withdraw(let reason), let state) where !state.isClosed:
            guard Self.isSaid(reason) else { throw .reasonMissing }
            return .withdrawn
        default: throw .notInThisState
        }
    }

    private var hasPartialAnswer: Bool {
        events.contains { if case .answer(_, true) = $0.act { true } else { false } }
    }

    private static func isSaid(_ words: String) -> Bool { words.contains { !$0.isWhitespace } }
}

/// Why an event is not taken.
public enum RequestRefusal: String, Error, Sendable, Hashable, CaseIterable {
    /// The state does not allow it.
    case notInThisState = "not-in-this-state"
    /// A refusal or withdrawal needs a reason.
    case reasonMissing = "reason-missing"
    /// A question or an explanation needs words.
    case wordsMissing = "words-missing"
    /// An answer gives something.
    case nothingAnswered = "nothing-answered"
    /// It lies before what happened last.
    case outOfOrder = "out-of-order"

    /// The key of its sentence in the catalogue of messages.
    public var messageKey: String { "offences.request.refused.\(rawValue)" }
}

public import Credentials
public import Vocabulary

/// What the log was told of one identifier, each statement with its place.
public struct IdentifierTimeline: Sendable {
    /// The identifier.
    public let identifier: String
    /// Its keys as the log had them.
    public let history: KeyHistory
    private let marks: [(place: UInt64, at: UTCInstant)]

    /// Takes statements in the order of the log.
    ///
    /// - Throws: ``CredentialFault``: among others `historyRewritten` if they contradict one another, or are of several
    ///   identifiers.
    public init(_ statements: [(place: UInt64, statement: IdentifierStatement)]) throws(CredentialFault) {
        guard let first = statements.first else { throw CredentialFault(.unresolved) }
        identifier = first.statement.identifier
        var history = KeyHistory(of: identifier)
        for (place, statement) in statements {
            guard statement.identifier.utf8.elementsEqual(identifier.utf8) else {
                throw CredentialFault(.foreignDocument, statement.identifier)
            }
            switch statement {
            case .version(let document, let at):
                try history.append(KeyHistory.Version(document, loggedAt: at, entry: place))
            case .compromise(let key, _, let since, let at):
                try history.append(KeyHistory.Compromise(key, since: since, loggedAt: at, entry: place))
            }
        }
        self.history = history
        marks = statements.map { ($0.place, $0.statement.at) }
    }

    /// When the log saw something that stands at a place: what it says of that itself counts only between what the log had
    /// been told of the identifier before that place and what it was told after.
    public func time(of place: UInt64, stated: UTCInstant) -> UTCInstant {
        var time = stated.milliseconds
        if let next = marks.first(where: { $0.place > place }) { time = min(time, next.at.milliseconds - 1) }
        if let last = marks.last(where: { $0.place < place }) { time = max(time, last.at.milliseconds) }
        return UTCInstant(milliseconds: time) ?? stated
    }
}

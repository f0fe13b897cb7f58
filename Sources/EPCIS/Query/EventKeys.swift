/// What an index of events is kept by: the values that most queries ask for, in the spelling that conditions compare.
///
/// An event that fulfils a condition has one of the condition's keys, so an index of keys can narrow a query down; what
/// it leaves is still to be judged by ``EventQuery/matches(_:recordTime:masterData:)``.
public struct EventKeys: Sendable, Hashable {
    /// The kinds of keys.
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        case readPoint = 1
        case bizLocation = 2
        /// An EPC or a parent, wherever it stands.
        case epc = 3
        /// An EPC class, wherever it stands.
        case epcClass = 4
        case transformationID = 5
        case transaction = 6
        case party = 7
        case bizStep = 8
        case disposition = 9
    }

    /// A key with its kind.
    public struct Key: Sendable, Hashable {
        /// What it is the key of.
        public let kind: Kind
        /// The canonical link or the text.
        public let text: String
    }

    /// The type as written, such as `ObjectEvent`.
    public var type = ""
    /// In microseconds since 1970; nil if the event has none that can be read.
    public var eventTime: Int?
    /// The action; nil if it has none.
    public var action: String?
    /// The business step as ``QueryWord/text`` has it; nil if it has none.
    public var bizStep: String?
    /// The disposition likewise.
    public var disposition: String?
    /// The event's id by its key; nil if it has none.
    public var eventID: String?
    /// Whether it declares an earlier event to be wrong.
    public var isErrorDeclaration = false
    /// Whether it has sensor elements.
    public var hasSensors = false
    /// The identifiers in it, each once.
    public var keys: [Key] = []

    /// Gathers the keys of an event.
    ///
    /// Complexity: O(number of nodes).
    public init(of event: EventTree) {
        guard let root = event.nodes.first else { return }
        type = event.writtenName(of: root.name)
        if let range = event.range(.eventTime) {
            eventTime = EventClock.microseconds(event.text.span.extracting(range))
        }
        action = event.string(.action)
        bizStep = event.range(.bizStep).map { event.word($0, in: .bizStep) }
        disposition = event.range(.disposition).map { event.word($0, in: .disposition) }
        eventID = event.range(.eventID).map { event.key($0) }
        isErrorDeclaration = event.first(.errorDeclaration) != nil
        hasSensors = event.first(.sensorElementList) != nil
        var seen: Set<Key> = []
        func add(_ kind: Kind, _ range: Range<Int>) -> Bool {
            var texts = [event.key(range)]
            // A query may have the prefix resolved or not.
            if let expanded = event.expanded(range) { texts.append(String(decoding: expanded, as: UTF8.self)) }
            for text in texts where seen.insert(Key(kind: kind, text: text)).inserted {
                keys.append(Key(kind: kind, text: text))
            }
            return false
        }
        if let bizStep { keys.append(Key(kind: .bizStep, text: bizStep)) }
        if let disposition { keys.append(Key(kind: .disposition, text: disposition)) }
        _ = event.place(.readPoint).map { add(.readPoint, $0) }
        _ = event.place(.bizLocation).map { add(.bizLocation, $0) }
        _ = event.range(.transformationID).map { add(.transformationID, $0) }
        _ = QueryCondition.MatchField.anyEPC.any(in: event) { add(.epc, $0) }
        _ = QueryCondition.MatchField.anyEPCClass.any(in: event) { add(.epcClass, $0) }
        for field in QueryCondition.ListField.allCases {
            let kind = field == .bizTransaction ? Kind.transaction : .party
            _ = event.anyItem(field.list, in: EventTree.root) { item in
                (event.range(field.item, in: item) ?? event.contentRange(of: item)).map { add(kind, $0) } ?? false
            }
        }
    }
}

extension EventTree {
    /// A word as a query compares it.
    fileprivate func word(_ range: Range<Int>, in vocabulary: CBVVocabulary) -> String {
        if case .term(let term) = vocabulary.recognise(text.span.extracting(range)) { return term.word }
        return String(decoding: expanded(range) ?? Array(text[range]), as: UTF8.self)
    }

    /// An identifier as a query compares it.
    fileprivate func key(_ range: Range<Int>) -> String {
        var link: [UInt8] = []
        if CanonicalLink.append(text.span.extracting(range), to: &link) { return String(decoding: link, as: UTF8.self) }
        return String(decoding: text[range], as: UTF8.self)
    }
}

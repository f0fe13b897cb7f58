/// What a query's conditions say about the keys of the events that can fulfil it: for an index to look up.
///
/// Every event that fulfils the query fulfils the narrowing; not the other way round.
public struct QueryNarrowing: Sendable, Hashable {
    /// Bounds of the event time in microseconds since 1970, the upper one exclusive.
    public var eventTime: (from: Int?, to: Int?) { (eventTimeFrom, eventTimeTo) }
    /// Bounds of the record time in microseconds since 1970, the upper one exclusive.
    public var recordTime: (from: Int?, to: Int?) { (recordTimeFrom, recordTimeTo) }
    /// The standard's event types that are asked for; nil if that tells nothing.
    public private(set) var types: [String]?
    /// The actions that are asked for.
    public private(set) var actions: [String]?
    /// The business steps that are asked for.
    public private(set) var bizSteps: [String]?
    /// The dispositions that are asked for.
    public private(set) var dispositions: [String]?
    /// The event ids that are asked for.
    public private(set) var eventIDs: [String]?
    /// Whether only error declarations are asked for.
    public private(set) var isErrorDeclaration = false
    /// Whether only events with sensor elements are asked for.
    public private(set) var hasSensors = false
    /// Sets of keys: an event has at least one of each set.
    public private(set) var keys: [[EventKeys.Key]] = []

    private var eventTimeFrom: Int?
    private var eventTimeTo: Int?
    private var recordTimeFrom: Int?
    private var recordTimeTo: Int?

    /// Reads the conditions of a query.
    public init(_ query: EventQuery, masterData: MasterData = MasterData()) {
        for condition in query.conditions { take(condition, masterData) }
    }

    private mutating func take(_ condition: QueryCondition, _ masterData: MasterData) {
        switch condition {
        case .eventType(let types): take(types)
        case .action(let actions): self.actions = Self.both(self.actions, actions)
        case .time(.eventTime, let comparison, let time):
            if comparison == .less {
                eventTimeTo = min(eventTimeTo ?? .max, time)
            } else {
                eventTimeFrom = max(eventTimeFrom ?? .min, time)
            }
        case .time(.recordTime, let comparison, let time):
            if comparison == .less {
                recordTimeTo = min(recordTimeTo ?? .max, time)
            } else {
                recordTimeFrom = max(recordTimeFrom ?? .min, time)
            }
        case .time(.errorDeclarationTime, _, _), .exists(.errorDeclaration), .word(.errorReason, _),
            .identifier(.correctiveEventID, _):
            isErrorDeclaration = true
        case .time, .measure, .sensorText, .sensorBoolean, .sensorHexadecimal, .exists(.sensorElementList):
            hasSensors = true
        // A word of somebody else's may be written with a prefix that the query does not declare.
        case .word(.bizStep, let words) where words.allSatisfy(\.isTerm):
            bizSteps = Self.both(bizSteps, words.map(\.text))
        case .word(.disposition, let words) where words.allSatisfy(\.isTerm):
            dispositions = Self.both(dispositions, words.map(\.text))
        case .word(.measurementType, _), .word(.exception, _), .word(.component, _): hasSensors = true
        case .identifier(.eventID, let ids): eventIDs = Self.both(eventIDs, ids.map(\.key))
        case .identifier(.readPoint, let ids): add(.readPoint, ids)
        case .identifier(.bizLocation, let ids): add(.bizLocation, ids)
        case .identifier(.transformationID, let ids): add(.transformationID, ids)
        case .descendant(let field, let ids):
            let all = masterData.descendants(of: ids.map(\.key)).sorted()
            guard all.count <= Self.keyLimit else { return }
            keys.append(all.map { EventKeys.Key(kind: field == .readPoint ? .readPoint : .bizLocation, text: $0) })
        case .match(let field, let patterns):
            // An EPC URN without a link may be spelt in several ways.
            let identifiers = patterns.compactMap(\.identifier)
                .filter { $0.hasLink || !$0.text.utf8.starts(with: "urn:epc:".utf8) }
            if identifiers.count == patterns.count {
                add(!field.rawValue.hasSuffix("Class") ? .epc : .epcClass, identifiers)
            }
        case .listed(let field, _, let ids): add(field == .bizTransaction ? .transaction : .party, ids)
        case .word, .quantity, .exists, .field, .fieldExists, .hasAttribute, .attribute: break
        }
    }

    /// More keys than that no index is asked for.
    private static let keyLimit = 500

    private mutating func take(_ types: [QueryCondition.EventTypeName]) {
        let known = types.compactMap { type -> String? in
            if case .standard(let term) = type { "\(term.spelling)" } else { nil }
        }
        if known.count == types.count { self.types = Self.both(self.types, known) }
    }

    private mutating func add(_ kind: EventKeys.Kind, _ ids: [QueryIdentifier]) {
        guard ids.count <= Self.keyLimit else { return }
        keys.append(ids.map { EventKeys.Key(kind: kind, text: $0.key) })
    }

    private static func both(_ left: [String]?, _ right: [String]) -> [String] {
        guard let left else { return right }
        return left.filter { one in right.contains { $0.utf8.elementsEqual(one.utf8) } }
    }
}

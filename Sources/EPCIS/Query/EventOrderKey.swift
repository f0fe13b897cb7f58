/// What an event is sorted by: numbers before times before texts, and an event without the field behind all.
public enum EventOrderKey: Sendable, Hashable {
    case number(QueryNumber)
    /// Microseconds since 1970.
    case time(Int)
    /// The bytes of a text, as the standard compares them.
    case text([UInt8])
    case absent

    private var rank: Int {
        switch self {
        case .number: 0
        case .time: 1
        case .text: 2
        case .absent: 3
        }
    }
}

extension EventQuery.Order {
    /// What an event is sorted by.
    public func key(of event: EventTree, recordTime: Int) -> EventOrderKey {
        switch field {
        case .recordTime: return .time(recordTime)
        case .eventTime:
            guard let range = event.range(.eventTime) else { return .absent }
            return EventClock.microseconds(event.text.span.extracting(range)).map { .time($0) } ?? .absent
        case .other(let path):
            var key = EventOrderKey.absent
            _ = event.anyNode(at: path) { node in
                guard let range = event.contentRange(of: node) else { return false }
                let value = event.text.span.extracting(range)
                key =
                    if let time = EventClock.microseconds(value) {
                        .time(time)
                    } else if let number = QueryNumber(value) {
                        .number(number)
                    } else {
                        .text(value.copied(0..<value.count))
                    }
                return true
            }
            return key
        }
    }

    /// Whether an event stands before another one, by their keys; those without the field stand last either way.
    public func precedes(_ left: EventOrderKey, _ right: EventOrderKey) -> Bool {
        if left == .absent || right == .absent { return left != .absent }
        return isAscending ? left < right : right < left
    }
}

extension EventOrderKey: Comparable {
    /// Whether one key is smaller than another.
    public static func < (left: EventOrderKey, right: EventOrderKey) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.time(let left), .time(let right)): left < right
        case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
        default: left.rank < right.rank
        }
    }
}

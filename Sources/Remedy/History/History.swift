/// Everything that was said in a file: a set that only grows.
///
/// What it means never hangs on the order in which events arrived: two histories with the same events are equal and
/// give the same entries.
public struct History<Fact: Sendable & Hashable>: Sendable, Hashable {
    /// The events by id; more than one only where an id was used twice for different things, and then none counts.
    private var events: [EventID: Set<Event<Fact>>] = [:]

    /// A history of these events.
    public init(_ events: [Event<Fact>] = []) {
        for event in events { keep(event) }
    }

    /// Keeps an event; one that is there already changes nothing.
    public mutating func keep(_ event: Event<Fact>) {
        events[event.id, default: []].insert(event)
    }

    /// All events, in the order of what happened; those of an id used twice stand in no particular order.
    public var all: [Event<Fact>] { events.values.joined().sorted(by: Event.happensBefore) }

    /// How many events there are.
    public var count: Int { events.values.reduce(0) { $0 + $1.count } }

    /// Whether it holds that very event.
    public func contains(_ event: Event<Fact>) -> Bool { events[event.id]?.contains(event) ?? false }

    /// Whether an id stands for something already.
    public func isUsed(_ id: EventID) -> Bool { events[id] != nil }

    /// The facts as they stand after corrections, and the events that cannot stand, each with its reason.
    ///
    /// Only who said a thing may correct it: no company takes back what a person confirmed. Of several corrections of
    /// one event the latest counts; a correction itself is not corrected but followed by another.
    ///
    /// - Parameter check: Refuses a correction that may not be, from what was said first and what is right. It is asked of
    ///   each correction by itself, so that what it refuses never hangs on the order in which they arrived.
    public func reading(
        _ check: (_ said: Fact, _ right: Fact?) throws(Refusal) -> Void = { _, _ in }
    ) -> (entries: [Entry<Fact>], setAside: [EventID: Refusal]) {
        var aside: [EventID: Refusal] = [:]
        var single: [Event<Fact>] = []
        for (id, same) in events {
            if same.count == 1, let event = same.first {
                single.append(event)
            } else {
                aside[id] = Refusal(.idUsedTwice, [id.rawValue])
            }
        }
        single.sort(by: Event.happensBefore)
        var latest: [EventID: Event<Fact>] = [:]
        for event in single {
            guard case .correction(let target, let right, let reason, _) = event.content else { continue }
            guard let original = events[target], original.count == 1, let first = original.first,
                case .fact(let said) = first.content
            else {
                aside[event.id] = Refusal(.correctsNothing, [target.rawValue])
                continue
            }
            if first.author.part != event.author.part {
                aside[event.id] = Refusal(.correctsAnother, [target.rawValue])
            } else if reason.allSatisfy(\.isWhitespace) {
                aside[event.id] = Refusal(.reasonMissing, [target.rawValue])
            } else {
                do throws(Refusal) {
                    try check(said, right)
                    latest[target] = event
                } catch {
                    aside[event.id] = error
                }
            }
        }
        var entries: [(key: Event<Fact>, entry: Entry<Fact>)] = []
        for event in single {
            guard case .fact(let said) = event.content else { continue }
            guard case .correction(_, let right, _, let moment)? = latest[event.id]?.content else {
                entries.append(
                    (event, Entry(id: event.id, at: event.at, author: event.author, fact: said, correctedBy: nil))
                )
                continue
            }
            guard let right else { continue }
            let at = moment ?? event.at
            let key = Event(event.id, at: at, rank: event.rank, by: event.author, right)
            let by = latest[event.id]?.id
            entries.append((key, Entry(id: event.id, at: at, author: event.author, fact: right, correctedBy: by)))
        }
        entries.sort { Event.happensBefore($0.key, $1.key) }
        return (entries.map(\.entry), aside)
    }
}

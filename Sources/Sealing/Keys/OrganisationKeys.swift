public import Vocabulary

/// The keys of one receiving organisation: the one that is sealed to now, and earlier ones that still open.
///
/// A key is never taken out while something sealed to it is kept: with the key, what it opens would go.
public struct OrganisationKeys: Sendable, Hashable {
    /// One key and the days of its use.
    public struct Entry: Sendable, Hashable {
        /// The key, its private half locked.
        public let key: LockedKey
        /// The first day on which it is sealed to.
        public let since: CalendarDay
        /// The day from which it is not sealed to any more; nil while it is.
        public let until: CalendarDay?

        /// A key and the days of its use.
        public init(key: LockedKey, since: CalendarDay, until: CalendarDay? = nil) {
            (self.key, self.since, self.until) = (key, since, until)
        }
    }

    /// Why keys do not go together.
    public enum Fault: String, Error, Sendable, Hashable {
        /// The same key twice.
        case twice
        /// More than one key is in use on a day, or a key ends before it begins.
        case overlapping
    }

    /// The keys, the earliest first.
    public let entries: [Entry]

    /// Keys whose days do not overlap.
    public init(_ entries: [Entry] = []) throws(Fault) {
        let sorted = entries.sorted { $0.since < $1.since }
        guard Set(sorted.map(\.key.recipient.id)).count == sorted.count else { throw .twice }
        for (index, entry) in sorted.enumerated() {
            let next = index + 1 < sorted.count ? sorted[index + 1].since : nil
            if let until = entry.until {
                guard until >= entry.since, next.map({ until <= $0 }) ?? true else { throw .overlapping }
            } else if next != nil {
                throw .overlapping
            }
        }
        self.entries = sorted
    }

    /// The key to seal to on a day; nil if there is none, and then nothing may be taken in for this organisation.
    public func current(on day: CalendarDay) -> RecipientKey? {
        entries.last { $0.since <= day && ($0.until.map { day < $0 } ?? true) }?.key.recipient
    }

    /// The key of that name, however old.
    public func key(_ id: KeyID) -> LockedKey? {
        entries.first { $0.key.recipient.id == id }?.key
    }

    /// The keys after a new one takes over on a day; the old one goes on opening what was sealed to it.
    public func rotated(to key: LockedKey, on day: CalendarDay) throws(Fault) -> OrganisationKeys {
        let older = entries.map { $0.until == nil ? Entry(key: $0.key, since: $0.since, until: day) : $0 }
        return try OrganisationKeys(older + [Entry(key: key, since: day)])
    }

    /// The same keys with one of them locked anew; nil if it is none of them.
    public func replacing(_ key: LockedKey) -> OrganisationKeys? {
        guard let index = entries.firstIndex(where: { $0.key.recipient == key.recipient }) else { return nil }
        var changed = entries
        changed[index] = Entry(key: key, since: entries[index].since, until: entries[index].until)
        return try? OrganisationKeys(changed)
    }
}

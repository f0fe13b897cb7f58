internal import Foundation
internal import Store
internal import Synchronization

/// The opposite of a change that somebody just made.
enum Undoing: Sendable {
    /// Sets a person back, unless somebody has changed them since.
    case person(PersonNumber, to: Person.Draft, from: Person.Draft)
    /// Sets an agency back, unless somebody has changed it since.
    case agency(AgencyNumber, to: Agency.Draft, from: Agency.Draft)
    case group(Int64, isActive: Bool)
    case ceiling(SharingCeiling)
    case rule(String, isOn: Bool)
    case assignment(finding: String, to: PersonNumber?)
    case verdict(finding: String, to: Verdict)
    case naming(Int64)
    case seal(GuardedSubject)

    /// The ceiling that a member had in a group.
    struct SharingCeiling: Sendable {
        let marking: Int?
        let agency: AgencyNumber
        let group: Int64
    }
}

/// What was just changed and by whom, for as long as it can be undone.
///
/// Kept in memory: after a restart the change is still there, and its page still leads to the opposite one.
final class UndoLedger: Sendable {
    /// One change.
    struct Entry: Sendable {
        /// The message that says what was done.
        let message: String
        /// Its opposite, if there is one.
        let undoing: Undoing?
        /// The page to come back to.
        let page: String
        fileprivate let who: String
        fileprivate let until: Date
    }

    /// How long a change can be undone, in seconds.
    static let period: TimeInterval = 600
    private static let most = 1_000

    private let entries = Mutex<[String: Entry]>([:])
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
    }

    /// Keeps a change.
    ///
    /// - Returns: The word under which the page that confirms it finds it.
    func keep(_ message: String, undoing: Undoing?, page: String, by reader: Reader) -> String {
        let word = RequestForgeryGuard().makeToken()
        let time = now()
        let entry = Entry(
            message: message,
            undoing: undoing,
            page: page,
            who: Self.name(reader),
            until: time.addingTimeInterval(Self.period)
        )
        entries.withLock { entries in
            entries = entries.filter { $0.value.until > time }
            if entries.count >= Self.most, let oldest = entries.min(by: { $0.value.until < $1.value.until }) {
                entries[oldest.key] = nil
            }
            entries[word] = entry
        }
        return word
    }

    /// The change under a word, for whoever made it.
    func entry(_ word: String, of reader: Reader) -> Entry? {
        let time = now()
        return entries.withLock { entries in
            entries[word].flatMap { $0.until > time && $0.who == Self.name(reader) ? $0 : nil }
        }
    }

    /// The same, which can be had once.
    func take(_ word: String, of reader: Reader) -> Entry? {
        guard let entry = entry(word, of: reader) else { return nil }
        return entries.withLock { $0.removeValue(forKey: word) } == nil ? nil : entry
    }

    private static func name(_ reader: Reader) -> String {
        "\(reader.person?.rawValue ?? 0) \(reader.name)"
    }
}

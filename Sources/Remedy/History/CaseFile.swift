public import Vocabulary

/// The rules by which facts become a state.
public protocol CaseRules: Sendable {
    /// What can happen.
    associatedtype Fact: Sendable, Hashable
    /// What is so once it has happened.
    associatedtype State: Sendable, Hashable

    /// The state before anything has happened.
    var initial: State { get }

    /// Changes the state by what happened, or refuses; what stands in the state after a refusal is thrown away.
    func apply(_ entry: Entry<Fact>, to state: inout State) throws(Refusal)

    /// Refuses a correction that may not be, whoever makes it; nil stands for nothing of the kind happened.
    func check(correctionOf said: Fact, to right: Fact?) throws(Refusal)
}

extension CaseRules {
    /// Whatever was said may be corrected.
    public func check(correctionOf said: Fact, to right: Fact?) throws(Refusal) {}
}

/// A file: an append-only history, and the state that its rules compute from it.
///
/// ```swift
/// var file = CaseFile(rules)
/// try file.append(Event("e1", at: moment, by: person, .lodged(intake)), now: moment)   // refused if it may not be
/// file.receive(eventFromAPhoneThatWasOffline)                                           // kept in any case
/// ```
public struct CaseFile<Rules: CaseRules>: Sendable {
    /// What is kept of one event.
    public typealias Happening = Event<Rules.Fact>

    /// The rules.
    public let rules: Rules
    /// Everything that was said.
    public private(set) var history: History<Rules.Fact>
    /// What is so now.
    public private(set) var state: Rules.State
    /// The facts that count, in the order of what happened.
    public private(set) var entries: [Entry<Rules.Fact>]
    /// Events that are kept but do not count, because the procedure did not allow them where they stand.
    ///
    /// They are shown with their reasons; a person decides whether a correction is due.
    public private(set) var setAside: [EventID: Refusal]

    /// A file of events that were kept before.
    public init(_ rules: Rules, events: [Happening] = []) {
        self.rules = rules
        history = History(events)
        (state, entries, setAside) = Self.fold(history, rules)
    }

    /// Takes a new event, or refuses it and stays as it was.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - now: The present; nothing can have happened after it.
    /// - Throws: ``Refusal`` with what would be allowed: also where the event itself could stand but an earlier
    ///   accepted one no longer could.
    public mutating func append(_ event: Happening, now: UTCInstant) throws(Refusal) {
        if history.contains(event) { return }
        guard !history.isUsed(event.id) else { throw Refusal(.idUsedTwice, [event.id.rawValue]) }
        guard event.at.milliseconds <= now.milliseconds else { throw Refusal(.inFuture, [event.at.text]) }
        var next = history
        next.keep(event)
        let (state, entries, aside) = Self.fold(next, rules)
        if let refusal = aside[event.id] { throw refusal }
        let undone = aside.keys.filter { setAside[$0] == nil }.sorted()
        guard undone.isEmpty else { throw Refusal(.wouldUndo, undone.map(\.rawValue)) }
        (history, self.state, self.entries, setAside) = (next, state, entries, aside)
    }

    /// Keeps an event that happened elsewhere, such as on a phone without a network, whatever it says.
    ///
    /// What it makes impossible, itself included, is set aside with its reason; nothing is lost.
    public mutating func receive(_ event: Happening) {
        history.keep(event)
        (state, entries, setAside) = Self.fold(history, rules)
    }

    /// The state as it was at a moment, from what had happened by then as it is known now.
    public func state(at moment: UTCInstant) -> Rules.State {
        Self.fold(history, rules, until: moment).state
    }

    private static func fold(
        _ history: History<Rules.Fact>,
        _ rules: Rules,
        until moment: UTCInstant? = nil
    ) -> (state: Rules.State, entries: [Entry<Rules.Fact>], aside: [EventID: Refusal]) {
        var (entries, aside) = history.reading(rules.check(correctionOf:to:))
        var state = rules.initial
        if let moment { entries.removeAll { $0.at.milliseconds > moment.milliseconds } }
        entries = entries.filter { entry in
            var next = state
            do throws(Refusal) {
                try rules.apply(entry, to: &next)
                state = next
                return true
            } catch {
                aside[entry.id] = error
                return false
            }
        }
        return (state, entries, aside)
    }
}

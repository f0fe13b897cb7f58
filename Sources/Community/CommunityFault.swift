public import Media

/// Why something about reports cannot be done.
public enum CommunityFault: Error, Sendable, Hashable {
    /// No organisation receives through this door, or none has a key: nothing can be sealed.
    case nobodyReceives
    /// A report without words.
    case nothingSaid
    /// More words than a report or message may have; the most bytes.
    case tooLong(Int)
    /// The receipt leads to no report, or to none any more.
    case noSuchReport
    /// The organisation has no key yet.
    case noKey
    /// The passphrase does not open the key.
    case wrongPassphrase
    /// None of the organisation's keys opens the report, or something in it was changed.
    case cannotBeOpened
    /// Another report has that name or that receipt, or it came through another door.
    case taken
    /// A photo or recording that is not taken, and why.
    case notTaken(MediaFault.Reason)
    /// A report has as many photos and recordings as it may have, or a thread as many messages.
    case full
    /// What a phone delivered was not sealed to this server, or is none of what phones deliver.
    case notDeliverable
    /// The reporter has not agreed to it.
    case notAllowed
    /// Degrees that are none.
    case notAPlace
    /// An incident without a kind, a day or words.
    case notAnIncident
    /// A record that was set aside.
    case setAside
    /// A grade that does not stand: the key of the message that says why.
    case grade(String)
    /// A site, licence or party that is not there for who asks.
    case unknownThing
    /// As many reports came within the hour as are taken; in so many seconds another one is.
    case later(Int)
    /// A day to which a report cannot be held.
    case notAHold
    /// Its reporter has withdrawn the report.
    case withdrawn
    /// The memory that it takes is not to be had now.
    case outOfMemory
}

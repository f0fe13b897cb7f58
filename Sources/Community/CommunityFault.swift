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
    /// Another report has that name or that receipt.
    case taken
    /// The memory that it takes is not to be had now.
    case outOfMemory
}

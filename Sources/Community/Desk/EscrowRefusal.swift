/// Why a key cannot be shared out, or officers cannot open it together.
public enum EscrowRefusal: Error, Sendable, Hashable {
    /// These officers are none, or have no key of their own for shares yet: their names, as far as they are known.
    case notReady([String])
    /// Not two officers at least, or more than sixteen, or more needed than there are.
    case impossibleNumbers
    /// The passphrase does not open the organisation's key.
    case organisationPassphrase
    /// The passphrase does not open the officer's own key.
    case officerPassphrase
    /// The passphrase does not open the key of the request.
    case requestPassphrase
    /// A passphrase that is too short or too long.
    case badPassphrase
    /// A kind of need that is none, or no reason.
    case noReason
    /// The officer has no share that can be given.
    case noShare
    /// These shares are not the ones that were given out: their numbers.
    case wrongShares([UInt8])
    /// Fewer shares than are needed.
    case tooFew(given: Int, needed: Int)
    /// The shares do not give the key that the record names.
    case otherKey
    /// The report is not sealed to a key that was shared out.
    case notSealedToIt
    /// The request has ended, or is somebody else's.
    case hasEnded
    /// The request is for one report, and not for the key itself.
    case oneReportOnly
    /// The memory that a passphrase takes is not to be had now.
    case busy
}

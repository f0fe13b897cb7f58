/// Why a key cannot be shared out, or shares do not give it back.
public enum EscrowFault: Error, Sendable, Hashable {
    /// Not two officers at least, or more than sixteen, or more needed than there are.
    case impossibleNumbers
    /// The record of the sharing is not in its form; see ``SealingFault``.
    case malformed(SealingFault)
    /// These shares belong to another sharing, by the order in which they were given, the first being 0.
    case foreignShares([Int])
    /// These officers' shares are not the ones that were given out.
    case wrongShares([UInt8])
    /// The same officer's share was given more than once.
    case sameShare([UInt8])
    /// Fewer shares than are needed.
    case tooFewShares(given: Int, needed: Int)
    /// The shares go together and yet do not give the key: the record was changed, or the sharing was wrong.
    case otherKey
    /// Nobody, no reason, or more words than a record of an opening holds.
    case incompleteRecord
}

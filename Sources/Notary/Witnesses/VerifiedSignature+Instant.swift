public import Ledger
public import Vocabulary

extension VerifiedSignature {
    /// The time that the signature states; nil if it states none, or one that no calendar has.
    public var instant: UTCInstant? {
        guard let seconds = time.flatMap({ Int(exactly: $0) }) else { return nil }
        let (milliseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000)
        return isTooLarge ? nil : UTCInstant(milliseconds: milliseconds)
    }
}

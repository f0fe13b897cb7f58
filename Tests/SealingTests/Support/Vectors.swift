import KernelSamples

extension LedgerVectors {
    /// Whether the vectors are there; says loudly what is skipped where they are not.
    static let areHere: Bool = {
        if folder == nil {
            print("SKIPPED: the vectors of RFC 9180 are not beside the project (../shared/vectors/ledger)")
        }
        return folder != nil
    }()
}

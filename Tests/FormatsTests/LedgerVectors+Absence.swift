import KernelSamples
import Testing

extension LedgerVectors {
    static let absence: Comment =
        "../shared/vectors/ledger is absent: CANONICAL JSON WAS NOT COMPARED WITH OTHERS' VECTORS"
}

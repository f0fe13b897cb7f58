import LedgerStore
import Notary
import Store

/// What is wrong with a ledger, a line each.
enum LedgerText {
    static func text(_ finding: CommitmentCheck.Finding) -> String {
        switch finding {
        case .log(let log, let fault):
            "\(log.rawValue)/\(fault.path): \(words(fault.kind.rawValue))\(fault.place.map { ", at \($0)" } ?? "")"
        case .row(let subject, let row): "\(subject.rawValue) \(row) is not what was committed"
        case .batch(let subject, let rows, let place):
            """
            the hashes that the store keeps of \(subject.rawValue) \(rows.lowerBound) to \(rows.upperBound) are not those of \
            entry \(place)
            """
        case .entry(let subject, let rows, let place):
            "entry \(place) does not commit to \(subject.rawValue) \(rows.lowerBound) to \(rows.upperBound)"
        case .labels(let place): "the set of labels of entry \(place) is absent or another"
        case .trail(let place): "entry \(place) holds a checkpoint that the access trail does not lead to"
        case .missing: "there is no ledger"
        }
    }

    /// `wrongEntry` as `wrong entry`.
    private static func words(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : String($1) }
    }
}

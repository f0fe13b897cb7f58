import Provenance
import Synchronization

/// What a reader may see, as far as it is known, and the records of which it is not.
///
/// A record of which it is not known counts as seen and is noted: whoever uses the filter has to ask and to try again.
final class Sighting: Sendable {
    private let known: [Int: Bool]
    private let unknown = Mutex<Set<Int>>([])

    init(_ known: [Int: Bool]) {
        self.known = known
    }

    /// The filter that notes what it is asked.
    var filter: RecordFilter {
        RecordFilter { [self] record in
            if let isSeen = known[record] { return isSeen }
            unknown.withLock { _ = $0.insert(record) }
            return true
        }
    }

    /// The records that were asked for and not known.
    var asked: Set<Int> { unknown.withLock { $0 } }
}

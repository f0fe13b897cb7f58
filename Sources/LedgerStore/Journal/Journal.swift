import Ledger

/// What was taken and may not be in tiles on the disk yet: first the checkpoint from which it counts, then one record a
/// batch, each with a digest that holds the digest before it.
///
/// A record that is cut, as a loss of power leaves it, ends the journal; nobody was told of it.
struct Journal {
    /// Where it is.
    static let path = "\(folder)/\(name)"
    static let folder = ".state"
    static let name = "journal"
    private static let magic = Array("touchstone journal 1\n".utf8)

    /// A batch of entries.
    struct Batch {
        /// The place in the log of the first.
        let first: UInt64
        let entries: [[UInt8]]
    }

    /// The checkpoint below: everything that it says is in tiles on the disk.
    let base: [UInt8]
    /// The batches behind it, in order.
    let batches: [Batch]
    /// Where the last whole record ends, and its digest.
    let end: Int
    let digest: TreeHash

    /// Reads a journal; nil if not even its beginning is whole.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: Self.magic) else { return nil }
        var (place, digest) = (Self.magic.count, TreeHash.empty)
        guard let (base, next) = Self.payload(bytes, at: place, behind: digest) else { return nil }
        (place, digest) = next
        var batches: [Batch] = []
        while let (payload, next) = Self.payload(bytes, at: place, behind: digest),
            let batch = Self.batch(payload)
        {
            batches.append(batch)
            (place, digest) = next
        }
        self.base = base
        self.batches = batches
        self.digest = digest
        end = place
    }

    /// A journal without batches.
    static func beginning(at checkpoint: SignedNote) -> (bytes: [UInt8], digest: TreeHash) {
        let (record, digest) = record(checkpoint.bytes, behind: .empty)
        return (magic + record, digest)
    }

    /// The record of a batch behind a record with that digest.
    static func record(_ batch: Batch, behind digest: TreeHash) -> (bytes: [UInt8], digest: TreeHash) {
        var payload = number(batch.first, bytes: 8) + number(UInt64(batch.entries.count), bytes: 4)
        payload.reserveCapacity(12 + batch.entries.reduce(0) { $0 + $1.count + 2 })
        for entry in batch.entries { EntryBundle.append(entry, to: &payload) }
        return record(payload, behind: digest)
    }

    /// Reads one record back; nil if it is not whole or not behind that digest.
    static func batch(_ record: [UInt8], behind digest: TreeHash) -> Batch? {
        guard let (found, next) = payload(record, at: 0, behind: digest), next.0 == record.count else { return nil }
        return batch(found)
    }

    private static func batch(_ payload: [UInt8]) -> Batch? {
        guard payload.count >= 12 else { return nil }
        let count = Int(payload[8..<12].reduce(0) { $0 << 8 | UInt64($1) })
        guard let bundle = try? EntryBundle(Array(payload[12...]), width: count) else { return nil }
        return Batch(first: payload[..<8].reduce(0) { $0 << 8 | UInt64($1) }, entries: bundle.entries)
    }

    /// Length, payload, digest of both and of what stands before.
    private static func record(_ payload: [UInt8], behind digest: TreeHash) -> (bytes: [UInt8], digest: TreeHash) {
        let record = number(UInt64(payload.count), bytes: 8) + payload
        let own = TreeHash.node(digest, .leaf(record))
        return (record + own.bytes, own)
    }

    private static func payload(
        _ bytes: [UInt8],
        at place: Int,
        behind digest: TreeHash
    ) -> (payload: [UInt8], next: (Int, TreeHash))? {
        let rest = bytes.count - place
        guard rest >= 8 + TreeHash.byteCount else { return nil }
        let length = bytes[place..<(place + 8)].reduce(0) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(rest - 8 - TreeHash.byteCount) else { return nil }
        let end = place + 8 + Int(length)
        let own = TreeHash.node(digest, .leaf(bytes[place..<end]))
        guard own.bytes.elementsEqual(bytes[end..<(end + TreeHash.byteCount)]) else { return nil }
        return (Array(bytes[(place + 8)..<end]), (end + TreeHash.byteCount, own))
    }

    private static func number(_ value: UInt64, bytes count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
}

internal import Notary
internal import Store
internal import Synchronization
internal import Vocabulary

/// What pages and endpoints ask of the credentials that are issued here.
final class CredentialDesk: Sendable {
    private struct Kept {
        let bits: StatusBits
        let edition: Int64
        let madeAt: UTCInstant
        let bytes: [UInt8]
    }

    let office: CredentialOffice
    private let store: FactStore
    /// Status lists that were signed, until something is set in them, the keys change, or they are old.
    private let kept = Mutex<[CredentialOffice.ListName: Kept]>([:])

    /// How long a list is given out before it is signed anew, in milliseconds; it may be used for a day.
    private static let freshness = 3_600_000

    init(_ store: FactStore, _ settings: CredentialOffice.Settings) {
        self.store = store
        office = CredentialOffice(store, settings: settings)
    }

    /// A status list; nil if there is none of that name.
    func statusList(_ name: CredentialOffice.ListName) async throws -> [UInt8]? {
        guard let bits = try await store.statusBits(ofList: name.number), let book = try await office.book(),
            let now = CredentialOffice.clock()
        else { return nil }
        let held = kept.withLock { $0[name] }
        if let held, held.bits == bits, held.edition == book.edition,
            now.milliseconds - held.madeAt.milliseconds < Self.freshness, held.madeAt <= now
        {
            return held.bytes
        }
        guard let bytes = try await office.statusList(name, at: now) else { return nil }
        kept.withLock { $0[name] = Kept(bits: bits, edition: book.edition, madeAt: now, bytes: bytes) }
        return bytes
    }

    /// Whether a credential can be issued here: there is an identifier, and its key is valid.
    func canSign() async throws -> Bool {
        try await office.book()?.isInUse ?? false
    }
}

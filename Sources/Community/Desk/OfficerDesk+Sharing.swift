public import Sealing
public import Store

/// Sharing an organisation's key out among its officers.
///
/// Each officer has a key of their own, which their passphrase locks, before they are given a share: a share is sealed to that
/// key while the organisation's key is open in memory, and stands nowhere else.
extension OfficerDesk {
    /// Makes the officer's own key for shares, or another one in its place; shares that were sealed to the one before still
    /// need its passphrase.
    ///
    /// - Throws: ``SealingFault``; ``Denial``.
    public func makeShareKey(_ passphrase: Passphrase, by officer: Reader) async throws {
        let key = try locked(.make(), passphrase)
        try await store.setOfficerKey(publicKey: key.recipient.bytes, sealedKey: key.bytes, by: officer)
    }

    /// Shares a key of the organisation out, in the place of the sharing before.
    ///
    /// - Parameters:
    ///   - publicKey: Which of its keys; nil for the present one.
    ///   - people: Who gets a share.
    ///   - needed: How many of them can open the key together.
    /// - Throws: ``EscrowRefusal``; ``CommunityFault/noKey``.
    public func shareOut(
        _ publicKey: [UInt8]? = nil,
        among people: [PersonNumber],
        needed: Int,
        passphrase: Passphrase,
        by officer: Reader
    ) async throws {
        let chosen = Set(people)
        let officers = try await store.escrowOfficers(by: officer).filter { chosen.contains($0.person) }
        guard officers.count == chosen.count, officers.allSatisfy({ $0.shareKey != nil }) else {
            throw EscrowRefusal.notReady(officers.filter { $0.shareKey == nil }.map(\.name))
        }
        let keys = try await store.reportKeys(by: officer)
        let wanted = keys.first { key in publicKey.map { $0 == key.publicKey } ?? (key.retiredAt == nil) }
        guard let wanted else { throw CommunityFault.noKey }
        let draft = try Self.sharing(of: wanted, passphrase, among: officers, needed: needed)
        do { try await store.shareKey(draft, by: officer) } catch let error as StoreError where error.code == .conflict
        {
            throw EscrowRefusal.notReady([])
        }
    }

    private static func sharing(
        of key: ReportKey,
        _ passphrase: Passphrase,
        among officers: [EscrowOfficer],
        needed: Int
    ) throws -> KeySharingDraft {
        let open: OpeningKey
        do throws(SealingFault) { open = try LockedKey(key.sealedKey).unlock(passphrase) } catch {
            throw error.reason == .outOfMemory ? EscrowRefusal.busy : EscrowRefusal.organisationPassphrase
        }
        var generator = SystemRandomNumberGenerator()
        let (escrow, shares): (Escrow, [KeyShare])
        do throws(EscrowFault) {
            (escrow, shares) = try Escrow.share(open, needed: needed, of: officers.count, using: &generator)
        } catch { throw EscrowRefusal.impossibleNumbers }
        let sealed = try zip(shares, officers).map { share, officer in
            let theirs = try RecipientKey(.p256, officer.shareKey ?? [])
            return KeySharingDraft.Share(
                number: share.number,
                officer: officer,
                envelope: try share.sealed(to: theirs).bytes
            )
        }
        return KeySharingDraft(record: escrow.bytes, publicKey: key.publicKey, needed: needed, shares: sealed)
    }

    /// Withdraws a sharing; it takes the organisation's passphrase, so that nobody else can take the way out away.
    ///
    /// - Throws: ``EscrowRefusal``; ``StoreError`` with `notFound`.
    public func withdrawSharing(_ id: Int64, passphrase: Passphrase, by officer: Reader) async throws {
        let sharing = try await sharing(id, by: officer)
        let key = try await store.reportKeys(by: officer).first { $0.publicKey == sharing.publicKey }
        guard let key else { throw CommunityFault.noKey }
        do throws(SealingFault) { _ = try LockedKey(key.sealedKey).unlock(passphrase) } catch {
            throw error.reason == .outOfMemory ? EscrowRefusal.busy : EscrowRefusal.organisationPassphrase
        }
        try await store.withdrawSharing(id, by: officer)
    }

    /// A sharing of the officer's organisation that is in force.
    func sharing(_ id: Int64, by officer: Reader) async throws -> KeySharing {
        let sharings = try await store.keySharings(by: officer)
        guard let sharing = sharings.first(where: { $0.id == id && $0.agency == officer.agency }) else {
            throw StoreError(.notFound, "There is no sharing \(id).")
        }
        return sharing
    }

    /// Opens the officer's own share and looks whether it is the one that was given out; says so to the others.
    ///
    /// - Throws: ``EscrowRefusal``, with `wrongShares` for one that is not: that is noted too.
    public func checkShare(of id: Int64, passphrase: Passphrase, by officer: Reader) async throws {
        _ = try await ownShare(of: try await sharing(id, by: officer), passphrase, by: officer)
        try await store.noteShare(of: id, isRight: true, by: officer)
    }

    /// Says that the officer's share is lost: nobody can count on it any more.
    public func loseShare(of id: Int64, by officer: Reader) async throws {
        try await store.noteShare(of: id, isRight: false, by: officer)
    }

    /// The officer's own share, open, and found to be the one that was given out.
    func ownShare(of sharing: KeySharing, _ passphrase: Passphrase, by officer: Reader) async throws -> KeyShare {
        let own: (number: UInt8, envelope: [UInt8], sealedKey: [UInt8])
        do { own = try await store.ownShare(of: sharing.id, by: officer) } catch let error as StoreError
            where error.code == .notFound
        {
            throw EscrowRefusal.noShare
        }
        guard let share = try Self.opened(own.envelope, own.sealedKey, passphrase), share.number == own.number,
            try Escrow(sharing.record).isGenuine(share)
        else {
            try await store.noteShare(of: sharing.id, isRight: false, by: officer)
            throw EscrowRefusal.wrongShares([own.number])
        }
        return share
    }

    /// A share, by its officer's passphrase; nil if it was changed.
    private static func opened(_ envelope: [UInt8], _ sealedKey: [UInt8], _ passphrase: Passphrase) throws -> KeyShare?
    {
        let key: OpeningKey
        do throws(SealingFault) { key = try LockedKey(sealedKey).unlock(passphrase) } catch {
            throw error.reason == .outOfMemory ? EscrowRefusal.busy : EscrowRefusal.officerPassphrase
        }
        return try? KeyShare(SealedEnvelope(envelope), key: key)
    }
}

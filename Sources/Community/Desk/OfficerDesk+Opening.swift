import Formats
import Foundation
public import Sealing
public import Store
import Vocabulary

/// What somebody asks for who wants a key opened without its own passphrase.
public struct OpeningWish: Sendable, Hashable {
    /// Which sharing; nil for the one to whose key the report is sealed, or for the only one.
    public var sharing: Int64?
    /// The kind of need.
    public var kind: OpeningCause.Kind
    /// What happened, in words.
    public var reason: String
    /// The number of the report; nil for the key itself.
    public var report: Int64?

    /// Describes it.
    public init(sharing: Int64? = nil, kind: OpeningCause.Kind, reason: String, report: Int64? = nil) {
        (self.sharing, self.kind, self.reason, self.report) = (sharing, kind, reason, report)
    }
}

/// Opening an organisation's key together.
///
/// What an officer gives is sealed anew to a key of the request, which the requester's passphrase locks: so shares meet in the
/// requester's hands alone, and only for as long as that takes.
extension OfficerDesk {
    /// For how many hours a request stands; then it lapses, and what was given for it is overwritten.
    public static let openingHours = 72

    /// Asks the officers who hold shares to open the organisation's key.
    ///
    /// - Parameter passphrase: Chosen for this request: it takes it to put the shares together.
    /// - Returns: The number of the request.
    /// - Throws: ``EscrowRefusal``; ``StoreError`` with `notFound` for a report that is not there.
    public func askToOpen(_ wish: OpeningWish, passphrase: Passphrase, by officer: Reader) async throws -> Int64 {
        let length = wish.reason.utf8.count
        guard wish.reason.contains(where: { !$0.isWhitespace }), length <= OpeningCause.longestText else {
            throw EscrowRefusal.noReason
        }
        let own = try await store.keySharings(by: officer).filter { $0.agency == officer.agency }
        let sharing: KeySharing?
        if let report = wish.report {
            let envelopes = try await store.reportEnvelopes(report, by: officer)
            sharing = own.first { Self.isSealed(envelopes, to: $0) }
            guard sharing != nil else { throw EscrowRefusal.notSealedToIt }
        } else {
            sharing = own.first { $0.id == wish.sharing } ?? (wish.sharing == nil && own.count == 1 ? own.first : nil)
        }
        guard let sharing else { throw EscrowRefusal.noShare }
        let key = try locked(.make(), passphrase)
        return try await store.askKeyOpening(
            KeyOpeningDraft(
                sharing: sharing.id,
                kind: wish.kind.rawValue,
                reason: wish.reason,
                reportNumber: wish.report,
                requestKey: key.recipient.bytes,
                sealedKey: key.bytes,
                lifetime: TimeInterval(Self.openingHours * 3_600)
            ),
            by: officer
        )
    }

    private static func isSealed(_ envelopes: [[UInt8]], to sharing: KeySharing) -> Bool {
        guard let key = try? Escrow(sharing.record).recipient else { return false }
        return envelopes.contains { (try? SealedEnvelope($0).header.isFor(key)) == true }
    }

    /// Gives the officer's share for a request: sealed to the key of the request, for its requester alone.
    ///
    /// - Throws: ``EscrowRefusal``; ``StoreError`` with `notFound`.
    public func giveShare(for id: Int64, passphrase: Passphrase, by officer: Reader) async throws {
        let opening = try await store.keyOpening(id, by: officer)
        guard opening.state == .asked, opening.agency == officer.agency else { throw EscrowRefusal.hasEnded }
        let sharing = try await sharing(opening.sharing, by: officer)
        let share = try await ownShare(of: sharing, passphrase, by: officer)
        let requester = try RecipientKey(.p256, opening.requestKey)
        try await answer(id, try share.sealed(to: requester).bytes, nil, by: officer)
    }

    /// Refuses the officer's share for a request, and says why.
    public func refuseShare(for id: Int64, because reason: String, by officer: Reader) async throws {
        let length = reason.utf8.count
        guard reason.contains(where: { !$0.isWhitespace }), length <= OpeningCause.longestText else {
            throw EscrowRefusal.noReason
        }
        try await answer(id, nil, reason, by: officer)
    }

    private func answer(_ id: Int64, _ envelope: [UInt8]?, _ reason: String?, by officer: Reader) async throws {
        do { try await store.answerKeyOpening(id, giving: envelope, reason: reason, by: officer) } catch let error
            as StoreError where error.code == .conflict
        {
            throw EscrowRefusal.hasEnded
        } catch let error as StoreError where error.code == .notFound {
            throw EscrowRefusal.noShare
        }
    }

    /// Puts the shares together for the requester, and gives the key once the record of it stands in the trail.
    ///
    /// - Returns: The key, and the request: where it is for one report, the key is to be used for that one alone.
    /// - Throws: ``EscrowRefusal``; ``StoreError`` with `notFound`.
    public func open(
        _ id: Int64,
        passphrase: Passphrase,
        by officer: Reader
    ) async throws -> (key: OpeningKey, opening: KeyOpening) {
        let opening = try await store.keyOpening(id, by: officer)
        guard !opening.state.isEnd, opening.person == officer.person else { throw EscrowRefusal.hasEnded }
        let sharing = try await sharing(opening.sharing, by: officer)
        let gathered = try await gathered(id, by: officer)
        let together = try Self.together(gathered, opening, sharing, passphrase)
        let key = try await together.onceRecorded { record in
            let text = try Self.text(of: record)
            try await store.recordKeyOpening(id, text, by: officer)
        }
        return (key, opening)
    }

    private func gathered(_ id: Int64, by officer: Reader) async throws -> GatheredShares {
        do { return try await store.gatheredShares(for: id, by: officer) } catch let error as StoreError
            where error.code == .conflict
        {
            throw EscrowRefusal.hasEnded
        }
    }

    private static func text(of record: OpeningRecord) throws -> String {
        let bytes = try JSONCanonical.bytes(of: record.json, numbers: .safeIntegers)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func together(
        _ gathered: GatheredShares,
        _ opening: KeyOpening,
        _ sharing: KeySharing,
        _ passphrase: Passphrase
    ) throws -> Opening {
        guard gathered.shares.count >= sharing.needed else {
            throw EscrowRefusal.tooFew(given: gathered.shares.count, needed: sharing.needed)
        }
        let key: OpeningKey
        do throws(SealingFault) { key = try LockedKey(gathered.sealedKey).unlock(passphrase) } catch {
            throw error.reason == .outOfMemory ? EscrowRefusal.busy : EscrowRefusal.requestPassphrase
        }
        var presented: [PresentedShare] = []
        var wrong: [UInt8] = []
        for share in gathered.shares {
            if let envelope = try? SealedEnvelope(share.envelope), let open = try? KeyShare(envelope, key: key),
                open.number == share.number
            {
                presented.append(PresentedShare(open, from: share.officer))
            } else {
                wrong.append(share.number)
            }
        }
        guard wrong.isEmpty else { throw EscrowRefusal.wrongShares(wrong) }
        guard let kind = OpeningCause.Kind(rawValue: opening.kind), let time = try? UTCInstant(opening.askedAt) else {
            throw EscrowRefusal.noReason
        }
        do throws(EscrowFault) {
            let cause = try OpeningCause(
                kind,
                reason: opening.reason,
                report: opening.report.flatMap(ReportID.init),
                requestedBy: opening.requestedBy,
                time: time
            )
            return try Escrow(sharing.record).open(presented, for: cause)
        } catch {
            throw EscrowRefusal(error)
        }
    }

    /// Sets another passphrase for the organisation's key, by the shares that were given.
    ///
    /// - Throws: ``EscrowRefusal``, with `oneReportOnly` for a request that is for a report.
    public func setPassphrase(
        _ new: Passphrase,
        by id: Int64,
        passphrase: Passphrase,
        by officer: Reader
    ) async throws {
        guard try await store.keyOpening(id, by: officer).reportNumber == nil else { throw EscrowRefusal.oneReportOnly }
        let key = try await open(id, passphrase: passphrase, by: officer).key
        let locked = try locked(key, new)
        try await store.resealReportKey(publicKey: key.recipient.bytes, sealedKey: locked.bytes, by: officer)
    }

    /// Ends a request: before it was opened, that takes it back.
    public func endOpening(_ id: Int64, because reason: String?, by officer: Reader) async throws {
        let words = reason.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
        guard words?.utf8.count ?? 0 <= OpeningCause.longestText else { throw EscrowRefusal.noReason }
        do { try await store.endKeyOpening(id, because: words, by: officer) } catch let error as StoreError
            where error.code == .conflict
        {
            throw EscrowRefusal.hasEnded
        }
    }
}

extension EscrowRefusal {
    init(_ fault: EscrowFault) {
        self =
            switch fault {
            case .impossibleNumbers: .impossibleNumbers
            case .malformed, .otherKey: .otherKey
            case .foreignShares(let places): .wrongShares(places.map { UInt8(clamping: $0 + 1) })
            case .wrongShares(let numbers), .sameShare(let numbers): .wrongShares(numbers)
            case .tooFewShares(let given, let needed): .tooFew(given: given, needed: needed)
            case .incompleteRecord: .noReason
            }
    }
}

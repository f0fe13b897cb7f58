internal import Community
internal import Sealing
internal import Store
internal import Vocabulary

extension EscrowRefusal {
    /// What is wrong, for the officer: shares are named by their numbers.
    func words(_ words: Words) -> String {
        switch self {
        case .notReady(let names):
            names.isEmpty
                ? words("escrow.fault.changed")
                : words("escrow.fault.not_ready", ["names": names.joined(separator: ", ")])
        case .impossibleNumbers: words("escrow.fault.numbers", ["most": "\(Escrow.mostOfficers)"])
        case .organisationPassphrase: words("inbox.fault.passphrase")
        case .officerPassphrase: words("escrow.fault.officer_passphrase")
        case .requestPassphrase: words("escrow.fault.request_passphrase")
        case .badPassphrase: words("inbox.fault.short")
        case .noReason: words("escrow.fault.reason")
        case .noShare: words("escrow.fault.no_share")
        case .wrongShares(let numbers):
            words("escrow.fault.wrong_shares", ["numbers": numbers.map(String.init).joined(separator: ", ")])
        case .tooFew(let given, let needed):
            words("escrow.fault.too_few", ["given": "\(given)", "needed": "\(needed)"])
        case .otherKey: words("escrow.fault.other_key")
        case .notSealedToIt: words("escrow.fault.not_sealed_to_it")
        case .hasEnded: words("escrow.fault.ended")
        case .oneReportOnly: words("escrow.fault.one_report")
        case .busy: words("report.fault.busy")
        }
    }
}

/// How requests to open a key are told, on every page that shows one.
struct KeyOpeningWords: Sendable {
    let words: Words

    /// For what it is: one report, or the key itself.
    func subject(_ opening: KeyOpening) -> String {
        opening.reportNumber.map { words("inbox.number", ["number": "\($0)"]) } ?? words("escrow.whole_key")
    }

    func kind(_ opening: KeyOpening) -> String { words("escrow.kind.\(opening.kind)") }

    func state(_ opening: KeyOpening) -> String { words("escrow.state.\(opening.state.rawValue)") }

    /// How many of how many gave their share.
    func given(_ opening: KeyOpening, of needed: Int?) -> String {
        guard let needed else { return "\(opening.given)" }
        return words("escrow.given_of", ["given": "\(opening.given)", "needed": "\(needed)"])
    }
}

extension QueryString {
    /// A passphrase that was typed twice.
    ///
    /// - Throws: `EscrowRefusal` for one that is none; `PassphraseSlip` where the two differ.
    func newPassphrase(_ name: String = "passphrase", again: String = "again") throws -> Passphrase {
        guard let text = self[name], text == self[again] else { throw PassphraseSlip() }
        return try passphrase(name)
    }

    /// A passphrase that was typed.
    ///
    /// - Throws: `EscrowRefusal` for one that is none.
    func passphrase(_ name: String = "passphrase") throws -> Passphrase {
        do throws(SealingFault) { return try Passphrase(self[name] ?? "") } catch { throw EscrowRefusal.badPassphrase }
    }
}

/// Two passphrases that should have been the same.
struct PassphraseSlip: Error {}

/// What is wrong with a form about shared keys, in words; nil for an error that is none of theirs.
enum EscrowFaultText {
    static func of(_ error: any Error, _ visit: Visit) -> String? {
        switch error {
        case let refusal as EscrowRefusal: refusal.words(visit.words)
        case is PassphraseSlip: visit.words("inbox.fault.again")
        case let fault as CommunityFault: visit.words(visit.services.community.message(of: fault))
        case let error as StoreError where error.code == .notFound: visit.words("escrow.fault.not_there")
        default: nil
        }
    }
}

import Crypto
public import Ledger
public import Store
import Synchronization

/// Makes the keys under which a store's records are found in its ledger.
///
/// Names of lots and parties can be guessed. So only what is for everybody (TLP:CLEAR) is found by its name alone; all else by
/// keys with a secret of their own for each agency and marking: who may see all that an agency has at a marking is told the
/// key, and learns nothing of what others hold about the same thing.
public final class LookupKeys: Sendable {
    /// Whose records, at which marking.
    private struct Scope: Hashable {
        let owner: Int64
        let marking: Int
    }

    private let secret: SymmetricKey
    /// The secrets of scopes that were asked for: there are few, and millions of labels.
    private let scopes = Mutex<[Scope: SymmetricKey]>([:])

    /// Takes the store's secret, and makes it if there is none.
    public init(_ store: FactStore) async throws {
        secret = SymmetricKey(data: try await store.ledgerSecret("lookup", orKeep: CommitmentMaker.chance()))
    }

    /// The key of a label.
    public func key(of label: CommittedLabel) -> LookupKey {
        key(label.kind, label.name, owner: label.owner, marking: label.marking)
    }

    /// The key under which an agency's records of a marking that speak of a thing are found.
    public func key(_ kind: CommittedLabel.Kind, _ name: [UInt8], owner: Int64, marking: Int) -> LookupKey {
        guard marking > 0 else { return Self.publicKey(kind, name) }
        return LookupKey(Self.kind(kind), name, secret: scopeSecret(Scope(owner: owner, marking: marking)))
    }

    private func scopeSecret(_ scope: Scope) -> SymmetricKey {
        scopes.withLock { known in
            if let secret = known[scope] { return secret }
            let code = HMAC<SHA256>.authenticationCode(
                for: Array("touchstone lookup \(scope.owner) \(scope.marking)".utf8),
                using: secret
            )
            let made = SymmetricKey(data: Array(code))
            known[scope] = made
            return made
        }
    }

    /// The key under which records for everybody are found.
    public static func publicKey(_ kind: CommittedLabel.Kind, _ name: [UInt8]) -> LookupKey {
        LookupKey(Self.kind(kind), name)
    }

    private static func kind(_ kind: CommittedLabel.Kind) -> LookupKey.Kind {
        switch kind {
        case .lot: .lot
        case .party: .party
        case .digest: .digest
        }
    }
}

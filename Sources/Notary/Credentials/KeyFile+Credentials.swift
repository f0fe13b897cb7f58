import Credentials
import Curves
import Formats
import Ledger

extension KeyFile {
    /// The key in the file as one for credentials.
    ///
    /// - Parameter passphrase: Asked for only if the key is sealed; nil if there is none.
    /// - Throws: ``KeyFileFault``; ``CredentialFault`` if it is no key for Ed25519.
    func credentialKey(passphrase: () throws -> String? = { nil }) throws -> Credentials.SigningKey {
        switch try content() {
        case .plain(let key): return try Self.key(of: key)
        case .sealed(let sealed):
            guard let passphrase = try passphrase() else { throw KeyFileFault.needsPassphrase(path) }
            switch sealed.opened(with: passphrase) {
            case .success(let key): return try Self.key(of: key)
            case .failure(.wrongPassphrase): throw KeyFileFault.wrongPassphrase(path)
            case .failure(.outOfMemory): throw KeyFileFault.outOfMemory(path)
            }
        case .program(let program):
            return try Credentials.SigningKey(heldElsewhere: Self.publicKey(program.verifier)) { message in
                try program.signature(over: message)
            }
        }
    }

    /// The public key in the file as one for credentials, for which no passphrase is needed.
    func credentialPublicKey() throws -> PublicKey { try Self.publicKey(try publicKey()) }

    private static func publicKey(_ key: VerifierKey) throws(CredentialFault) -> PublicKey {
        guard key.algorithm == .ed25519 else { throw CredentialFault(.unsupportedKey, key.name.text) }
        return try PublicKey(.ed25519, bytes: key.key.bytes)
    }

    /// The seed stands behind the algorithm at the end of the text (`PRIVATE+KEY+name+number+…`).
    private static func key(of key: Ledger.SigningKey) throws(CredentialFault) -> Credentials.SigningKey {
        let parts = key.secretText().split(separator: "+", maxSplits: 4)
        guard key.verifier.algorithm == .ed25519, parts.count == 5, let bytes = Base64.bytes(parts[4].utf8),
            bytes.count == 33
        else { throw CredentialFault(.unsupportedKey, key.name.text) }
        return try Credentials.SigningKey(ed25519: Array(bytes[1...]))
    }
}

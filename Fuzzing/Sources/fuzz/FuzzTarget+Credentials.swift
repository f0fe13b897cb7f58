import Credentials
import Formats
import Vocabulary

/// What credentials and time stamps are read from: documents and tokens of anybody.
extension FuzzTarget {
    static func credential(_ bytes: Bytes) -> CInt {
        guard let now = UTCInstant(milliseconds: 1_790_000_000_000) else { return 0 }
        let verifier = CredentialVerifier(keys: IdentifierKeys())
        let bytes = Array(bytes)
        if let verified = try? verifier.verify(bytes, at: VerificationTime(now: now)) { _ = verified }
        _ = verifier.report(on: bytes, at: VerificationTime(now: now))
        if let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers) {
            if let key = try? PublicKey(jwk: node) { precondition(!key.isValid([], over: [])) }
            if let credential = try? VerifiableCredential(node), let list = try? StatusListCredential(credential) {
                _ = try? list.state(of: StatusEntry(purpose: "revocation", index: 7, list: "https://x.example"))
            }
        }
        if let document = try? DIDDocument(bytes, of: "did:web:x.example") { _ = document }
        return 0
    }

    static func token(_ bytes: Bytes) -> CInt {
        let text = String(decoding: bytes, as: UTF8.self)
        if let token = try? CredentialToken(text) { _ = token }
        if let token = try? SignedToken(text) { _ = token }
        if let key = try? KeyIdentifier(text) { _ = key }
        if let key = try? PublicKey(multikey: text) { precondition(!key.isValid([], over: [])) }
        if let identifier = try? WebIdentifier(text) { _ = identifier }
        return 0
    }

    static func timeStamp(_ bytes: Bytes) -> CInt {
        let bytes = Array(bytes)
        if let request = try? TimeStampRequest(der: bytes) {
            precondition((try? TimeStampRequest(der: request.der)) == request, "a request did not survive")
        }
        if let response = try? TimeStampResponse(bytes) { _ = try? UnverifiedTimeStamp(token: response.token) }
        _ = try? UnverifiedTimeStamp(token: bytes)
        _ = try? TimeStampVerifier(anchors: [bytes])
        guard let verifier = try? TimeStampVerifier(anchors: try TimeStampVerifier.certificates(pem: anchor)) else {
            return 0
        }
        _ = try? verifier.verify(token: bytes, over: Array("data".utf8))
        _ = try? TimeStampVerifier.certificates(pem: String(decoding: bytes, as: UTF8.self))
        return 0
    }

    /// A certificate for time stamps, made for this by openssl, whose key was thrown away.
    private static let anchor = """
        -----BEGIN CERTIFICATE-----
        MIIBZjCCAQ2gAwIBAgIUYVEZfwECdJRh5sD1flq31MZyibMwCgYIKoZIzj0EAwIw
        DzENMAsGA1UEAwwERnV6ejAeFw0yNjExMjMwMjAxMzhaFw0zNjExMjAwMjAxMzha
        MA8xDTALBgNVBAMMBEZ1enowWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATIF15f
        EEz0KEnyWMq8Nfo8bVb7gAl4G7Kkbkf4nEzgEw6wzx5mwhjiIo3ahUycQZoUYP1v
        81lyiDmy19RtVMleo0cwRTAMBgNVHRMBAf8EAjAAMBYGA1UdJQEB/wQMMAoGCCsG
        AQUFBwMIMB0GA1UdDgQWBBQ2rqphyf4bkKI4K4f+v6R0OvKF1DAKBggqhkjOPQQD
        AgNHADBEAiAr0jPOK4gISNEuVoVxpOCnT7B4HvmM2rrGuGo1fUMe4gIgSSmO0nJY
        DdmqKO2Fg0BwOQ56mpwvQzvc3zL2UoEykYE=
        -----END CERTIFICATE-----
        """
}

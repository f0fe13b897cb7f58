import Crypto
import CryptoExtras
import Formats
import Foundation
import Identity

/// A provider that signs what it is told to: keys of its own, and tokens right and wrong.
struct TestProvider: Sendable {
    static let issuer = "https://id.ministry.example/realm"
    static let now = UnixTime(seconds: 1_800_000_000)
    static let shared = TestProvider()

    // A key of 2048 bits takes a while to make, so all tests share one.
    let rsa: _RSA.Signing.PrivateKey?
    let p256 = P256.Signing.PrivateKey()
    let ed25519 = Curve25519.Signing.PrivateKey()

    init() {
        rsa = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        SymbolCoding.base64URL.encode(bytes)
    }

    // MARK: Keys

    func rsaKey(_ extra: String = #","kid":"rsa","use":"sig","alg":"RS256""#) -> String {
        guard let parts = try? rsa?.publicKey.getKeyPrimitives() else { return "{}" }
        return
            #"{"kty":"RSA","n":"\#(Self.base64URL(parts.modulus))","e":"\#(Self.base64URL(parts.publicExponent))"\#(extra)}"#
    }

    func p256Key(_ extra: String = #","kid":"ec""#) -> String {
        let point = Array(p256.publicKey.rawRepresentation)
        let (x, y) = (Self.base64URL(point.prefix(32)), Self.base64URL(point.suffix(32)))
        return #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)"\#(extra)}"#
    }

    func ed25519Key(_ extra: String = #","kid":"ed""#) -> String {
        #"{"kty":"OKP","crv":"Ed25519","x":"\#(Self.base64URL(ed25519.publicKey.rawRepresentation))"\#(extra)}"#
    }

    static func set(_ keys: [String]) -> [UInt8] {
        Array(#"{"keys":[\#(keys.joined(separator: ","))]}"#.utf8)
    }

    func keys() throws -> JSONWebKeySet {
        try JSONWebKeySet(document: Self.set([rsaKey(), p256Key(), ed25519Key()]))
    }

    // MARK: Tokens

    /// Claims that are right, as JSON texts; set to nil to leave one out.
    static func claims(_ changes: [String: String?] = [:]) -> String {
        var claims: [String: String?] = [
            "iss": "\"\(issuer)\"", "aud": #""touchstone""#, "sub": #""person-7""#, "exp": "1800000300",
            "iat": "1800000000", "nonce": #""the nonce""#,
        ]
        claims.merge(changes) { $1 }
        let members = claims.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\"\(name)\":\($0)" } }
        return "{\(members.joined(separator: ","))}"
    }

    /// A token of these claims under a header, signed in earnest with the key that the algorithm goes with.
    func token(
        _ claims: String = TestProvider.claims(),
        algorithm: SigningAlgorithm = .rs256,
        header: String? = nil
    ) throws -> String {
        let kid = [SigningAlgorithm.rs256: "rsa", .es256: "ec", .edDSA: "ed"][algorithm, default: ""]
        let header = header ?? #"{"alg":"\#(algorithm.rawValue)","kid":"\#(kid)","typ":"JWT"}"#
        let signed = "\(Self.base64URL(header.utf8)).\(Self.base64URL(claims.utf8))"
        let signature: [UInt8]
        switch algorithm {
        case .rs256:
            let digest = SHA256.hash(data: Data(signed.utf8))
            signature =
                try rsa.map { Array(try $0.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation) }
                ?? []
        case .es256: signature = Array(try p256.signature(for: Data(signed.utf8)).rawRepresentation)
        case .edDSA: signature = Array(try ed25519.signature(for: Data(signed.utf8)))
        }
        return "\(signed).\(Self.base64URL(signature))"
    }

    // MARK: The client

    static func client(
        algorithms: Set<SigningAlgorithm> = Set(SigningAlgorithm.allCases),
        trustedAudiences: Set<String> = [],
        authentication: OpenIDClient.Authentication = .basic(secret: "s3cret & co")
    ) throws -> OpenIDClient {
        OpenIDClient(
            issuer: try ProviderAddress(issuer),
            identifier: "touchstone",
            authentication: authentication,
            redirect: try ProviderAddress("https://touchstone.example/sign-in/answer"),
            algorithms: algorithms,
            trustedAudiences: trustedAudiences
        )
    }

    /// A discovery document as JSON texts.
    static func discovery(_ changes: [String: String?] = [:]) -> [UInt8] {
        var members: [String: String?] = [
            "issuer": "\"\(issuer)\"", "authorization_endpoint": #""https://id.ministry.example/authorise?realm=1""#,
            "token_endpoint": #""https://id.ministry.example/token""#,
            "jwks_uri": #""https://id.ministry.example/keys""#,
            "id_token_signing_alg_values_supported": #"["RS256","ES256","HS256"]"#,
            "code_challenge_methods_supported": #"["plain","S256"]"#,
        ]
        members.merge(changes) { $1 }
        let texts = members.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\"\(name)\":\($0)" } }
        return Array("{\(texts.joined(separator: ","))}".utf8)
    }

    static func provider() throws -> OpenIDProvider {
        try OpenIDProvider(document: discovery(), client: try client())
    }
}

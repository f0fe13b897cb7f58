public import Formats

/// A JSON Web Signature in its compact form (RFC 7515 section 7.1): what it says, not checked yet.
///
/// The one way to the payload is through a key. Which algorithm is used follows from the key; the token's own word for
/// it must agree, so that no token can choose `none`, or have a public key used as a shared secret (RFC 8725 section 3.1).
public struct SignedToken: Sendable {
    /// The header, which is signed.
    public let header: JSONNode
    private let payload: [UInt8]
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// As long as a token may be.
    public static let byteLimit = 1 << 20

    /// Takes a token apart.
    ///
    /// - Throws: ``CredentialFault``: ``CredentialFault/Reason/malformedToken`` for anything but three parts in
    ///   base64url, ``CredentialFault/Reason/unsupportedAlgorithm`` for algorithms that are not used here, and
    ///   ``CredentialFault/Reason/criticalHeader`` if the token demands what nobody here understands.
    public init(_ text: String) throws(CredentialFault) {
        guard text.utf8.count <= Self.byteLimit else { throw CredentialFault(.tooLarge, "token") }
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw CredentialFault(.malformedToken, "\(parts.count) parts") }
        func decoded(_ part: ArraySlice<UInt8>, _ name: String) throws(CredentialFault) -> [UInt8] {
            guard let bytes = SymbolCoding.base64URL.decode(part) else { throw CredentialFault(.malformedToken, name) }
            return bytes
        }
        header = try JSONReading.node(try decoded(parts[0], "header"))
        payload = try decoded(parts[1], "payload")
        signature = try decoded(parts[2], "signature")
        signed = Array(bytes[..<parts[1].endIndex])
        guard header.members != nil, let algorithm = header["alg"]?.string else {
            throw CredentialFault(.malformedToken, "alg")
        }
        guard PublicKey.Kind.allCases.contains(where: { $0.signingAlgorithm == algorithm }) else {
            throw CredentialFault(.unsupportedAlgorithm, algorithm)
        }
        guard header["crit"] == nil, header["b64"] == nil else { throw CredentialFault(.criticalHeader) }
    }

    /// The algorithm that the token names.
    public var algorithm: String { header["alg"]?.string ?? "" }

    /// The name that the token gives the key, if it gives one.
    public var keyName: String? { header["kid"]?.string }

    /// The payload, if this key signed it.
    public func payload(signedBy key: PublicKey) throws(CredentialFault) -> [UInt8] {
        guard key.kind.signingAlgorithm == algorithm else {
            throw CredentialFault(.algorithmMismatch, "\(algorithm) with a key of \(key.kind.rawValue)")
        }
        guard key.isValid(signature, over: signed) else { throw CredentialFault(.signatureMismatch) }
        return payload
    }

    /// The payload as somebody wrote it: good for finding out whose key to ask for, and for nothing else.
    var unverifiedPayload: [UInt8] { payload }

    /// Signs a payload.
    ///
    /// - Parameter header: Members of the header beside `alg`, which follows from the key.
    public static func sign(
        _ payload: [UInt8],
        header: [JSONNode.Member],
        with key: SigningKey
    ) throws(CredentialFault) -> String {
        guard let algorithm = key.publicKey.kind.signingAlgorithm else { throw CredentialFault(.unsupportedKey) }
        let whole = JSONNode.object([.init("alg", .string(algorithm))] + header)
        let parts = [whole.bytes(), payload].map { SymbolCoding.base64URL.encode($0) }
        let signed = parts.joined(separator: ".")
        let signature = try key.signature(over: Array(signed.utf8))
        return "\(signed).\(SymbolCoding.base64URL.encode(signature))"
    }
}

import Credentials
import Crypto
import Foundation
import Testing

/// PyJWT, in the environment that `make setup` makes for others who check what is signed here.
private enum PyJWT {
    static let python = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: ".local/ledger-others/bin/python").path

    static let absence: Comment = ".local/ledger-others is absent (`make setup`): PYJWT CHECKED NO TOKEN"

    static var isPresent: Bool {
        let isThere = FileManager.default.isExecutableFile(atPath: python)
        if !isThere { print(absence.rawValue) }
        return isThere
    }

    private static let script = """
        import json, sys, jwt
        token, key, algorithm = sys.argv[1:]
        found = jwt.decode(token, key, algorithms=[algorithm])
        print(jwt.get_unverified_header(token)["typ"], found["issuer"]["id"], found["credentialSubject"]["id"])
        """

    /// What PyJWT finds in a token; nil if it refuses it.
    static func read(_ token: String, _ key: String, _ algorithm: String) throws -> String? {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script, token, key, algorithm]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = try output.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? ""
        process.waitUntilExit()
        return process.terminationStatus == 0 ? text.trimmingCharacters(in: .newlines) : nil
    }
}

@Suite("Tokens that others read", .enabled(if: PyJWT.isPresent, PyJWT.absence))
struct OtherReaderTests {
    @Test(
        "PyJWT verifies our tokens of both kinds, and refuses them changed or by another key",
        arguments: [true, false]
    )
    func verified(isEdwards: Bool) throws {
        let (key, pem): (SigningKey, String)
        if isEdwards {
            let own = Curve25519.Signing.PrivateKey()
            // RFC 8410 section 4: the frame of a public key of Ed25519.
            let frame: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
            let text = Data(frame + own.publicKey.rawRepresentation).base64EncodedString()
            (key, pem) = (try SigningKey(own), "-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----\n")
        } else {
            let own = P256.Signing.PrivateKey()
            (key, pem) = (try SigningKey(own), own.publicKey.pemRepresentation)
        }
        let issuer = try CredentialIssuer(
            identifier: "did:web:mines.example",
            name: "Ministry of Mines",
            keyName: "did:web:mines.example#key-1",
            key: key
        )
        let token = try issuer.token(TestIssuer.licence, try TestIssuer.envelope())
        let algorithm = isEdwards ? "EdDSA" : "ES256"
        #expect(
            try PyJWT.read(token, pem, algorithm)
                == "vc+jwt did:web:mines.example did:web:cooperative.example"
        )
        let parts = token.split(separator: ".").map(String.init)
        let changed = parts[1].replacing(parts[1].prefix(40).suffix(1), with: "_", maxReplacements: 1)
        #expect(try PyJWT.read([parts[0], changed, parts[2]].joined(separator: "."), pem, algorithm) == nil)
        let other = P256.Signing.PrivateKey().publicKey.pemRepresentation
        #expect(try PyJWT.read(token, other, algorithm) == nil)
    }
}

import Credentials
import Foundation
import Testing
import Vocabulary

@Suite("Time stamps with openssl as the authority", .enabled(if: OpenSSL.isPresent))
struct OpenSSLTests {
    private static let message = Array("minerals.example/log1\n20777\n".utf8)

    private static func pem(_ folder: OpenSSL.Folder, _ name: String) throws -> [UInt8] {
        let certificates = try TimeStampVerifier.certificates(pem: try folder.text("\(name).pem"))
        return try #require(certificates.first)
    }

    private static func verifier(
        _ authority: OpenSSL.Authority,
        knowing names: [String] = []
    ) throws -> TimeStampVerifier {
        try TimeStampVerifier(
            anchors: [try pem(authority.folder, "root")],
            intermediates: try names.map { try pem(authority.folder, $0) }
        )
    }

    @Test(
        "openssl reads our question, we read its answer, and it finds its answer right too",
        arguments: OpenSSL.Key.allCases
    )
    func roundTrip(key: OpenSSL.Key) throws {
        let authority = try OpenSSL.Authority(key)
        let request = try TimeStampRequest(over: Self.message, nonce: [0x00, 0xA1, 2, 3, 4, 5, 6, 7])
        let answer = try authority.answer(request.der)
        let stamp = try Self.verifier(authority).verify(response: answer, to: request)
        #expect(stamp.digest == request.digest)
        #expect(stamp.policy == "1.3.6.1.4.1.99999.1")
        #expect(stamp.accuracyMicroseconds == 1_500_100)
        #expect(stamp.chain.count == 3)
        #expect(abs(stamp.time.milliseconds - Int(Date().timeIntervalSince1970 * 1_000)) < 600_000)
        let query = try authority.folder.run(["ts", "-query", "-in", "request.tsq", "-text"])
        #expect(query.output.contains("Nonce: 0xA1020304050607"))
        let check = try authority.folder.run([
            "ts", "-verify", "-queryfile", "request.tsq", "-in", "answer.tsr", "-CAfile", "root.pem",
        ])
        #expect(check.output.contains("Verification: OK"))
        // The stamp that is kept is one that openssl checks on its own.
        try authority.folder.write("kept.tst", stamp.token)
        try authority.folder.write("message", Self.message)
        let kept = try authority.folder.run([
            "ts", "-verify", "-data", "message", "-in", "kept.tst", "-token_in", "-CAfile", "root.pem",
        ])
        #expect(kept.output.contains("Verification: OK"))
        #expect(throws: TimeStampFault(.imprintMismatch)) {
            try Self.verifier(authority).verify(token: stamp.token, over: Self.message + [0])
        }
    }

    @Test("Another policy, longer hashes, and an answer without certificates", arguments: DigestAlgorithm.allCases)
    func variations(algorithm: DigestAlgorithm) throws {
        let authority = try OpenSSL.Authority(certificateDigest: algorithm.rawValue)
        let request = try TimeStampRequest(
            digest: algorithm.digest(of: Self.message),
            algorithm: algorithm,
            policy: "1.3.6.1.4.1.99999.2",
            nonce: nil,
            wantsCertificate: false
        )
        #expect(try TimeStampRequest(der: request.der) == request)
        let answer = try authority.answer(request.der)
        let stamp = try Self.verifier(authority, knowing: ["own", "between"]).verify(response: answer, to: request)
        #expect(stamp.policy == "1.3.6.1.4.1.99999.2")
        #expect(throws: TimeStampFault(.signerUnknown)) {
            try Self.verifier(authority).verify(response: answer, to: request)
        }
        #expect(throws: TimeStampFault(.untrusted)) {
            try Self.verifier(authority, knowing: ["own"]).verify(response: answer, to: request)
        }
    }

    @Test("An authority that refuses is told from one that answers wrongly")
    func refusal() throws {
        let authority = try OpenSSL.Authority()
        let request = try TimeStampRequest(
            digest: DigestAlgorithm.sha256.digest(of: Self.message),
            policy: "1.2.3.4",
            nonce: [1]
        )
        let answer = try authority.answer(request.der)
        #expect(throws: TimeStampFault(.notGranted)) {
            try Self.verifier(authority).verify(response: answer, to: request)
        }
    }

    /// An authority, what it stated of the message, and a verifier that trusts its root.
    private static func statement(
        between: String = "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign"
    ) throws -> (OpenSSL.Authority, [UInt8], TimeStampVerifier) {
        let authority = try OpenSSL.Authority(betweenExtensions: between)
        let answer = try authority.answer(try TimeStampRequest(over: message, nonce: [9]).der)
        try authority.folder.write("token.der", try TimeStampResponse(answer).token)
        // The statement is the first text of bytes that holds a sequence.
        try authority.folder.require([
            "cms", "-verify", "-noverify", "-inform", "DER", "-in", "token.der", "-certfile", "own.pem", "-out",
            "info.der",
        ])
        // A certificate that is made after the statement must still be good at its time: the statement is of tomorrow.
        var info = try authority.folder.bytes("info.der")
        let place = try clock(in: info) + 2
        let tomorrow = UTCInstant(milliseconds: Int(Date().timeIntervalSince1970) * 1_000 + 86_400_000)
        let digits = try #require(tomorrow).text.utf8.filter { (0x30...0x39).contains($0) }.prefix(14)
        info.replaceSubrange(place..<(place + 14), with: digits)
        return (authority, info, try verifier(authority))
    }

    /// Where the time of a statement stands.
    private static func clock(in info: [UInt8]) throws -> Int {
        try #require(
            info.indices.dropLast(2).first { info[$0] == 0x18 && info[$0 + 1] == 0x0F && info[$0 + 2] == 0x32 }
        )
    }

    private static func reason(_ verifier: TimeStampVerifier, _ token: [UInt8]) -> String? {
        thrown { _ = try verifier.verify(token: token, over: message) }.map { String($0.prefix { $0 != ":" }) }
    }

    @Test("What is signed by hand with the authority's key is right, as long as all of it is")
    func byHand() throws {
        let (authority, info, verifier) = try Self.statement()
        #expect(Self.reason(verifier, try authority.sign(info)) == nil)
        // Without the attribute that names the certificate, another certificate of the key could take its place.
        #expect(Self.reason(verifier, try authority.sign(info, ["-md", "sha256"])) == "attributesMismatch")
        #expect(Self.reason(verifier, try authority.sign(info, ["-noattr"])) == "attributesMismatch")
        #expect(Self.reason(verifier, try authority.sign(info, ["-cades", "-md", "sha1"])) == "unsupportedAlgorithm")
        let second = ["-cades", "-signer", "root.pem", "-inkey", "root.key"]
        #expect(Self.reason(verifier, try authority.sign(info, second)) == "notOneSigner")
        #expect(Self.reason(verifier, try authority.sign(info, ["-cades", "-nocerts"])) == "signerUnknown")
        // The key identifier is another way to name the signer, but needs a certificate that has one.
        #expect(Self.reason(verifier, try authority.sign(info + [0])) == "malformed")
        #expect(Self.reason(verifier, try authority.sign([])) == "malformed")
    }

    @Test("A time before the certificate's, another version, and another authority's name are refused")
    func statements() throws {
        let (authority, info, verifier) = try Self.statement()
        // The year, in digits, stands behind the tag and the length of the time.
        let clock = try Self.clock(in: info)
        var early = info
        early[clock + 4] = UInt8(ascii: "0")
        early[clock + 5] = UInt8(ascii: "1")
        #expect(Self.reason(verifier, try authority.sign(early)) == "certificateOutOfTime")
        var late = info
        late[clock + 4] = UInt8(ascii: "9")
        #expect(Self.reason(verifier, try authority.sign(late)) == "certificateOutOfTime")
        var noTime = info
        noTime[clock + 7] = UInt8(ascii: "9")
        #expect(Self.reason(verifier, try authority.sign(noTime)) == "malformed")
        let version = try #require(info.indices.first { info[$0] == 2 && info[$0 + 1] == 1 && info[$0 + 2] == 1 })
        var second = info
        second[version + 2] = 2
        #expect(Self.reason(verifier, try authority.sign(second)) == "unsupportedVersion")
        try authority.reissue(extensions: "extendedKeyUsage=critical,timeStamping", subject: "other")
        #expect(Self.reason(verifier, try authority.sign(info)) == "authorityMismatch")
    }

    @Test(
        "A certificate that is not for time stamps alone, or demands the unknown, is refused",
        arguments: [
            ("extendedKeyUsage=critical,timeStamping,codeSigning", "notForTimeStamps"),
            ("extendedKeyUsage=timeStamping", "notForTimeStamps"),
            ("extendedKeyUsage=critical,codeSigning", "notForTimeStamps"),
            ("subjectKeyIdentifier=hash", "notForTimeStamps"),
            ("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,keyAgreement", "notForTimeStamps"),
            ("extendedKeyUsage=critical,timeStamping\n1.2.3.4=critical,DER:0500", "unknownCriticalExtension"),
            ("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature", nil),
            ("extendedKeyUsage=critical,timeStamping\n1.2.3.4=DER:0500", nil),
        ] as [(String, String?)]
    )
    func certificates(extensions: String, reason: String?) throws {
        let (authority, info, verifier) = try Self.statement()
        try authority.reissue(extensions: extensions)
        #expect(Self.reason(verifier, try authority.sign(info)) == reason)
    }

    @Test(
        "A chain through a certificate that may not issue others is refused",
        arguments: [
            "basicConstraints=critical,CA:FALSE",
            "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature",
            "basicConstraints=critical,CA:TRUE\nextendedKeyUsage=serverAuth", "subjectKeyIdentifier=hash",
        ]
    )
    func chains(between: String) throws {
        let (authority, info, verifier) = try Self.statement(between: between)
        #expect(Self.reason(verifier, try authority.sign(info)) == "untrusted")
        // Whoever trusts the authority's own certificate needs no chain.
        let pinned = try TimeStampVerifier(anchors: [try Self.pem(authority.folder, "own")])
        #expect(Self.reason(pinned, try authority.sign(info)) == nil)
    }

    @Test("Constraints of names are not understood here, and therefore refused")
    func nameConstraints() throws {
        let (authority, info, verifier) = try Self.statement(
            between: "basicConstraints=critical,CA:TRUE\nnameConstraints=critical,permitted;DNS:example.org"
        )
        #expect(Self.reason(verifier, try authority.sign(info)) == "unknownCriticalExtension")
    }

    @Test("Every change of one bit of a stamp with a chain of three is refused, or changes nothing that is told")
    func bits() throws {
        let authority = try OpenSSL.Authority()
        let request = try TimeStampRequest(over: Self.message, nonce: [7, 7])
        let verifier = try Self.verifier(authority)
        let stamp = try verifier.verify(response: try authority.answer(request.der), to: request)
        var harmless = 0
        // Each bit of each third byte: a signature takes its time.
        for place in stride(from: 0, to: stamp.token.count, by: 3) {
            for bit in 0..<8 {
                var changed = stamp.token
                changed[place] ^= UInt8(1 << bit)
                guard let read = try? verifier.verify(token: changed, over: Self.message) else { continue }
                #expect(read.time == stamp.time && read.chain == stamp.chain && read.serial == stamp.serial)
                harmless += 1
            }
        }
        #expect(harmless == 0)
    }
}

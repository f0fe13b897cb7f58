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

    @Test(
        "A certificate that is not for time stamps alone, or whose chain may not issue it, is refused",
        arguments: [
            ("extendedKeyUsage=critical,timeStamping,codeSigning", nil, TimeStampFault.Reason.notForTimeStamps),
            ("extendedKeyUsage=timeStamping", nil, .notForTimeStamps),
            ("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,keyEncipherment", nil, .notForTimeStamps),
            (
                "extendedKeyUsage=critical,timeStamping\nnameConstraints=critical,permitted;DNS:example.org", nil,
                .unknownCriticalExtension
            ),
            ("extendedKeyUsage=critical,timeStamping", "basicConstraints=critical,CA:FALSE", .untrusted),
            (
                "extendedKeyUsage=critical,timeStamping",
                "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature", .untrusted
            ),
            (
                "extendedKeyUsage=critical,timeStamping",
                "basicConstraints=critical,CA:TRUE\nextendedKeyUsage=serverAuth", .untrusted
            ),
            ("extendedKeyUsage=critical,timeStamping", "subjectKeyIdentifier=hash", .untrusted),
        ] as [(String, String?, TimeStampFault.Reason)]
    )
    func certificates(own: String, between: String?, reason: TimeStampFault.Reason) throws {
        let authority =
            if let between {
                try OpenSSL.Authority(extensions: own, betweenExtensions: between)
            } else {
                try OpenSSL.Authority()
            }
        if between == nil {
            // openssl itself answers only with a certificate for time stamps: it answers with a good one, and the
            // same key under a bad one is what the verifier is told of.
            try Self.reissue(authority, extensions: own)
        }
        let request = try TimeStampRequest(over: Self.message, nonce: [9])
        try authority.folder.write("request.tsq", request.der)
        let reply = try authority.folder.run([
            "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr",
        ])
        guard reply.status == 0, let answer = try? authority.folder.bytes("answer.tsr") else {
            // Newer versions of openssl refuse to be such an authority.
            #expect(reason == .notForTimeStamps)
            return
        }
        let fault = thrown { _ = try Self.verifier(authority).verify(response: answer, to: request) }
        let expected: Set<String> = [reason.rawValue, reason == .notForTimeStamps ? "notGranted" : reason.rawValue]
        #expect(expected.contains(String(fault?.prefix { $0 != ":" } ?? "")), "\(fault ?? "accepted")")
    }

    private static func reissue(_ authority: OpenSSL.Authority, extensions: String) throws {
        try authority.folder.write("bad.cnf", Array("[ own ]\n\(extensions)\n".utf8))
        try authority.folder.require([
            "x509", "-req", "-in", "own.csr", "-CA", "between.pem", "-CAkey", "between.key", "-sha256", "-days", "20",
            "-set_serial", "0x0a0b", "-extfile", "bad.cnf", "-extensions", "own", "-out", "own.pem",
        ])
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

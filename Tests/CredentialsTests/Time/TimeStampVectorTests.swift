import Credentials
import Crypto
import Formats
import KernelSamples
import Testing
import Vocabulary

@Suite("Time stamps of others", .enabled(if: LedgerVectors.isPresent))
struct TimeStampVectorTests {
    private static func file(_ name: String) throws -> [UInt8] {
        let entry = try #require(try LedgerVectors.json("rfc3161/rfc3161-client-fixtures.json")[name])
        if let text = entry["text"]?.string { return Array(text.utf8) }
        return try base64(entry["base64"]?.string)
    }

    /// The certificates of a folder, the authority's first and the root last; one of them is not in PEM.
    private static func certificates(_ folder: String) throws -> [[UInt8]] {
        let bytes = try file("\(folder)/ts_chain.pem")
        return bytes.first == 0x30
            ? [bytes] : try TimeStampVerifier.certificates(pem: String(decoding: bytes, as: UTF8.self))
    }

    private static func verifier(_ folder: String, policies: Set<String> = []) throws -> TimeStampVerifier {
        let certificates = try certificates(folder)
        return try TimeStampVerifier(
            anchors: [try #require(certificates.last)],
            intermediates: certificates.dropLast(),
            policies: policies
        )
    }

    private static func reason(_ folder: String, _ name: String, with other: String? = nil) throws -> String? {
        thrown {
            let token = try TimeStampResponse(try file("\(folder)/\(name)")).token
            _ = try verifier(other ?? folder).verify(token: token, over: Array("hello".utf8))
        }
    }

    @Test("Sigstore's, over three hashes, with and without the certificate")
    func sigstage() throws {
        for (hash, digest) in [("sha256", DigestAlgorithm.sha256), ("sha384", .sha384), ("sha512", .sha512)] {
            let token = try TimeStampResponse(try Self.file("sigstage/response-\(hash).tsr")).token
            let stamp = try Self.verifier("sigstage").verify(token: token, over: Array("hello".utf8))
            #expect(stamp.algorithm == digest)
            #expect(stamp.policy == "1.3.6.1.4.1.57264.2")
            #expect(stamp.time.text.hasPrefix("2025-05-09T11:58:5"))
            #expect(stamp.accuracyMicroseconds == 1_000_000)
            #expect(stamp.chain.count == 2)
            #expect(!stamp.namesCertificateBySHA1)
        }
        #expect(try Self.reason("sigstage", "response-no-embedded-cert.tsr") == nil)
        // Without it, and without being told it, nobody knows whose signature it is.
        let root = try TimeStampVerifier(anchors: [try #require(try Self.certificates("sigstage").last)])
        let bare = try TimeStampResponse(try Self.file("sigstage/response-no-embedded-cert.tsr")).token
        #expect(throws: TimeStampFault(.signerUnknown)) { try root.verify(token: bare, over: Array("hello".utf8)) }
        #expect(try Self.reason("sigstage", "response-invalid-signature.tsr") == "signatureMismatch")
    }

    @Test("A local authority's: the answer to the question, and certificates that somebody slipped in")
    func local() throws {
        let verifier = try Self.verifier("test_tsa")
        let request = try TimeStampRequest(der: try Self.file("test_tsa/request.der"))
        let stamp = try verifier.verify(response: try Self.file("test_tsa/response.tsr"), to: request)
        #expect(stamp.time == (try time("2024-10-08T15:40:32Z")))
        #expect(stamp.chain.count == 3)
        // The certificates slipped in bear other names; the answer still names the one that signed.
        let injected = try verifier.verify(response: try Self.file("test_tsa/response-injected-certs.tsr"), to: request)
        #expect(injected.authorityFingerprint == stamp.authorityFingerprint)
        #expect(injected.chain == stamp.chain)
        // The answer to another question, of an authority that was trusted in another year.
        let other = try Self.file("test_tsa/other_response.tsr")
        #expect(throws: TimeStampFault(.untrusted)) { try verifier.verify(response: other, to: request) }
        let otherRequest = try TimeStampRequest(der: try Self.file("test_tsa/other_request.der"))
        #expect(otherRequest.nonce != request.nonce)
        #expect(throws: TimeStampFault(.nonceMismatch)) {
            try verifier.verify(response: try Self.file("test_tsa/response.tsr"), to: otherRequest)
        }
        let wrong = try TimeStampRequest(over: Array("hallo".utf8), nonce: request.nonce)
        #expect(throws: TimeStampFault(.imprintMismatch)) {
            try verifier.verify(response: try Self.file("test_tsa/response.tsr"), to: wrong)
        }
        #expect(throws: TimeStampFault(.policyMismatch)) {
            try Self.verifier("test_tsa", policies: ["1.2.3"])
                .verify(response: try Self.file("test_tsa/response.tsr"), to: request)
        }
        #expect(try Self.reason("test_tsa", "response.tsr", with: "sigstage")?.hasPrefix("untrusted") == true)
    }

    @Test("Questions of others are read, and written again byte for byte")
    func requests() throws {
        for name in ["sigstage/request.der", "test_tsa/request.der", "test_tsa/other_request.der"] {
            let bytes = try Self.file(name)
            let request = try TimeStampRequest(der: bytes)
            #expect(request.der == bytes)
            #expect(request.digest == DigestAlgorithm.sha512.digest(of: Array("hello".utf8)))
            for place in bytes.indices {
                for bit in 0..<8 {
                    var changed = bytes
                    changed[place] ^= UInt8(1 << bit)
                    let read = try? TimeStampRequest(der: changed)
                    #expect(read != request, "bit \(bit) of byte \(place)")
                }
            }
        }
    }

    @Test("A certificate that ran out since was good at the time of the stamp")
    func expired() throws {
        let token = try TimeStampResponse(try Self.file("sigstore.mock/response-expired.tsr")).token
        let stamp = try Self.verifier("sigstore.mock").verify(
            token: token,
            over: try Self.file("sigstore.mock/payload")
        )
        #expect(stamp.time == (try time("2023-02-01T00:00:00Z")))
        #expect(stamp.nonce == [0x49, 0x96, 0x02, 0xD2])
    }

    @Test("A commercial one: RSA, its certificate not the first, and named by a SHA-1 as in 2001")
    func commercial() throws {
        let token = try TimeStampResponse(try Self.file("identrust/issue-104.tsr")).token
        let stamp = try Self.verifier("identrust").verify(token: token, over: Array("hello".utf8))
        #expect(stamp.policy == "2.16.840.1.113839.0.6.13.3")
        #expect(stamp.chain.count == 3)
        #expect(stamp.namesCertificateBySHA1)
    }

    @Test("openssl's own: certificates in the order of the standard, and in another")
    func unsorted() throws {
        let sample = try LedgerVectors.json("rfc3161/openssl-ts-sample.json")
        let root = try TimeStampVerifier.certificates(pem: try #require(sample["root_pem"]?.string))
        let own = try TimeStampVerifier.certificates(pem: try #require(sample["tsa_cert_pem"]?.string))
        let verifier = try TimeStampVerifier(anchors: root, intermediates: own)
        let request = try TimeStampRequest(der: try base64(sample["query_base64"]?.string))
        #expect(request.der == (try base64(sample["query_base64"]?.string)))
        #expect(request.digest == Array(SHA256.hash(data: Array(try #require(sample["message_utf8"]?.string).utf8))))
        for name in ["resp_single_cert_base64", "resp_chain_unsorted_base64"] {
            let stamp = try verifier.verify(response: try base64(sample[name]?.string), to: request)
            #expect(stamp.digest == request.digest)
            #expect(stamp.chain.count == 2)
        }
    }

    @Test("Every change of one bit of a stamp is refused, or changes nothing that is told")
    func bits() throws {
        let sample = try LedgerVectors.json("rfc3161/openssl-ts-sample.json")
        let root = try TimeStampVerifier.certificates(pem: try #require(sample["root_pem"]?.string))
        let verifier = try TimeStampVerifier(anchors: root)
        let token = try TimeStampResponse(try base64(sample["resp_single_cert_base64"]?.string)).token
        let message = Array(try #require(sample["message_utf8"]?.string).utf8)
        let stamp = try verifier.verify(token: token, over: message)
        var harmless = 0
        var reasons: Set<TimeStampFault.Reason> = []
        for place in token.indices {
            for bit in 0..<8 {
                var changed = token
                changed[place] ^= UInt8(1 << bit)
                do {
                    let read = try verifier.verify(token: changed, over: message)
                    // What is not signed carries nothing.
                    #expect(read.time == stamp.time && read.digest == stamp.digest && read.serial == stamp.serial)
                    #expect(read.chain == stamp.chain && read.policy == stamp.policy && read.nonce == stamp.nonce)
                    harmless += 1
                } catch {
                    reasons.insert(error.reason)
                }
            }
        }
        #expect(harmless == 0)
        #expect(
            reasons.isSuperset(of: [.malformed, .attributesMismatch, .signatureMismatch, .certificateMismatch])
        )
    }
}

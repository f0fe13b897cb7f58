import Crypto
import Curves
import Formats
import Foundation
import KernelSamples
import Ledger
import Testing

@Suite("Keys and signatures of others")
struct KeyVectorTests {
    @Test(
        "Ed25519: 151 signatures, right and wrong",
        .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence)
    )
    func ed25519() throws {
        let file = try LedgerVectors.tape("sig/wycheproof-ed25519_test.json")
        var count = 0
        for group in try #require(file["testGroups"]).elements {
            let key = try RegisteredKey(bytes(hex: try #require(group["publicKey"]).text("pk")))
            for each in try #require(group["tests"]).elements {
                let isValid = key.isValid(bytes(hex: try each.text("sig")), for: bytes(hex: try each.text("msg")))
                let comment = Comment(rawValue: try each.text("comment"))
                #expect(isValid == (try each.text("result") == "valid"), comment)
                count += 1
            }
        }
        #expect(count == 151)
    }

    @Test(
        "ECDSA on P-256, which signs credentials: 262 signatures, right and wrong",
        .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence)
    )
    func p256() throws {
        let file = try LedgerVectors.tape("sig/wycheproof-ecdsa_secp256r1_sha256_p1363_test.json")
        var count = 0
        for group in try #require(file["testGroups"]).elements {
            let point = bytes(hex: try #require(group["publicKey"]).text("uncompressed"))
            let key = try P256.Signing.PublicKey(x963Representation: point)
            for each in try #require(group["tests"]).elements {
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: bytes(hex: try each.text("sig")))
                let message = bytes(hex: try each.text("msg"))
                let isValid = signature.map { key.isValidSignature($0, for: message) } ?? false
                #expect(isValid == (try each.text("result") == "valid"))
                count += 1
            }
        }
        #expect(count == 262)
    }

    private static let edgeCases = "sig/cctv-ed25519-edge-vectors.json"
    private static let hasEdgeCases =
        LedgerVectors.folder.map { FileManager.default.fileExists(atPath: $0.appending(path: edgeCases).path) } ?? false

    @Test(
        "Every key of small order or second spelling in CCTV's vectors is refused, every other is taken",
        .enabled(if: hasEdgeCases, "../shared/vectors/ledger/sig/cctv-ed25519-edge-vectors.json is absent")
    )
    func edgeVectors() throws {
        let file = try LedgerVectors.tape(Self.edgeCases)
        let cases = file.kind == .array ? file.elements : try #require(file["vectors"]).elements
        #expect(cases.count == 914)
        var refused = 0
        for each in cases {
            let text = try each.text("key")
            let key = bytes(hex: text)
            let flags = each["flags"]?.elements.compactMap(\.string) ?? []
            let isRefused = flags.contains("low_order_A") || flags.contains("non_canonical_A")
            let found = fault { () throws(KeyFault) in try RegisteredKey(key) }
            #expect((found != nil) == isRefused, "\(text)")
            if found != nil { refused += 1 }
        }
        #expect(refused > 200)
    }

    @Test("The eight points of small order, their second spellings, and numbers that are no point")
    func smallOrder() throws {
        let eights = [
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        ]
        let small = ["01" + String(repeating: "00", count: 31), "ec" + String(repeating: "ff", count: 30) + "7f"]
        let zero = [String(repeating: "00", count: 32), String(repeating: "00", count: 31) + "80"]
        for key in eights + small + zero {
            #expect(throws: KeyFault.smallOrder) { try RegisteredKey(bytes(hex: key)) }
        }
        // y = 1 and y = −1 with a sign, and every y from the modulus on.
        let signed = ["01" + String(repeating: "00", count: 30) + "80", "ec" + String(repeating: "ff", count: 31)]
        let reduced = (0xED...0xFF).flatMap { low in
            ["7f", "ff"].map { String(low, radix: 16) + String(repeating: "ff", count: 30) + $0 }
        }
        for key in signed + reduced {
            #expect(throws: KeyFault.notCanonical) { try RegisteredKey(bytes(hex: key)) }
        }
        #expect(throws: KeyFault.notAKey) { try RegisteredKey([2] + [UInt8](repeating: 0, count: 31)) }
        for count in [0, 31, 33, 64] {
            #expect(throws: KeyFault.wrongLength) { try RegisteredKey([UInt8](repeating: 9, count: count)) }
        }
    }

    @Test("Keys of chance are taken; of numbers of chance about half are keys")
    func chance() throws {
        var dice = Dice(seed: 25519)
        var taken = 0
        for _ in 0..<300 {
            let key = try Curve25519.Signing.PrivateKey(rawRepresentation: dice.bytes(32))
            #expect(throws: Never.self) { try RegisteredKey(key.publicKey.rawRepresentation) }
            if fault({ () throws(KeyFault) in try RegisteredKey(dice.bytes(32)) }) == nil { taken += 1 }
        }
        #expect(100...200 ~= taken)
    }
}

import Formats
import Foundation
import Identity
import Testing

@Suite("Second factors")
struct SecondFactorTests {
    private static func factor(_ algorithm: OneTimeCode.Algorithm, digits: Int) throws -> TOTP {
        let length = [OneTimeCode.Algorithm.sha1: 20, .sha256: 32, .sha512: 64][algorithm, default: 0]
        let secret = (0..<length).map { UInt8(ascii: "0") + UInt8(($0 + 1) % 10) }
        let code = try #require(OneTimeCode(digits: digits, algorithm: algorithm))
        return try #require(TOTP(secret: SymbolCoding.base32.encode(secret), code: code))
    }

    @Test("HOTP as in RFC 4226 appendix D")
    func hotp() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        for (counter, code) in codes.enumerated() {
            #expect(
                OneTimeCode.common.text(secret: Array("12345678901234567890".utf8), counter: UInt64(counter)) == code
            )
        }
    }

    @Test(
        "TOTP as in RFC 6238 appendix B",
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ]
    )
    func totp(seconds: Int, sha1: String, sha256: String, sha512: String) throws {
        let now = UnixTime(seconds: seconds)
        for (algorithm, code) in [(OneTimeCode.Algorithm.sha1, sha1), (.sha256, sha256), (.sha512, sha512)] {
            let factor = try Self.factor(algorithm, digits: 8)
            let step = try #require(factor.step(at: now))
            #expect(factor.text(step: step) == code)
            #expect(factor.check(code, at: now, lastUsedStep: nil) == .accepted(step: step))
        }
    }

    @Test("Codes of the step before and after are taken, older and newer ones are not", arguments: 0..<30)
    func window(second: Int) throws {
        let factor = try Self.factor(.sha1, digits: 6)
        let step = 1_000_000
        let now = UnixTime(seconds: step * 30 + second)
        for distance in -4...4 {
            let code = try #require(factor.text(step: step + distance))
            let outcome = factor.check(code, at: now, lastUsedStep: nil)
            #expect(outcome == (abs(distance) <= 1 ? .accepted(step: step + distance) : .wrong))
        }
    }

    @Test("No code is good twice, nor one older than the last")
    func replay() throws {
        let factor = try Self.factor(.sha1, digits: 6)
        let step = 5_000
        let now = UnixTime(seconds: step * 30)
        let codes = try (-1...1).map { try #require(factor.text(step: step + $0)) }
        #expect(factor.check(codes[1], at: now, lastUsedStep: step) == .replayed)
        #expect(factor.check(codes[0], at: now, lastUsedStep: step) == .replayed)
        #expect(factor.check(codes[2], at: now, lastUsedStep: step) == .accepted(step: step + 1))
        #expect(factor.check(codes[1], at: now, lastUsedStep: step - 1) == .accepted(step: step))
        #expect(factor.check("000000", at: now, lastUsedStep: step) == .wrong)
    }

    @Test("What was typed with a space is taken; what is no code is not")
    func typed() throws {
        let factor = try Self.factor(.sha1, digits: 6)
        let now = UnixTime(seconds: 59)
        #expect(factor.check(" 287 082 ", at: now, lastUsedStep: nil) == .accepted(step: 1))
        for text in [
            "", "28708", "2870820", "287082\n", "٢٨٧٠٨٢", "-28708", String(repeating: "287082", count: 90_000),
        ] {
            #expect(factor.check(text, at: now, lastUsedStep: nil) == .wrong)
        }
    }

    @Test("Moments at the ends of time are no trap", arguments: [Int.min, -1, 0, 1, Int.max])
    func moments(seconds: Int) throws {
        let factor = try Self.factor(.sha1, digits: 6)
        _ = factor.check("000000", at: UnixTime(seconds: seconds), lastUsedStep: .max)
        _ = factor.check("000000", at: UnixTime(seconds: seconds), lastUsedStep: .min)
        #expect(factor.text(step: -1) == nil)
    }

    @Test("A secret is made, kept as text and read again; a person may type it with spaces")
    func secret() throws {
        var dice = Dice(seed: 9)
        let made = TOTP.make(using: &dice)
        #expect(SymbolCoding.base32.decode(made.secretText.utf8)?.count == 20)
        let spaced = made.secretText.lowercased().enumerated()
            .map { $0.offset % 4 == 3 ? "\($0.element) " : "\($0.element)" }.joined()
        let again = try #require(TOTP(secret: spaced))
        #expect(again.text(step: 77) == made.text(step: 77))
        #expect(!"\(made) \(String(reflecting: made))".contains(made.secretText))
    }

    @Test(
        "A bad secret is refused",
        arguments: ["", "ABC", "GEZDGNBVGY3TQOI1", "GEZDGNBV", "é"]
    )
    func badSecret(text: String) {
        #expect(TOTP(secret: text) == nil)
        #expect(TOTP(secret: text + String(repeating: "A", count: 100_000)) == nil)
    }

    @Test("Bad settings are refused")
    func badSettings() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        for period in [Int.min, -30, 0, 14, 121, .max] { #expect(TOTP(secret: secret, period: period) == nil) }
        for digits in [Int.min, 0, 5, 9, .max] { #expect(OneTimeCode(digits: digits, algorithm: .sha1) == nil) }
    }

    @Test("The address for apps holds everything, escaped")
    func address() throws {
        let factor = try #require(TOTP(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        #expect(
            factor.address(issuer: "Pierre de touche: Nord", account: "josé+a@ministère.example")
                == "otpauth://totp/Pierre%20de%20touche%20%20Nord:jos%C3%A9%2Ba%40minist%C3%A8re.example"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pierre%20de%20touche%20%20Nord"
                + "&algorithm=SHA1&digits=6&period=30"
        )
    }

    @Test("Ten recovery codes, each good once, also after the set was kept and read")
    func recovery() throws {
        var dice = Dice(seed: 10)
        var (codes, kept) = RecoveryCodes.make(using: &dice)
        #expect(codes.count == 10)
        #expect(Set(codes.map(\.text)).count == 10)
        for (index, code) in codes.shuffled(using: &dice).enumerated() {
            kept = try #require(RecoveryCodes(kept.text))
            #expect(kept.remaining == 10 - index)
            #expect(!kept.text.contains(code.text))
            let typed = try ReadableCode(code.text.lowercased(), for: .recovery)
            let uses = [kept.use(typed), kept.use(typed)]
            #expect(uses == [true, false])
        }
        #expect(kept.remaining == 0)
        #expect(RecoveryCodes(kept.text)?.remaining == 0)
    }

    @Test("A code of another set opens nothing")
    func otherSet() {
        var dice = Dice(seed: 11)
        let (codes, _) = RecoveryCodes.make(using: &dice)
        var (_, other) = RecoveryCodes.make(using: &dice)
        let uses = (codes + [ReadableCode.make(.invitation, using: &dice)]).map { other.use($0) }
        #expect(!uses.contains(true))
        #expect(other.remaining == 10)
    }

    @Test(
        "What is no kept set is refused",
        arguments: ["", "$$$", "$recovery-sha256$$", "$recovery-sha256$AAAA$", "$other$AAECAwQFBgcICQoLDA0ODw$"]
    )
    func badSet(text: String) {
        #expect(RecoveryCodes(text) == nil)
    }
}

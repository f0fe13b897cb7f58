import Identity
import Testing

@Suite("Tokens and codes")
struct TokenTests {
    private static let now = UnixTime(seconds: 1_800_000_000)

    @Test("A token is read again, and only as what it is", arguments: Token.Kind.allCases)
    func roundTrip(kind: Token.Kind) throws {
        var dice = Dice(seed: 20)
        for _ in 0..<100 {
            let token = Token.make(kind, using: &dice)
            #expect(try Token(token.text, kind: kind).hash == token.hash)
            #expect(token.text.count == kind.rawValue.count + 49)
            #expect(token.text.wholeMatch(of: #/[a-z]+_[0-9A-Za-z]{49}/#) != nil)
            for other in Token.Kind.allCases where other != kind {
                #expect(throws: Token.Fault.malformed) { _ = try Token(token.text, kind: other) }
            }
            #expect(!"\(token) \(String(reflecting: token))".contains(token.text.suffix(20)))
            #expect(!token.hash.text.contains(token.text.dropFirst(4)))
        }
    }

    @Test("One changed symbol is noticed, wherever it stands")
    func slips() throws {
        var dice = Dice(seed: 21)
        let token = Token.make(.api, using: &dice)
        for index in 3..<token.text.utf8.count {
            var bytes = Array(token.text.utf8)
            bytes[index] = bytes[index] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
            #expect(throws: Token.Fault.self) { _ = try Token(String(decoding: bytes, as: UTF8.self), kind: .api) }
        }
    }

    @Test(
        "What is no token is refused",
        arguments: [
            "", "ts_", "ts_" + String(repeating: "z", count: 49), "ts_" + String(repeating: "0", count: 48),
            "ts_" + String(repeating: "é", count: 49), "TS_" + String(repeating: "0", count: 49),
            "ts_" + String(repeating: "\0", count: 49),
        ]
    )
    func hostile(text: String) {
        #expect(throws: Token.Fault.self) { _ = try Token(text, kind: .api) }
        let long = text + String(repeating: "0", count: 100_000)
        #expect(throws: Token.Fault.malformed) { _ = try Token(long, kind: .api) }
    }

    @Test("A hash is read from its text in one spelling only")
    func hashText() throws {
        var dice = Dice(seed: 22)
        let hash = Token.make(.session, using: &dice).hash
        #expect(TokenHash(hash.text) == hash)
        #expect(TokenHash(bytes: hash.bytes) == hash)
        #expect(TokenHash(hash.text.uppercased()) == nil)
        #expect(TokenHash(String(hash.text.dropLast())) == nil)
        #expect(TokenHash(String(repeating: "g", count: 64)) == nil)
        #expect(TokenHash(bytes: Array(hash.bytes.dropLast())) == nil)
        #expect(TokenHash(String(repeating: "0", count: 64)) != hash)
    }

    @Test("A code is read however it is typed, and only for its purpose", arguments: ReadableCode.Purpose.allCases)
    func codes(purpose: ReadableCode.Purpose) throws {
        var dice = Dice(seed: 26)
        for _ in 0..<100 {
            let code = ReadableCode.make(purpose, using: &dice)
            let lazy = code.text.lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing(
                "1",
                with: "l"
            )
            #expect(try ReadableCode(lazy, for: purpose).hash == code.hash)
            #expect(try ReadableCode(code.text.replacing("-", with: "\u{2013}"), for: purpose).hash == code.hash)
            #expect(code.text.split(separator: "-").allSatisfy { $0.count == 4 })
            #expect(!"\(code) \(String(reflecting: code))".contains(code.text))
        }
        #expect((purpose.symbolCount - 2) * 5 >= (purpose == .recovery ? 50 : 80))
    }

    @Test("A set-up code is no invitation, and the reverse")
    func codePurposes() {
        var dice = Dice(seed: 27)
        var passed = 0
        for _ in 0..<200 {
            let text = ReadableCode.make(.setUp, using: &dice).text
            do { _ = try ReadableCode(text, for: .invitation) } catch {
                #expect(error == .slip)
                continue
            }
            passed += 1
        }
        // The check has ten bits: one in a thousand passes by chance, and its hash is another still.
        #expect(passed <= 3)
    }

    @Test("A slip is told from a wrong length and a strange character")
    func codeFaults() {
        var dice = Dice(seed: 28)
        let code = ReadableCode.make(.setUp, using: &dice).text
        let swapped = (code.first == "7" ? "8" : "7") + code.dropFirst()
        for (text, fault) in [
            ("", ReadableCode.Fault.wrongLength), (String(code.dropLast()), .wrongLength), (code + "0", .wrongLength),
            (String(repeating: "0", count: 5_000_000), .wrongLength), ("!" + code.dropFirst(), .strangeCharacter),
            ("\u{430}" + code.dropFirst(), .strangeCharacter), ("U" + code.dropFirst(), .strangeCharacter),
            (swapped, .slip),
        ] {
            #expect(throws: fault) { _ = try ReadableCode(text, for: .setUp) }
        }
    }

    @Test("A grant of a code opens once, in time")
    func codeGrant() throws {
        var dice = Dice(seed: 29)
        let code = ReadableCode.make(.invitation, using: &dice)
        var grant = CodeGrant(hash: code.hash, expiresAt: Self.now.adding(60))
        let other = ReadableCode.make(.invitation, using: &dice)
        #expect(throws: CodeGrant.Refusal.unknown) { try grant.use(other, at: Self.now) }
        #expect(throws: CodeGrant.Refusal.expired) { try grant.use(code, at: Self.now.adding(60)) }
        try grant.use(code, at: Self.now.adding(59))
        #expect(grant.usedAt == Self.now.adding(59))
        #expect(throws: CodeGrant.Refusal.used) { try grant.use(code, at: Self.now.adding(59)) }
    }
}

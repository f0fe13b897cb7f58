import Identity
import Testing

@Suite("Rules for new passwords")
struct PasswordRulesTests {
    private static let rules = PasswordRules()
    private static let person = PasswordRules.OwnWords(
        name: "Maria José Ndongo-Lee",
        email: "mj.ndongo@ministry.example",
        others: ["Touchstone"]
    )

    private static func refusals(_ text: String) throws -> [PasswordRefusal] {
        try rules.refusals(of: try Password(text), for: person)
    }

    @Test(
        "Ordinary long passwords are taken, whatever their characters",
        arguments: [
            "correcthorse", "caballo pila correcta", "               x9", "kL7!pq#2Zr&w", "une pluie très fine",
            "鉱山の監査は朝から始まる予定です", "чистая вода с горы", "a1b2c3d4e5f6g7h8", "wonderful sleepless night",
        ]
    )
    func taken(text: String) throws {
        #expect(try Self.refusals(text) == [])
    }

    @Test("Length is counted in normalised code points")
    func length() throws {
        #expect(try Self.refusals("horsepotato") == [.tooShort(minimum: 12)])
        #expect(try Self.refusals("horsepotatos") == [])
        // Eleven letters, one of them spelt with two code points.
        #expect(try Self.refusals("horsepotate\u{301}") == [.tooShort(minimum: 12)])
        // A ligature counts as the letters that it stands for.
        #expect(try Self.refusals("horse\u{FB01}potat") == [])
        #expect(try Password(String(repeating: "word ", count: 25) + "end").count == 128)
    }

    @Test("What is too long is refused before it is hashed")
    func tooLong() {
        for text in [
            String(repeating: "word ", count: 26), String(repeating: "\u{FDFA}", count: 10),
            String(repeating: "a", count: 2_000_000), "a" + String(repeating: "\u{301}", count: 100_000),
        ] {
            #expect(throws: PasswordRefusal.tooLong(maximum: 128)) { _ = try Password(text) }
        }
        // Spelt in parts it is long, normalised it is not.
        #expect(throws: Never.self) { _ = try Password(String(repeating: "e\u{301}", count: 128)) }
    }

    @Test(
        "A password made of one's own words is refused",
        arguments: [
            ("Ndongo!2026 rain", "ndongo"), ("xx MARIA xx yy zz", "maria"), ("my josé is cold", "jose"),
            ("the ministry of rain", "ministry"), ("touchstone-password", "touchstone"),
            ("m.j.n.d.o.n.g.o.1", "mjndongo"),
            ("ｎｄｏｎｇｏ rain rain", "ndongo"),
        ]
    )
    func ownWords(text: String, word: String) throws {
        let refused = try Self.refusals(text)
        #expect(refused.count == 1)
        guard case .containsOwnWord(let found)? = refused.first else {
            Issue.record("\(refused)")
            return
        }
        #expect(found == word || found.contains(word) || word.contains(found))
    }

    @Test("A short name does not forbid the many words that hold it")
    func shortName() throws {
        #expect(try Self.refusals("sleepless fleet") == [])
    }

    @Test(
        "A piece over and over is refused, unless the piece is long enough by itself",
        arguments: [
            ("aaaaaaaaaaaa", true), ("xkcdxkcdxkcd", true), ("xkcdxkcdxkcdxk", true), ("tree7!tree7!", true),
            ("Tree7!tREE7!", true), ("correcthorsecorrecthorse", false), ("xkcdxkcdxkce", false),
        ]
    )
    func repeated(text: String, isRefused: Bool) throws {
        #expect(try Self.refusals(text).contains(.repeated) == isRefused)
    }

    @Test(
        "A row of neighbours is refused",
        arguments: [
            ("abcdefghijkl", true), ("987654321098", true), ("qwertyuiop12", true), ("azertyuiopqs", true),
            ("aaaabbbbcccc", true), ("ABCDEF123456", true), ("zyxwvutsrqpo", true), ("lkjhgfdsapoi", true),
            ("qwertyhorsefly", false), ("abcxyz!rain9", false),
        ]
    )
    func runs(text: String, isRefused: Bool) throws {
        #expect(try Self.refusals(text).contains(.run) == isRefused)
    }

    @Test("No text of any kind is a trap", arguments: 0..<10)
    func hostile(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<300 {
            let scalars = (0..<Int.random(in: 0...40, using: &dice)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &dice))
            }
            let text = String(String.UnicodeScalarView(scalars))
            guard let password = try? Password(text) else { continue }
            _ = try Self.rules.refusals(of: password, for: .init(name: text, email: text))
        }
    }

    @Test("Every refusal has a key of its own")
    func keys() {
        let all: [PasswordRefusal] = [
            .tooShort(minimum: 1), .tooLong(maximum: 1), .breached(times: 1), .containsOwnWord("x"), .repeated, .run,
        ]
        #expect(Set(all.map(\.messageKey)).count == all.count)
    }

    @Test("A minimum below what the standard allows is raised")
    func minimum() {
        #expect(PasswordRules(minimumCount: 1).minimumCount == 8)
        #expect(PasswordRules(minimumCount: .max).minimumCount == 64)
        #expect(PasswordRules(minimumCount: 15).minimumCount == 15)
    }
}

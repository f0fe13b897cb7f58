import Formats
import KernelSamples
import Testing

@Suite("JSON that is signed")
struct JSONRuleTests {
    private func reason(_ text: String, _ rule: JSONNumberRule) -> JSONFault.Reason? {
        do throws(JSONFault) {
            _ = try JSONTape(Array("[\(text)]".utf8), numbers: rule)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(
        "Numbers that a document signed here may hold",
        arguments: ["0", "1", "-1", "10", "123456789012345", "9007199254740991", "-9007199254740991"]
    )
    func safe(text: String) throws {
        #expect(reason(text, .safeIntegers) == nil)
        #expect(try JSONCanonical.bytes(of: JSONNode.number(text), numbers: .safeIntegers) == Array(text.utf8))
    }

    @Test(
        "Numbers that it may not hold",
        arguments: [
            "-0", "1.0", "1e2", "0.5", "9007199254740992", "-9007199254740992", "9007199254740993",
            "18446744073709551615", "123456789012345678901234567890", "1e400",
        ]
    )
    func unsafe(text: String) {
        #expect(reason(text, .safeIntegers) == .inexactNumber)
        #expect(throws: JSONFault(.inexactNumber, at: 0)) {
            try JSONCanonical.bytes(of: JSONNode.number(text), numbers: .safeIntegers)
        }
    }

    @Test(
        "Numbers that would be rounded are refused, others stand",
        arguments: ["0.1", "-0.0", "4.50", "1E30", "2e-3"]
    )
    func exact(text: String) throws {
        #expect(reason(text, .exact) == nil)
        for rounded in [
            "9007199254740992", "9007199254740993", "0.1000000000000000055", "1e400", "1e-400",
            "-1e999999999999999999999",
        ] {
            #expect(reason(rounded, .exact) == .inexactNumber, "\(rounded)")
        }
        #expect(throws: JSONFault(.inexactNumber, at: 5)) {
            try JSONCanonical.bytes(of: JSONTape(Array(#"{"b":9007199254740993}"#.utf8)).root)
        }
    }

    @Test("What was built is refused where it could not be read back")
    func built() {
        let twice = JSONNode.object([.init("a", .null), .init("b", .null), .init("a", .null)])
        #expect(throws: JSONFault(.duplicateKey, at: 9)) { try JSONCanonical.bytes(of: twice) }
        for text in ["", "01", "+1", "NaN", "1 ", "0x1", "1,2"] {
            #expect(throws: JSONFault(.badNumber, at: 0)) { try JSONCanonical.bytes(of: JSONNode.number(text)) }
        }
        var deep = JSONNode.null
        for _ in 0..<JSONTape.defaultDepthLimit { deep = .array([deep]) }
        #expect(throws: Never.self) { try JSONCanonical.bytes(of: deep) }
        #expect(throws: JSONFault(.tooDeep, at: JSONTape.defaultDepthLimit)) {
            try JSONCanonical.bytes(of: JSONNode.array([deep]))
        }
    }

    @Test("Texts that Swift holds to be equal are different names and values")
    func equivalence() throws {
        let (composed, combined) = ("\u{E9}", "e\u{301}")
        #expect(composed == combined)
        #expect(JSONNode.string(composed) != JSONNode.string(combined))
        let both = JSONNode.object([.init(composed, .integer(1)), .init(combined, .integer(2))])
        #expect(Set([both, .object([.init(combined, .integer(1)), .init(composed, .integer(2))])]).count == 2)
        #expect(both[combined] == .integer(2))
        #expect(try JSONCanonical.bytes(of: both) == Array("{\"e\u{301}\":2,\"\u{E9}\":1}".utf8))
    }

    @Test("Order of members, white space and escapes never change the form", arguments: UInt64(1)...30)
    func property(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<40 {
            let node = dice.node(depth: 0)
            let form = try JSONCanonical.bytes(of: node)
            let spelt = dice.spelling(of: node)
            let tape = try JSONTape(spelt)
            #expect(try JSONCanonical.bytes(of: tape.root) == form, "seed \(seed)")
            #expect(try JSONCanonical.bytes(of: JSONNode(tape.root)) == form, "seed \(seed)")
            #expect(try JSONCanonical.bytes(of: JSONTape(form).root) == form, "seed \(seed)")
        }
    }
}

extension Dice {
    fileprivate mutating func text() -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "b", "z", "é", "\u{301}", "\"", "\\", "/", "\u{0}", "\n", "\u{1F}", "\u{7F}", "\u{2028}", "€", "鉱",
            "\u{E000}", "\u{FB33}", "\u{FFFF}", "\u{1F600}", "\u{10FFFF}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &self) {
            text.append(scalars[Int.random(in: 0..<scalars.count, using: &self)])
        }
        return String(text)
    }

    fileprivate mutating func node(depth: Int) -> JSONNode {
        switch Int.random(in: 0..<(depth < 4 ? 8 : 5), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return .number(String(Int.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &self)))
        case 3:
            return .number(
                ["0.5", "1e21", "1E-7", "100.0", "-0", "0.00001", "4.50"].randomElement(using: &self) ?? "0"
            )
        case 4: return .string(text())
        case 5: return .array((0..<Int.random(in: 0...5, using: &self)).map { _ in node(depth: depth + 1) })
        default:
            var members: [JSONNode.Member] = []
            for _ in 0..<Int.random(in: 0...40, using: &self) {
                let name = text()
                guard !members.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { continue }
                members.append(.init(name, node(depth: depth + 1)))
            }
            return .object(members)
        }
    }

    /// The value written anyhow: members in any order, white space anywhere, escapes that need not be.
    fileprivate mutating func spelling(of node: JSONNode) -> [UInt8] {
        func space() -> [UInt8] {
            (0..<Int.random(in: 0...2, using: &self)).map { _ in
                [0x20, 0x09, 0x0A, 0x0D][Int.random(in: 0..<4, using: &self)]
            }
        }
        func quoted(_ text: String) -> [UInt8] {
            var output = Array("\"".utf8)
            for unit in text.unicodeScalars {
                if unit.value < 0x20 || unit == "\"" || unit == "\\" || Bool.random(using: &self) {
                    for code in String(unit).utf16 {
                        let hex = String(code, radix: 16, uppercase: Bool.random(using: &self))
                        output +=
                            Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: 4 - hex.count) + hex.utf8
                    }
                } else {
                    output += String(unit).utf8
                }
            }
            return output + Array("\"".utf8)
        }
        switch node {
        case .null, .bool, .number: return space() + node.bytes() + space()
        case .string(let text): return space() + quoted(text)
        case .array(let elements):
            let inner = elements.map { spelling(of: $0) + space() }
            return Array("[".utf8) + space() + inner.joined(separator: Array(",".utf8)) + Array("]".utf8)
        case .object(let members):
            var inner: [[UInt8]] = []
            for member in members.shuffled(using: &self) {
                inner.append(space() + quoted(member.name) + space() + [UInt8(ascii: ":")] + spelling(of: member.value))
            }
            return Array("{".utf8) + inner.joined(separator: Array(",".utf8)) + space() + Array("}".utf8)
        }
    }
}

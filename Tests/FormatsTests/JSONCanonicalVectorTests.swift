import Crypto
import Formats
import KernelSamples
import Testing

/// The vectors of RFC 8785: files, appendix B, edge cases, and the million numbers of its authors by their checksum.
@Suite("Canonical JSON against others' vectors", .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence))
struct JSONCanonicalVectorTests {
    private func canonical(_ bytes: [UInt8], numbers: JSONNumberRule = .any) throws(JSONFault) -> [UInt8] {
        try JSONCanonical.bytes(of: JSONTape(bytes).root, numbers: numbers)
    }

    private func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

    @Test(
        "The files of the RFC's authors",
        arguments: ["arrays", "french", "structures", "unicode", "values", "weird"]
    )
    func files(name: String) throws {
        let input = try LedgerVectors.bytes("jcs/input/\(name).json")
        let form = try canonical(input)
        #expect(text(form) == text(try LedgerVectors.bytes("jcs/output/\(name).json")))
        let hex = text(try LedgerVectors.bytes("jcs/outhex/\(name).txt")).split(whereSeparator: \.isWhitespace)
        #expect(form == hex.compactMap { UInt8($0, radix: 16) })
        #expect(try canonical(form) == form)
        #expect(try JSONCanonical.bytes(of: JSONNode(parsing: input), numbers: .any) == form)
    }

    @Test("Appendix B")
    func appendixB() throws {
        let cases = try JSONTape(try LedgerVectors.bytes("jcs/rfc8785-appendixB-and-edge-cases.json")).root["appendixB"]
        #expect(cases?.elements.count == 26)
        for each in cases?.elements ?? [] {
            let bits = try #require(UInt64(each["ieee_hex"]?.string ?? "", radix: 16))
            let value = Double(bitPattern: bits)
            let expected = each["expected"]?.string
            guard expected != "ERROR" else {
                #expect(!value.isFinite)
                continue
            }
            var form: [UInt8] = []
            JSONCanonical.appendNumber(value, to: &form)
            #expect(text(form) == expected)
        }
    }

    @Test("Edge cases; those that must fail fail")
    func edgeCases() throws {
        let file = try JSONTape(try LedgerVectors.bytes("jcs/rfc8785-appendixB-and-edge-cases.json")).root
        let cases = file["edge_cases"]?.elements ?? []
        #expect(cases.count == 12)
        var refused = 0
        for each in cases {
            let name = Comment(rawValue: each["case"]?.string ?? "")
            let input = try #require(each["json"]?.content)
            let expected = try #require(each["expect"]?.content)
            if expected == Array("error".utf8) {
                #expect(throws: JSONFault.self, name) { try canonical(input) }
                refused += 1
            } else {
                #expect(try canonical(input) == expected, name)
            }
        }
        #expect(refused == 5)
    }

    @Test("Ten thousand numbers line by line, and a million by the checksum that the RFC's authors give")
    func numbers() throws {
        let lines = try LedgerVectors.bytes("jcs/es6-numbers-10000.txt").split(separator: 0x0A)
        #expect(lines.count == 10_000)
        var fixed: [UInt64] = []
        for line in lines {
            let parts = line.split(separator: UInt8(ascii: ","), maxSplits: 1)
            let bits = try #require(UInt64(text(parts[0]), radix: 16))
            if fixed.count < 168 { fixed.append(bits) }
            #expect(Self.form(bits) == Array(parts[1]), "\(text(parts[0]))")
            // The text that it is written with means the same float, and is its own form.
            var again: [UInt8] = []
            #expect(JSONCanonical.appendNumber(parts[1], to: &again) != nil)
            #expect(again == Array(parts[1]))
        }
        let rows = try JSONTape(try LedgerVectors.bytes("jcs/es6-checksums.json")).root["rows"]?.elements ?? []
        var expected: [Int: String] = [:]
        for row in rows {
            guard let count = row["lines"]?.double, let sum = row["sha256"]?.string else { continue }
            expected[Int(count)] = sum
        }
        var numbers = PublishedNumbers(fixed: fixed)
        var hash = SHA256()
        var checked = 0
        for line in 1...1_000_000 {
            let bits = numbers.next()
            hash.update(data: Array(String(bits, radix: 16).utf8) + [UInt8(ascii: ",")] + Self.form(bits) + [0x0A])
            guard let sum = expected[line] else { continue }
            #expect(hash.finalize().map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined() == sum)
            checked += 1
        }
        #expect(checked == 4)
    }

    private static func form(_ bits: UInt64) -> [UInt8] {
        var form: [UInt8] = []
        JSONCanonical.appendNumber(Double(bitPattern: bits), to: &form)
        return form
    }
}

/// The numbers of json-canonicalization's test file: some fixed ones, two thousand in a row, then the words of a chain
/// of SHA-256.
private struct PublishedNumbers {
    private let fixed: [UInt64]
    private var index = 0
    private var block = [UInt8](repeating: 0, count: 32)
    private var words: ArraySlice<UInt64> = []

    init(fixed: [UInt64]) { self.fixed = fixed }

    mutating func next() -> UInt64 {
        defer { index += 1 }
        if index < fixed.count { return fixed[index] }
        if index < fixed.count + 2000 { return 0x0010_0000_0000_0000 + UInt64(index - fixed.count) }
        while true {
            if words.isEmpty {
                block = Array(SHA256.hash(data: block))
                let block = block
                words =
                    (0..<4).map { word in
                        block[(word * 8)..<(word * 8 + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
                    }[...]
            }
            let bits = words.removeFirst()
            let value = Double(bitPattern: bits)
            if value != 0, value.isFinite { return bits }
        }
    }
}

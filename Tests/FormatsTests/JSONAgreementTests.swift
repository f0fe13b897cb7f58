import Formats
import KernelSamples
import Testing

/// The element scanner sees a document through windows, the parser sees it whole: they must agree, wherever the windows
/// are cut.
@Suite("The JSON scanner and the JSON parser agree")
struct JSONAgreementTests {
    private static let targets = [["features"], ["body", "list"]]

    private func scan(_ document: [UInt8], cut: Int, step: Int) -> [Found<JSONFault.Reason>] {
        var scanner = JSONElementScanner(targets: Self.targets, keeping: ["type", "crs"])
        return found(in: document, cut: cut, step: step) {
            scanner.next(in: $0, from: $1, isLast: $2, isFull: $3)
        } reason: {
            ($0.reason, $0.offset)
        }
    }

    /// What the scanner finds, which has to be the same with windows of any length and with a cut at any byte.
    private func scanEveryWay(_ document: [UInt8]) -> [Found<JSONFault.Reason>] {
        let whole = scan(document, cut: document.count, step: document.count + 1)
        let text = String(decoding: document, as: UTF8.self)
        for step in [1, 2, 3, 7] where scan(document, cut: step, step: step) != whole {
            Issue.record("windows of \(step): \(text)")
        }
        for cut in document.indices where scan(document, cut: cut, step: document.count) != whole {
            Issue.record("cut at \(cut): \(text)")
        }
        return whole
    }

    /// The elements of the target arrays as the whole-document parser sees them, in document order.
    private func elements(of root: JSONValue) -> [Range<Int>] {
        Self.targets.flatMap { path -> [Range<Int>] in
            var value: JSONValue? = root
            for key in path { value = value?.member(key) }
            return value?.elements.map(\.range) ?? []
        }.sorted { $0.lowerBound < $1.lowerBound }
    }

    @Test(
        "A document that is broken outside its records is refused for the parser's reason at the parser's byte",
        arguments: [
            #"{"features" [1]}"#, #"{"features":[1}"#, #"{"features":[1,]}"#, #"{"features":[,1]}"#,
            #"{"features":[1 2]}"#, #"{"features":[1],}"#, #"{"features":[1]]"#, #"{"features":[1]}}"#,
            #"{"features":[1]} x"#, #"{"features":[1]}{}"#, #"{"features":[1]"#, #"{"features":["#, #"{"features":"#,
            #"{"features""#, #"{"features"#, "{", "", "  ", #"{,"features":[1]}"#, #"{features:[1]}"#,
            #"{'features':[1]}"#, #"{"features":[1],,"a":2}"#, #"{"features":[1] "a":2}"#, #"{"a":,"features":[1]}"#,
            #"{"a" 1,"features":[1]}"#, #"{"a"::1,"features":[1]}"#, #"{"a":1 2,"features":[1]}"#,
            #"{"a":[1,2,"features":[1]}"#, #"{"a":[1,],"features":[1]}"#, #"{"a":[,],"features":[1]}"#,
            #"{"a":[}],"features":[1]}"#, #"{"a":{]},"features":[1]}"#, #"{"a":{"b"},"features":[1]}"#,
            #"{"a":{"b":},"features":[1]}"#, #"{"a":{"b":1,},"features":[1]}"#, #"{"a":{1:2},"features":[1]}"#,
            #"{"a":{"b" "c"},"features":[1]}"#, #"{"a":nul,"features":[1]}"#, #"{"a":nulll,"features":[1]}"#,
            #"{"a":True,"features":[1]}"#, #"{"a":NaN,"features":[1]}"#, #"{"a":01,"features":[1]}"#,
            #"{"a":1.,"features":[1]}"#, #"{"a":-,"features":[1]}"#, #"{"a":1e+,"features":[1]}"#,
            #"{"a":+1,"features":[1]}"#, #"{"a":.5,"features":[1]}"#, #"{"a":1-2,"features":[1]}"#,
            #"{"a":"b,"features":[1]}"#, #"{"a":"\x","features":[1]}"#, #"{"a":"\u12G4","features":[1]}"#,
            #"{"a":"\ud800","features":[1]}"#, #"{"a":"\udc00","features":[1]}"#,
            #"{"a":"\ud800\ud800","features":[1]}"#, #"{"a":"\ud83e\u0041","features":[1]}"#,
            #"{"a":"\ud83ex","features":[1]}"#, #"{"\ud800":1,"features":[1]}"#, #"{"\x":1,"features":[1]}"#,
            "{\"a\":\"b\nc\",\"features\":[1]}", "{\"a\u{1}\":1,\"features\":[1]}", "{\"a\":\u{0},\"features\":[1]}",
            "{\u{B}\"features\":[1]}", "{\"features\":\u{A0}[1]}", "\u{FEFF}{\"features\":[1]}",
            #"{"features":[1],"a":"unclosed"#, #"{"features":[1],"a":"unclosed\"#, #"{"features":[1],"a":"\u00"#,
            #"{"features":[1],"a":tru"#, #"{"features":[1],"a":[{"b":[1,2"#, #"// no comment"#, #"{"a":1/**/}"#,
            #"{"features":[1],"features":[2]}"#, #"{"features":[1],"f\u0065atures":7}"#,
            #"{"type":1,"features":[1],"type":2}"#, #"{"body":{"list":[1]},"body":{"list":[2]}}"#,
            #"{"body":{"list":[1],"list":[]}}"#, #"{"crs":{},"crs":null}"#,
        ]
    )
    func broken(text: String) throws {
        let document = Array(text.utf8)
        let fault = try #require(throws: JSONFault.self) { _ = try JSONTape(document) }
        // The second `body` holds an array at a path that was met: the scanner knows it one key later.
        let offset = text.hasPrefix(#"{"body":{"list":[1]},"#) ? fault.offset + 8 : fault.offset
        let reason: JSONFault.Reason = fault.reason
        #expect(scanEveryWay(document).last == .fault(reason, at: offset), "\(fault)")
    }

    @Test(
        "A record that is broken costs itself alone",
        arguments: [
            #"{"a":1,}"#, #"{"a" 1}"#, #"{"a":"\ud800"}"#, "{\"a\":\"\u{1}\"}", #"[1,,2]"#, #"nul"#, #"01"#, #"1.e"#,
            #"{"a":1,"a":2}"#, #""\x""#,
        ]
    )
    func brokenRecords(text: String) {
        let document = Array(#"{"features":[0,\#(text),"last"]}"#.utf8)
        let found = scanEveryWay(document)
        let texts = found.map { found -> String in
            guard case .record(let range) = found else { return "fault" }
            return String(decoding: document[range], as: UTF8.self)
        }
        #expect(texts == ["0", text, "\"last\""])
        #expect(throws: JSONFault.self) { _ = try JSONTape(Array(text.utf8)) }
    }

    @Test("Documents of chance give the elements that the parser sees, byte for byte", arguments: UInt64(1)...60)
    func wholeDocuments(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<8 {
            let document = Array(dice.document().utf8)
            let root = try JSONTape(document).root
            let expected = elements(of: root).map { Found<JSONFault.Reason>.record($0) }
            #expect(scanEveryWay(document) == expected, "seed \(seed)")
        }
    }

    @Test("Documents that are broken by chance are taken and refused by both alike", arguments: UInt64(1)...60)
    func brokenDocuments(seed: UInt64) {
        var dice = Dice(seed: seed)
        var refusals = 0
        for _ in 0..<25 {
            let document = dice.mutated(Array(dice.document().utf8))
            let text = String(decoding: document, as: UTF8.self)
            // Outside the records the scanner leaves UTF-8 and most duplicate keys unchecked.
            guard Array(text.utf8) == document else { continue }
            let found = scanEveryWay(document)
            do throws(JSONFault) {
                let root = try JSONTape(document).root
                #expect(found == elements(of: root).map { .record($0) }, "seed \(seed): \(text)")
            } catch {
                refusals += 1
                let isRecordBroken = found.contains {
                    guard case .record(let range) = $0 else { return false }
                    return (try? JSONTape(Array(document[range]))) == nil
                }
                let isRefused = found.contains { if case .fault = $0 { true } else { false } }
                #expect(isRecordBroken || isRefused || error.reason == .duplicateKey, "seed \(seed): \(text)")
            }
        }
        #expect(refusals > 0, "seed \(seed)")
    }
}

extension Dice {
    /// A document with arrays of records at some of the target paths, among other members, with spaces of all kinds.
    fileprivate mutating func document() -> String {
        var members = [#""type""# + space() + ":" + value(depth: 0), member("x1"), member("x2")]
        if Bool.random(using: &self) { members.append(#""features""# + space() + ":" + space() + list(depth: 3)) }
        if Bool.random(using: &self) {
            let inner = [member("y"), #""list":"# + list(depth: 2), member("z")].shuffled(using: &self)
            members.append(#""body":{"# + inner.joined(separator: space() + "," + space()) + "}")
        }
        members.shuffle(using: &self)
        return space() + "{" + space() + members.joined(separator: space() + "," + space()) + space() + "}" + space()
    }

    private mutating func member(_ name: String) -> String {
        "\"\(name)\"" + space() + ":" + space() + value(depth: 3)
    }

    private mutating func list(depth: Int) -> String {
        let values = (0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth) }
        return "[" + space() + values.joined(separator: space() + "," + space()) + space() + "]"
    }

    private mutating func value(depth: Int) -> String {
        let scalars = [
            "null", "true", "false", "0", "-0", "12.5e-3", "1E9", "\"\"", #""features""#, #""a\"]}\\""#,
            #""\ud83e\udea8""#,
            "\"étain 🪨\"", #""\u0000\n,[{""#, "-12345678901234567890",
        ]
        switch depth > 0 ? Int.random(in: 0..<4, using: &self) : 0 {
        case 1: return list(depth: depth - 1)
        case 2:
            let keys = ["features", "list", "a b", #"\u0062"#, "type"].shuffled(using: &self).prefix(2)
            let members = keys.map { "\"\($0)\"" + space() + ":" + space() + value(depth: depth - 1) }
            return "{" + space() + members.joined(separator: "," + space()) + "}"
        default: return scalars.randomElement(using: &self) ?? "0"
        }
    }

    private mutating func space() -> String {
        ["", "", "", " ", "\n", "\r\n", "\t "].randomElement(using: &self) ?? ""
    }
}

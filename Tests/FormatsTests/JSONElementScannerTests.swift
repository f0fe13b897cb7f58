import Formats
import KernelSamples
import Testing

@Suite("Elements of JSON documents")
struct JSONElementScannerTests {
    private func elements(
        _ text: String,
        step: Int = .max / 2,
        limit: Int = .max,
        targets: [[String]] = [["features"]]
    ) -> [String] {
        var scanner = JSONElementScanner(targets: targets)
        return scanned(Array(text.utf8), step: step, limit: limit) { bytes, from, isLast, isFull in
            scanner.next(in: bytes, from: from, isLast: isLast, isFull: isFull)
        } fault: {
            $0.reason.rawValue
        }
    }

    @Test("Elements are found wherever the array stands", arguments: 1...32)
    func windows(step: Int) {
        let text =
            #" {"type":"FC","crs":{"p":[1,{"features":[9]}]},"features":[ {"a":"]}\"["} , [1,2],"s", 7 ,null],"after":"x"} "#
        #expect(elements(text, step: step) == [#"{"a":"]}\"["}"#, "[1,2]", "\"s\"", "7", "null"])
    }

    @Test("An array below a path of keys, and nothing of the same name elsewhere")
    func paths() {
        let text = #"{"list":[1],"body":{"other":{"list":[2]},"list":[3,4]}}"#
        #expect(elements(text, targets: [["body", "list"]]) == ["3", "4"])
    }

    @Test("An empty array, no array, another type")
    func nothing() {
        #expect(elements(#"{"features":[]}"#) == [])
        #expect(elements(#"{"a":1}"#) == [])
        #expect(elements(#"{"features":7}"#) == [])
        #expect(elements("17") == [])
    }

    @Test(
        "A document cut short or broken between elements says so",
        arguments: [
            (#"{"features":[1,"#, "unexpectedEnd"), (#"{"features":[1"#, "unexpectedEnd"),
            (#"{"features":[1]"#, "unexpectedEnd"),
            (#"{"features":[1}"#, "unexpectedByte"), (#"{"features" [1]}"#, "unexpectedByte"),
            (#"{"features":[1]} x"#, "trailingBytes"),
            ("", "unexpectedEnd"),
        ]
    )
    func broken(text: String, reason: String) {
        for step in [1, 3, 1000] {
            #expect(elements(text, step: step).last == "! \(reason)", "step \(step)")
        }
    }

    @Test("An element longer than the window costs itself and not its neighbours")
    func longElements() {
        let long = String(repeating: "x", count: 100)
        let found = elements(#"{"features":[1,"\#(long)",2]}"#, step: 8, limit: 32)
        #expect(found == ["1", "! tooLong", "2"])
    }

    @Test("Short members of the document are kept, whatever windows cut", arguments: [1, 5, 1000])
    func header(step: Int) {
        var scanner = JSONElementScanner(targets: [["features"]], keeping: ["type", "crs"])
        _ = scanned(Array(#"{"type":"FC","crs":{"name":"x"},"features":[1]}"#.utf8), step: step) {
            scanner.next(in: $0, from: $1, isLast: $2, isFull: $3)
        } fault: {
            $0.reason.rawValue
        }
        #expect(scanner.header["type"].map { String(decoding: $0, as: UTF8.self) } == "\"FC\"")
        #expect(scanner.header["crs"].map { String(decoding: $0, as: UTF8.self) } == #"{"name":"x"}"#)
        #expect(scanner.hasFoundTarget)
    }

    @Test("Depth outside the records costs nothing")
    func depth() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(elements(#"{"a":\#(deep),"features":[1]}"#, step: 50_000) == ["1"])
    }

    @Test("Bytes of chance never trap, and the scan always ends", arguments: UInt64(1)...40)
    func fuzz(seed: UInt64) {
        var dice = Dice(seed: seed)
        let document = Array(#"{"type":"FC","features":[{"a":[1,"\"]"]},{"b":null},3],"x":{"features":[4]}}"#.utf8)
        for _ in 0..<50 {
            let bytes = dice.mutated(document)
            let whole = run(bytes, step: bytes.count + 1)
            #expect(whole.last != "does not end", "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            #expect(run(bytes, step: 1).count == whole.count, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    private func run(_ bytes: [UInt8], step: Int) -> [String] {
        var scanner = JSONElementScanner(targets: [["features"]])
        return scanned(bytes, step: step) {
            scanner.next(in: $0, from: $1, isLast: $2, isFull: $3)
        } fault: {
            $0.reason.rawValue
        }
    }
}

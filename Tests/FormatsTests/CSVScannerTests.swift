import Formats
import KernelSamples
import Testing

@Suite("Comma-separated values")
struct CSVScannerTests {
    private func rows(_ text: String, delimiter: UInt8 = 0x2C) -> [[String]] {
        let bytes = Array(text.utf8)
        var rows: [[String]] = []
        var fields: [CSVField] = []
        var index = 0
        while true {
            switch CSVScanner(delimiter: delimiter).next(in: bytes.span, from: index, isLast: true, fields: &fields) {
            case .record(_, let next):
                rows.append(fields.map { $0.text(in: bytes.span) })
                index = next
            case .fault(let fault, _, let next):
                rows.append(["! \(Self.name(fault))"])
                index = next
            case .needMore, .end:
                return rows
            }
        }
    }

    private static func name(_ fault: CSVScanner.Fault) -> String {
        switch fault {
        case .unclosedQuote: "unclosed"
        case .textAfterQuote: "text after quote"
        case .tooLong: "too long"
        }
    }

    @Test("RFC 4180: quotes, doubled quotes, line ends inside quotes", arguments: ["\n", "\r\n", "\r"])
    func quotes(end: String) {
        let text = "a,b\(end)\"1,2\",\"say \"\"ja\"\"\"\(end)\"x\(end)y\",\(end)"
        #expect(rows(text) == [["a", "b"], ["1,2", "say \"ja\""], ["x\(end)y", ""]])
    }

    @Test("Blank lines are passed over, empty fields are kept, the last line needs no end")
    func blanks() {
        #expect(rows("\n\na,,\n\n\nb,c") == [["a", "", ""], ["b", "c"]])
        #expect(rows("") == [])
        #expect(rows("\n\r\n") == [])
    }

    @Test("Another delimiter")
    func semicolons() {
        #expect(rows("a;b,c\n", delimiter: UInt8(ascii: ";")) == [["a", "b,c"]])
    }

    @Test("A quote without its end costs its line and not the rest")
    func strayQuotes() {
        #expect(rows("a,\"b\nc,d\n") == [["! unclosed"], ["c", "d"]])
        #expect(rows("a,\"b\"x\nc,d\n") == [["! text after quote"], ["c", "d"]])
        #expect(rows("a,b\"c\nd,e\n") == [["a", "b\"c"], ["d", "e"]])
    }

    @Test("Every window gives the same records", arguments: 1...24)
    func windows(step: Int) {
        let text = "id,name\r\n1,\"Mine \"\"A\"\"\nsouth\"\r\n\r\n2,\"\"\n3,étain ⛏\n4,\"open\n5,end"
        var fields: [CSVField] = []
        let found = scanned(Array(text.utf8), step: step) { bytes, from, isLast, isFull in
            CSVScanner().next(in: bytes, from: from, isLast: isLast, isFull: isFull, fields: &fields)
        } fault: {
            Self.name($0)
        }
        #expect(
            found == [
                "id,name", "1,\"Mine \"\"A\"\"\nsouth\"", "2,\"\"", "3,étain ⛏", "! unclosed", "5,end",
            ]
        )
    }

    @Test("A record longer than the window is a fault, and the scan ends")
    func longRecords() {
        var fields: [CSVField] = []
        let found = scanned(Array(repeating: 0x61, count: 64), step: 8, limit: 8) { bytes, from, isLast, isFull in
            CSVScanner().next(in: bytes, from: from, isLast: isLast, isFull: isFull, fields: &fields)
        } fault: {
            Self.name($0)
        }
        #expect(found.first == "! too long")
        #expect(found.last != "does not end")
    }

    @Test("Bytes of chance never trap, and the scan always moves on", arguments: UInt64(1)...40)
    func fuzz(seed: UInt64) {
        var dice = Dice(seed: seed)
        let document = Array("id,name\r\n1,\"a \"\"b\"\"\"\n2,\"c\nd\"\n".utf8)
        for _ in 0..<50 {
            let bytes = dice.mutated(document)
            var fields: [CSVField] = []
            let found = scanned(bytes, step: 7, limit: 16) { bytes, from, isLast, isFull in
                CSVScanner().next(in: bytes, from: from, isLast: isLast, isFull: isFull, fields: &fields)
            } fault: {
                Self.name($0)
            }
            #expect(found.last != "does not end", "seed \(seed): \(bytes)")
        }
    }

    @Test("A bad line that the window cuts is asked for whole: its rest is no record")
    func badLineAtTheEdge() {
        let bytes = Array("\"Tantalum\"ore,1,2\nA,B\n".utf8)
        var fields: [CSVField] = []
        let scanner = CSVScanner()
        for length in 11..<18 {
            let scan = scanner.next(in: bytes.span.extracting(0..<length), from: 0, isLast: false, fields: &fields)
            #expect(scan == .needMore(from: 0), "a window of \(length) bytes")
        }
        guard
            case .fault(.textAfterQuote, let range, _) = scanner.next(
                in: bytes.span,
                from: 0,
                isLast: false,
                fields: &fields
            )
        else {
            Issue.record("the whole line is not refused")
            return
        }
        #expect(range == 0..<17)
    }
}

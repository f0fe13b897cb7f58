import Testing
import Web

@Suite("Multipart parser")
struct MultipartParserTests {
    struct Part: Equatable {
        var name: String
        var fileName: String?
        var content: [UInt8] = []
    }

    /// Feeds a body in pieces of one size.
    func parse(_ body: [UInt8], boundary: String = "XX", piece: Int) throws -> [Part] {
        var parser = try MultipartParser(contentType: "multipart/form-data; boundary=\(boundary)")
        var parts: [Part] = []
        for start in stride(from: 0, to: body.count, by: piece) {
            parser.append(body[start..<min(start + piece, body.count)])
            while let event = try parser.next() {
                switch event {
                case .part(let part): parts.append(Part(name: part.name, fileName: part.fileName))
                case .content(let bytes): parts[parts.count - 1].content += bytes
                case .partEnd, .end: break
                }
            }
        }
        try parser.finish()
        return parts
    }

    func body(_ text: String) -> [UInt8] { Array(text.replacing("\n", with: "\r\n").utf8) }

    @Test("Gives the same parts however the body is cut", arguments: [1, 2, 3, 7, 64, 4096])
    func pieces(piece: Int) throws {
        let text =
            "preamble\n--XX\nContent-Disposition: form-data; name=\"a\"\n\nvalue\n--XX  \ncontent-disposition: form-data; name=\"f\"; filename=\"C:\\dir\\x;y.csv\"\nContent-Type: text/csv\n\n\n--X\n--X X\r\r\n\n--XX\nContent-Disposition: form-data; name=\"empty\"\n\n\n--XX--\nepilogue --XX"
        let parts = try parse(body(text), piece: piece)
        #expect(
            parts == [
                Part(name: "a", content: Array("value".utf8)),
                Part(name: "f", fileName: "x;y.csv", content: body("\n--X\n--X X\r\r\n")),
                Part(name: "empty"),
            ]
        )
    }

    @Test("Refuses hostile bodies with a reason", arguments: [1, 1000])
    func hostile(piece: Int) {
        let longHeader =
            "--XX\nContent-Disposition: form-data; name=\"\(String(repeating: "a", count: 20_000))\"\n\nx\n--XX--"
        let many = String(repeating: "--XX\nContent-Disposition: form-data; name=\"a\"\n\nx\n", count: 65) + "--XX--"
        let cases: [(text: String, code: MultipartFault.Code)] = [
            ("", .cutShort), ("--XX", .cutShort),
            ("--XX\nContent-Disposition: form-data; name=\"a\"\n\nvalue", .cutShort),
            ("--XXgarbage\n", .malformedBoundary), ("--XX-\n", .malformedBoundary),
            ("--XX\n\nx\n--XX--", .malformedHeaders),
            ("--XX\nContent-Type: text/plain\n\nx\n--XX--", .malformedHeaders),
            ("--XX\nContent-Disposition: attachment; name=\"a\"\n\nx\n--XX--", .malformedHeaders),
            ("--XX\nContent-Disposition: form-data\n\nx\n--XX--", .malformedHeaders),
            (longHeader, .headersTooLong), (many, .tooManyParts),
            (String(repeating: "x", count: 10_000), .noBoundary),
        ]
        for refused in cases {
            let fault = #expect(throws: MultipartFault.self, "\(refused.text.prefix(60))") {
                _ = try parse(body(refused.text), piece: piece)
            }
            #expect(fault?.code == refused.code, "\(refused.text.prefix(60))")
        }
    }

    @Test("Refuses a content type without a usable boundary")
    func boundaries() {
        for type in [
            "multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=a",
            "multipart/form-data; boundary=\"\("é")\"",
            "multipart/form-data; boundary=\(String(repeating: "a", count: 71))",
        ] {
            #expect(throws: MultipartFault.self, "\(type)") { _ = try MultipartParser(contentType: type) }
        }
    }
}

import HTTPTypes
import Testing
import Web

@Suite("Files that visitors send")
struct FileTests {
    @Test(
        "What is text of one of our kinds is taken",
        arguments: [
            ("a.csv", "text/csv", "id,name\n1,x\n", UploadKind.table),
            ("a.csv", "application/vnd.ms-excel", "\u{FEFF}id;name\n", .table),
            ("a", nil, "id,name\n", .table), ("A.TXT", "text/plain", "", .table),
            ("a.json", "application/json", " \n[1]", .json), ("a.geojson", "application/geo+json", "{}", .json),
            ("a.jsonl", "application/octet-stream", "{}\n{}", .json),
            ("a.xml", "text/xml", "<?xml version='1.0'?><a/>", .xml),
        ] as [(String, String?, String, UploadKind)]
    )
    func taken(name: String, type: String?, content: String, kind: UploadKind) throws {
        #expect(try UploadKind.of(head: Array(content.utf8), name: name, declared: type) == kind)
    }

    @Test(
        "What is something else, or is said to be something else, is not",
        arguments: [
            ("a.csv", nil, [0x50, 0x4B, 0x03, 0x04, 20], .binary), ("a.json", nil, [0x1F, 0x8B, 8, 0], .binary),
            ("a.csv", nil, [0x4D, 0x5A, 0x90, 0], .binary), ("a.csv", nil, Array("%PDF-1.7".utf8), .binary),
            ("a.csv", nil, Array("a,b\0c".utf8), .binary), ("a.txt", nil, Array("#!/bin/sh".utf8), .binary),
            ("a.xml", nil, Array("<!DOCTYPE html><p>".utf8), .active),
            ("a.xml", nil, Array(" <svg onload=x>".utf8), .active),
            ("a.csv", nil, Array("<html>".utf8), .active),
            ("a.csv", nil, Array("{\"a\":1}".utf8), .name), ("a.json", nil, Array("a,b".utf8), .name),
            ("a.html", nil, Array("a,b".utf8), .name), ("a.csv.exe", nil, Array("a,b".utf8), .name),
            ("a.csv", "image/png", Array("a,b".utf8), .declared),
            ("a.xml", "image/svg+xml", Array("<a/>".utf8), .declared),
            ("a.csv", "text/html; charset=utf-8", Array("a,b".utf8), .declared),
        ] as [(String, String?, [UInt8], UploadKind.Refusal)]
    )
    func refused(name: String, type: String?, head: [UInt8], refusal: UploadKind.Refusal) {
        #expect(throws: refusal) { try UploadKind.of(head: head, name: name, declared: type) }
    }

    @Test("A tar file is known by its 257th byte, and UTF-16 by its mark")
    func marks() throws {
        var tar = [UInt8](repeating: 65, count: 300)
        tar.replaceSubrange(257..<262, with: Array("ustar".utf8))
        #expect(throws: UploadKind.Refusal.binary) { try UploadKind.of(head: tar, name: "a.csv", declared: nil) }
        let wide: [UInt8] = [0xFF, 0xFE] + "id,name\n".utf8.flatMap { [$0, 0] }
        #expect(try UploadKind.of(head: wide, name: "a.csv", declared: nil) == .table)
    }

    @Test(
        "A file name is made harmless",
        arguments: [
            ("../../etc/passwd", "passwd"), ("C:\\temp\\a.csv", "a.csv"), ("..", ""), ("a\r\nX: y.csv", "aX y.csv"),
            ("\u{202E}vsc.exe", "vsc.exe"), (".htaccess", "htaccess"), ("a.csv. ", "a.csv"), ("<b>\"a\".csv", "ba.csv"),
            ("données\u{0}é.csv", "donnéesé.csv"),
            (String(repeating: "é", count: 300) + ".csv", String(repeating: "é", count: 98) + ".csv"),
        ]
    )
    func names(sent: String, kept: String) {
        #expect(SafeFileName.clean(sent) == kept)
    }

    @Test("A record's bytes are a file to keep, and run nothing where they are shown all the same")
    func download() async throws {
        let site = try await TestSite.make()
        let answer = try await site.get("/en/records/1/bytes")
        #expect(answer.status == 200)
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"record-1.bin\"")
        #expect(answer.headers[.contentSecurityPolicy]?.hasPrefix("sandbox;") == true)
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.headers[.contentType] == "application/octet-stream")
    }

    @Test("An archive under another name is refused by the form, with advice")
    func form() async throws {
        let site = try await TestSite.make()
        let token = String(repeating: "a", count: 32)
        let headers: HTTPFields = [
            .contentType: "multipart/form-data; boundary=XX", .cookie: "touchstone_form=\(token)",
        ]
        for (head, content) in [
            ("name=\"file\"; filename=\"a.csv\"", "PK\u{3}\u{4}bomb"), ("name=\"file\"; filename=\"a.html\"", "a,b"),
            ("name=\"file\"; filename=\"a.csv\"\r\nContent-Type: image/svg+xml", "a,b"),
        ] {
            let body = FormTests.upload([("name=\"form_token\"", token), (head, content)])
            let answer = try await site.send(.post, "/en/import", headers: headers, body: body)
            #expect(answer.status == 415)
            #expect(answer.text.contains("CSV"))
        }
    }
}

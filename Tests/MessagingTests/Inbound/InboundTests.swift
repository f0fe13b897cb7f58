import Formats
import KernelSamples
import Messaging
import Secrets
import Testing
import Vocabulary

@Suite("Messages that come in")
struct InboundTests {
    private static let fields = WebhookFields(
        id: "data.id",
        sender: "data.from",
        text: "data.text",
        moment: "data.at",
        channel: "data.type"
    )

    private static func reader(_ fields: WebhookFields = fields) throws -> WebhookReader {
        try #require(WebhookReader(fields, channel: .sms, plan: try Samples.plan(), key: Samples.key))
    }

    @Test(
        "One phone has one digest, however its number is written",
        arguments: [
            "+243812345670", "00243812345670", "243812345670", "0812345670", "+243 81-234 (56)70",
            "٠٨١٢٣٤٥٦٧٠",
        ]
    )
    func digests(text: String) throws {
        let number = try PhoneNumber(text, plan: try Samples.plan())
        #expect(SenderDigest(number, key: Samples.key) == (try Samples.sender()))
        let other = SecretBytes([UInt8](repeating: 8, count: 32))
        #expect(SenderDigest(number, key: other) != (try Samples.sender()))
        #expect(SenderDigest(number, key: SecretBytes([1])) == nil)
        #expect(!"\(number)".contains("812") && !String(reflecting: number).contains("812"))
    }

    @Test(
        "A number that could be two, or none, is refused",
        arguments: [
            ("", NumberFault.withheld), ("anonymous", .notANumber), ("ORANGE", .notANumber), ("12345", .ambiguous),
            ("812345670", .ambiguous),

            ("+1234567890123456", .tooLong), ("+1234567", .tooShort), ("++243812345670", .notANumber),
            ("+012345678", .notANumber),
        ]
    )
    func refused(text: String, fault: NumberFault) {
        #expect(throws: fault) { try PhoneNumber(text, plan: try Samples.plan()) }
    }

    @Test("JSON and forms give the same message")
    func bodies() throws {
        let json =
            #"{"data":{"id":17,"from":"+243812345670","text":"PRIX étain","at":"2026-03-09T07:00:00Z","type":"SMS"},"x":[]}"#
        let form = "data.id=17&data.from=%2B243812345670&data.text=PRIX+%C3%A9tain&data.at=2026-03-09T07:00:00Z&y=1&y=2"
        let now = try Samples.at(0)
        let one = try Self.reader().read(json: Array(json.utf8), at: now).message
        let two = try Self.reader().read(form: Array(form.utf8), at: now).message
        #expect(one == two)
        #expect(one.id == "17" && one.text == "PRIX étain" && one.moment.text.hasPrefix("2026-03-09T07:00:00"))
        #expect(one.sender == (try Samples.sender()))
    }

    @Test(
        "Faults name the field and not what stood in it",
        arguments: [
            (#"{"data":{"id":"1","from":"+243812345670"}}"#, WebhookFault.Reason.missing, "data.text"),
            (#"{"data":{"id":"","from":"+243812345670","text":""}}"#, .empty, "data.id"),
            (#"{"data":{"id":"1","from":"me","text":""}}"#, .badNumber, "data.from"),
            (#"{"data":{"id":"1","from":"+243812345670","text":["a"]}}"#, .notText, "data.text"),
            (#"{"data":{"id":"1","from":"+243812345670","text":"a","at":"now"}}"#, .badMoment, "data.at"),
            (#"{"data":{"id":"1","from":"+243812345670","text":"a","type":"fax"}}"#, .badChannel, "data.type"),
            (#"[]"#, .notJSON, ""), (#"{"data":1,"data":2}"#, .notJSON, ""),
        ]
    )
    func faults(json: String, reason: WebhookFault.Reason, field: String) throws {
        let fault = #expect(throws: WebhookFault.self) {
            try Self.reader().read(json: Array(json.utf8), at: try Samples.at(0))
        }
        #expect(fault?.reason == reason && fault?.field == field)
    }

    @Test("A form with a field twice, a broken escape or broken UTF-8 is refused")
    func forms() throws {
        let reader = try Self.reader(WebhookFields(id: "i", sender: "s", text: "t", moment: "m", momentStyle: .seconds))
        func reason(_ body: String) throws -> WebhookFault.Reason? {
            #expect(throws: WebhookFault.self) {
                try reader.read(form: Array(body.utf8), at: try Samples.at(0))
            }?.reason
        }
        #expect(try reason("i=1&s=0812345670&t=a&t=b") == .twice)
        #expect(try reason("i=1&s=0812345670&t=%4") == .notForm)
        #expect(try reason("i=1&s=0812345670&t=%zz") == .notForm)
        #expect(try reason("i=1&s=0812345670&t=%FF") == .notForm)
        #expect(try reason("i=1&s=0812345670&t=a&m=99999999999999999999") == .badMoment)
        #expect(try reason("i=1&s=0812345670&t=a&m=9223372036854775807") == .badMoment)
        #expect(try reason(String(repeating: "a", count: WebhookReader.mostBytes + 1)) == .tooLong)
    }

    @Test("Changed bytes are read or refused, never a trap")
    func mutated() throws {
        var dice = Dice(seed: testSeed("mutated"))
        let form = Array("data.id=17&data.from=%2B243812345670&data.text=a%20b&data.at=2026-03-09T07:00:00Z".utf8)
        let json = Array(#"{"data":{"id":17,"from":"+243812345670","text":"a","type":"sms"}}"#.utf8)
        let reader = try Self.reader()
        let now = try Samples.at(0)
        var read = 0
        for _ in 0..<2_000 {
            let bodies = (dice.mutated(form, traps: "%&=+\u{0}"), dice.mutated(json))
            if let one = try? reader.read(form: bodies.0, at: now) {
                read += 1
                #expect(!one.message.id.isEmpty)
            }
            if let two = try? reader.read(json: bodies.1, at: now) {
                read += 1
                #expect(!two.message.id.isEmpty)
            }
        }
        #expect(read > 0)
    }

    @Test("A delivery counts once; another text under the same id is told")
    func arrivals() throws {
        var arrivals = Arrivals()
        let now = try Samples.at(0)
        func message(_ id: String, _ text: String, _ seconds: Int = 0) throws -> InboundMessage {
            InboundMessage(
                id: id,
                channel: .sms,
                sender: try Samples.sender(),
                text: text,
                moment: try Samples.at(seconds)
            )
        }
        #expect(arrivals.receive(try message("a", "x"), key: Samples.key, at: now) == .new)
        #expect(arrivals.receive(try message("a", "x", 9), key: Samples.key, at: now) == .repeated)
        #expect(arrivals.receive(try message("a", "y"), key: Samples.key, at: now) == .conflicting)
        #expect(arrivals.receive(try message("a", "x"), key: Samples.key, at: now) == .repeated)
        #expect(arrivals.receive(try message("b", "x"), key: Samples.key, at: try Samples.at(60)) == .new)
        arrivals.forget(before: try Samples.at(30))
        #expect(arrivals.count == 1)
    }

    @Test("A signature is good for its key, body, seconds and window alone")
    func signatures() throws {
        let old = SecretBytes(Array("an old key, an old key, an old key".utf8))
        // Made with Python's hmac module over `1772000000.id=1`.
        let made = "9c96048ca96d520616815c38cbaedc15146e1ca35933f8903b6c5ac650906ead"
        #expect(WebhookSignature.sign(body: Array("id=1".utf8), timestamp: "1772000000", key: Samples.key) == made)
        let check = WebhookSignature(keys: [Samples.key, old])
        let body = Array("id=1".utf8)
        let now = try Samples.at(0)
        let seconds = String(Samples.start / 1_000)
        let good = WebhookSignature.sign(body: body, timestamp: seconds, key: old)
        try check.check(body: body, timestamp: seconds, signature: good, at: now)
        try check.check(body: body, timestamp: seconds, signature: good.uppercased(), at: try Samples.at(300))
        func fault(
            _ body: [UInt8],
            _ seconds: String,
            _ signature: String,
            _ late: Int = 0
        ) throws -> WebhookSignature.Fault? {
            #expect(throws: WebhookSignature.Fault.self) {
                try check.check(body: body, timestamp: seconds, signature: signature, at: try Samples.at(late))
            }
        }
        #expect(try fault(body, seconds, good, 301) == .outsideWindow)
        #expect(try fault(body, seconds, good, -301) == .outsideWindow)
        #expect(try fault(body + [0], seconds, good) == .wrong)
        #expect(try fault(body, String(Samples.start / 1_000 + 1), good) == .wrong)
        #expect(try fault(body, "0" + seconds, good) == .badTimestamp)
        #expect(try fault(body, "-5", good) == .badTimestamp)
        #expect(try fault(body, seconds, String(good.dropLast())) == .badForm)
        #expect(try fault(body, seconds, String(repeating: "g", count: 64)) == .badForm)
        for place in good.indices {
            var changed = good
            changed.replaceSubrange(place...place, with: good[place] == "0" ? "1" : "0")
            #expect(try fault(body, seconds, changed) == .wrong)
        }
        #expect(throws: WebhookSignature.Fault.wrong) {
            try WebhookSignature(keys: []).check(body: body, timestamp: seconds, signature: good, at: now)
        }
    }
}

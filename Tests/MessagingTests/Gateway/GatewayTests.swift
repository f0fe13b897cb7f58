import KernelSamples
import Messaging
import Secrets
import Testing
import Vocabulary

@Suite("Gateways")
struct GatewayTests {
    private static func body(_ text: String, json: Bool = false) throws -> GatewayReader.Body {
        try GatewayReader.Body(Array(text.utf8), isJSON: json)
    }

    private static func reader(_ shape: GatewayShape) throws -> GatewayReader {
        try #require(GatewayReader(shape, plan: try Samples.plan(), key: Samples.key))
    }

    private static func secret(_ text: String) -> SecretBytes { SecretBytes(Array(text.utf8)) }

    /// Twilio, "Security", "Validating requests are coming from Twilio": the example of its libraries.
    @Test("Twilio's published signature is good, and none that differs by a letter")
    func twilioVector() throws {
        let form = [
            ("Digits", "1234"), ("To", "+18005551212"), ("From", "+14158675309"), ("Caller", "+14158675309"),
            ("CallSid", "CA1234567890ABCDE"),
        ].map { (name: $0.0, value: $0.1) }
        let address = "https://mycompany.com/myapp.php?foo=1&bar=2"
        let signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
        #expect(GatewayProof.twilioSignature(address, form, key: Self.secret("12345")) == signature)
        func fault(_ address: String, _ signature: String, _ key: String) throws -> GatewayProof.Fault? {
            var proof = GatewayProof(address: address)
            proof.twilioSignature = signature
            let now = try Samples.at(0)
            do throws(GatewayProof.Fault) {
                try proof.check(.twilio, secrets: [Self.secret(key)], body: [], form: form, at: now)
                return nil
            } catch { return error }
        }
        #expect(try fault(address, signature, "12345") == nil)
        #expect(try fault(address + "0", signature, "12345") == .wrong)
        #expect(try fault(address, signature, "12346") == .wrong)
        #expect(try fault(address, "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "12345") == .wrong)
        #expect(try fault(address, "not base64", "12345") == .wrong)
    }

    @Test(
        "A signature of a time, a token, two secrets while one is replaced; a wrong signature is not healed by a token"
    )
    func proofs() throws {
        let body = Array("{}".utf8)
        let now = try Samples.at(0)
        let seconds = String(now.milliseconds / 1_000)
        let good = Self.secret("the secret of the gateway")
        let old = Self.secret("the one before, still good")
        func fault(_ change: (inout GatewayProof) -> Void) -> GatewayProof.Fault? {
            var proof = GatewayProof(address: "https://x.example/sms/in/a")
            change(&proof)
            do throws(GatewayProof.Fault) {
                try proof.check(.own, secrets: [good, old], body: body, form: [], at: now)
                return nil
            } catch { return error }
        }
        func sign(_ key: SecretBytes, _ seconds: String) -> (inout GatewayProof) -> Void {
            {
                $0.timestamp = seconds
                $0.signature = WebhookSignature.sign(body: body, timestamp: seconds, key: key)
            }
        }
        #expect(fault { _ in } == .nothing)
        #expect(fault(sign(good, seconds)) == nil)
        #expect(fault(sign(old, seconds)) == nil)
        #expect(fault(sign(Self.secret("another"), seconds)) == .wrong)
        #expect(fault(sign(good, String(now.milliseconds / 1_000 - 301))) == .outsideWindow)
        #expect(fault { $0.token = "the secret of the gateway" } == nil)
        #expect(fault { $0.token = "the secret of the gatewax" } == .wrong)
        #expect(fault { $0.token = "" } == .nothing)
        #expect(
            fault {
                sign(Self.secret("another"), seconds)(&$0)
                $0.token = "the secret of the gateway"
            } == .wrong
        )
    }

    @Test("Each shape is read: who, what, by what it came, and one id for one thing")
    func shapes() throws {
        let now = try Samples.at(0)
        let own = try Self.reader(.own).read(
            Self.body(#"{"id":"1","from":"+243812345670","text":"HELP"}"#, json: true),
            at: now
        )
        #expect(own.message.text == "HELP" && own.message.channel == .sms && own.message.id == "1")
        #expect(own.message.sender == (try Samples.sender()))
        let twilio = try Self.reader(.twilio).read(
            Self.body("MessageSid=SM1&From=%2B243812345670&Body=AIDE+2"),
            at: now
        )
        #expect(twilio.message.text == "AIDE 2" && twilio.message.id == "SM1")
        let call = try Self.body("CallSid=CA1&From=%2B243812345670&Digits=1")
        let first = try Self.reader(.twilio).read(call, turn: 1, at: now)
        let second = try Self.reader(.twilio).read(call, turn: 2, at: now)
        #expect(first.message.channel == .voice && first.keys == "1" && first.message.text.isEmpty)
        #expect(first.message.id != second.message.id, "the same key at two steps is pressed twice")
        let lake = try Self.reader(.africasTalking).read(Self.body("id=A&from=0812345670&text=PRIX"), at: now)
        #expect(lake.message.sender == (try Samples.sender()))
        let relay = try Self.reader(.rapidPro)
        let written = "from=%2B243812345670&text=HELP&date="
        let one = try relay.read(Self.body(written + "1"), at: now).message.id
        #expect(try relay.read(Self.body(written + "1"), at: now).message.id == one)
        #expect(try relay.read(Self.body(written + "2"), at: now).message.id != one)
        #expect(throws: WebhookFault.self) { try relay.read(Self.body("from=%2B243812345670&text=HELP"), at: now) }
    }

    @Test("What the carrier reports is one of three things")
    func reports() throws {
        let twilio = try Self.reader(.twilio)
        #expect(try twilio.report(Self.body("MessageSid=S&MessageStatus=delivered")).outcome == .delivered)
        #expect(try twilio.report(Self.body("MessageSid=S&MessageStatus=undelivered")).outcome == .undelivered)
        #expect(try twilio.report(Self.body("MessageSid=S&MessageStatus=sent")).outcome == nil)
        #expect(try Self.reader(.rapidPro).report(Self.body("id=7"), word: "failed").outcome == .undelivered)
        #expect(throws: WebhookFault.self) { try twilio.report(Self.body("MessageStatus=sent")) }
    }

    @Test("What is posted is read back as it was, whatever it says", arguments: [GatewayShape.twilio, .africasTalking])
    func posts(shape: GatewayShape) throws {
        var dice = Dice(seed: testSeed("posts"))
        for _ in 0..<100 {
            let text = String(decoding: dice.bytes(40), as: UTF8.self) + " &=+%é"
            let post = GatewayPost(
                shape,
                id: "a",
                number: SecretBytes(Array("243812345670".utf8)),
                text: text,
                language: .en,
                channel: .sms,
                account: "us & them"
            )
            let pairs = try GatewayReader.Body(post.body, isJSON: false).pairs
            #expect(pairs.contains { $0.value == text })
            #expect(pairs.contains { $0.value == "us & them" } && pairs.contains { $0.value == "+243812345670" })
        }
        #expect(GatewayPost.reference(in: Array(#"{"sid":"SM9"}"#.utf8), of: .twilio) == "SM9")
        #expect(GatewayPost.reference(in: Array("nonsense".utf8), of: .twilio) == nil)
    }

    @Test("Hostile bodies are refused, and none of them traps")
    func hostile() throws {
        var dice = Dice(seed: testSeed("gateways"))
        let now = try Samples.at(0)
        let starts = [
            #"{"id":"1","from":"+243812345670","text":"HELP","channel":"voice","digits":"1"}"#,
            "MessageSid=SM1&From=%2B243812345670&Body=AIDE&Digits=1",
        ]
        for _ in 0..<2_000 {
            let start = Int.random(in: 0...1, using: &dice)
            let bytes = dice.mutated(Array(starts[start].utf8), traps: "\"\\{}[],:&=%+\u{0}")
            for shape in GatewayShape.allCases {
                guard let body = try? GatewayReader.Body(bytes, isJSON: start == 0) else { continue }
                if let read = try? Self.reader(shape).read(body, at: now) { #expect(read.message.id.utf8.count <= 230) }
                _ = try? Self.reader(shape).report(body)
            }
        }
    }
}

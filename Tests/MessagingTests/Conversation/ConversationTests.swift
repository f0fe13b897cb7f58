import KernelSamples
import Messaging
import Secrets
import Testing
import Vocabulary

@Suite("Conversations")
struct ConversationTests {
    /// A phone whose messages come a minute apart.
    private struct Phone {
        var conversation: Conversation
        let book: KeywordBook
        var seconds = 0

        init(language: Language = .en, rules: ConversationRules = ConversationRules()) throws {
            conversation = Conversation(with: try Samples.sender(), language: language, rules: rules)
            book = try Samples.book()
        }

        mutating func say(_ text: String, after wait: Int = 60) throws -> Turn {
            seconds += wait
            let now = try Samples.at(seconds)
            let message = InboundMessage(
                id: "m\(seconds)",
                channel: .sms,
                sender: try Samples.sender(),
                text: text,
                moment: now
            )
            let turn = conversation.receive(message, book: book, at: now)
            return try #require(turn)
        }

        mutating func keys(_ text: String, after wait: Int = 60) throws -> [ReplyKey] {
            try say(text, after: wait).replies.map(\.key)
        }
    }

    /// The example of docs/messaging.md.
    @Test("A report over several messages is filed after the yes and not before")
    func report() throws {
        var phone = try Phone()
        #expect(try phone.keys("SIGNALER") == [.warning])
        #expect(phone.conversation.language == .fr)
        #expect(try phone.keys("oui") == [.category])
        #expect(try phone.keys("9") == [.categoryAgain])
        #expect(try phone.keys("6") == [.place])
        #expect(try phone.keys("Rubaya") == [.text])
        #expect(try phone.keys("L'eau du puits est rouge") == [.confirm])
        let turn = try phone.say("OUI")
        #expect(turn.replies.isEmpty)
        #expect(turn.effects.count == 1)
        guard case .file(let report)? = turn.effects.first else {
            Issue.record("not filed")
            return
        }
        #expect(report.topic == .water && report.place == "Rubaya" && report.text == "L'eau du puits est rouge")
        #expect(report.dayNumber == Samples.start / 86_400_000)
        let digest = try Samples.sender().description
        #expect(!String(reflecting: report).contains(digest))
        let reply = phone.conversation.filed(receipt: "1234")
        #expect(reply == Reply(.filed, .fr, ["receipt": .text("1234")]))
        #expect(phone.conversation.step == .idle)
    }

    @Test("A text that came with the keyword is warned of late and not asked for again")
    func late() throws {
        var phone = try Phone()
        #expect(try phone.keys("report armed men at the bridge") == [.warningLate])
        #expect(try phone.keys("yes") == [.category])
        #expect(try phone.keys("2") == [.place])
        #expect(try phone.keys("0") == [.confirm])
        guard case .file(let report)? = try phone.say("yes").effects.first else {
            Issue.record("not filed")
            return
        }
        #expect(report.place == nil && report.text == "armed men at the bridge")
    }

    @Test("What is written as text is text, though it begins with a keyword; STOP alone always stops")
    func words() throws {
        var phone = try Phone()
        for text in ["report", "yes", "1", "0"] { _ = try phone.say(text) }
        #expect(phone.conversation.step == .text)
        #expect(try phone.keys("Stop at the bridge, they ask for money") == [.confirm])
        let turn = try phone.say("stop")
        #expect(turn.effects == [.optOut] && turn.replies.map(\.key) == [.stopped])
        for text in ["help", "report", "yes", "price tin"] {
            let turn = try phone.say(text)
            #expect(turn.replies.isEmpty && turn.effects.isEmpty)
        }
        #expect(try phone.say("STOP").replies.isEmpty)
        #expect(try phone.say("start").effects == [.optIn])
        #expect(try phone.keys("yes") == [.unclear])
    }

    @Test("NO throws away at every step, HELP does not", arguments: 1...5)
    func no(step: Int) throws {
        var phone = try Phone()
        for text in ["report", "yes", "1", "0", "what happened"].prefix(step) { _ = try phone.say(text) }
        let before = phone.conversation.step
        #expect(try phone.keys("HELP").first == .help)
        #expect(phone.conversation.step == before)
        let turn = try phone.say("no")
        #expect(turn.replies.map(\.key) == [.dropped] && turn.effects.isEmpty)
        #expect(phone.conversation.step == .idle)
    }

    @Test("Limits of time, length, tries and number hold, and each is told")
    func limits() throws {
        var phone = try Phone(rules: ConversationRules(idleSeconds: 600, reportsADay: 1, longestText: 10))
        _ = try phone.say("report")
        #expect(try phone.keys("yes", after: 601) == [.expired])
        #expect(try phone.keys("report far too long a text") == [.tooLong])
        for text in ["report", "yes", "1", "0"] { _ = try phone.say(text) }
        #expect(try phone.keys("far too long a text") == [.tooLong])
        #expect(try phone.keys("short") == [.confirm])
        #expect(try phone.say("yes").effects.count == 1)
        #expect(try phone.keys("report") == [.tooManyReports])
        #expect(try phone.keys("report", after: 86_400) == [.warning])
        #expect(try phone.keys("what") == [.warning])
        #expect(try phone.keys("what") == [.warning])
        #expect(try phone.keys("what") == [.dropped])

        var loud = try Phone(rules: ConversationRules(messagesAnHour: 2))
        #expect(try loud.keys("help") == [.help])
        #expect(try loud.keys("help") == [.help])
        #expect(try loud.keys("help") == [.slow])
        #expect(try loud.keys("help") == [])
        #expect(try loud.keys("stop") == [.stopped])
    }

    @Test("Prices and answers are asked for; near words are offered; another's message is not taken")
    func others() throws {
        var phone = try Phone(language: .es)
        #expect(try phone.say("precio oro").effects == [.price(PriceQuery(mineral: "gold", place: nil))])
        #expect(try phone.keys("precio") == [.priceHow])
        #expect(try phone.say("recibo uno dos").effects == [.lookUp(receipt: SecretBytes(Array("uno dos".utf8)))])
        #expect(try phone.keys("recibo") == [.answerHow])
        #expect(try phone.say("ayda").replies == [Reply(.unclearNear, .es, ["word": .text("AYUDA")])])
        #expect(try phone.keys("xyzzy") == [.unclear])
        let now = try Samples.at(0)
        let book = try Samples.book()
        let other = InboundMessage(id: "x", channel: .sms, sender: try Samples.sender(5), text: "help", moment: now)
        let turn = phone.conversation.receive(other, book: book, at: now)
        #expect(turn == nil)
    }

    @Test("Whatever is written: nothing is filed without a yes, nothing is said after STOP")
    func anything() throws {
        let seed = testSeed("anything")
        var dice = Dice(seed: seed)
        let texts = [
            "report", "report x", "yes", "no", "1", "0", "stop", "start", "help", "text", "", "price tin", "9",
        ]
        var filed = 0
        for _ in 0..<60 {
            var phone = try Phone()
            for _ in 0..<60 {
                let wasStopped = phone.conversation.isStopped
                let step = phone.conversation.step
                // Every other message is what was asked for, so that reports come to their end.
                let fitting: [Conversation.Step: String] = [
                    .idle: "report", .warned: "yes", .topic: "1", .place: "0", .text: "text", .confirm: "yes",
                ]
                let anyText = texts.randomElement(using: &dice) ?? ""
                let text = Bool.random(using: &dice) ? fitting[step] ?? "" : anyText
                let turn = try phone.say(text, after: Int.random(in: 1...900, using: &dice))
                for case .file(let report) in turn.effects {
                    filed += 1
                    #expect(step == .confirm && text == "yes" && !report.text.isEmpty)
                }
                if wasStopped, text != "start" { #expect(turn.replies.isEmpty && turn.effects.count <= 1) }
                #expect(turn.replies.count <= 2)
                #expect(turn.replies.count + turn.effects.count > 0 || wasStopped)
            }
        }
        #expect(filed > 0)
    }
}

import KernelSamples
import Messaging
import Secrets
import Testing
import Vocabulary

@Suite("Conversations that are kept between messages")
struct SavedConversationTests {
    private static let words = [
        "REPORT", "SIGNALER", "yes", "oui", "no", "1", "6", "0", "9", "Rubaya", "The water is red", "stop", "start",
        "help", "price tin", "ANSWER 1234", "ENGLISH", "ESPAÑOL", "", "nonsense",
    ]

    private static func message(_ text: String, _ second: Int) throws -> InboundMessage {
        InboundMessage(
            id: "m\(second)",
            channel: .sms,
            sender: try Samples.sender(),
            text: text,
            moment: try Samples.at(second)
        )
    }

    @Test("Kept and taken up again after every message, it says the same as one that was never put away")
    func kept() throws {
        var dice = Dice(seed: testSeed("kept"))
        let book = try Samples.book()
        for _ in 0..<60 {
            var whole = Conversation(with: try Samples.sender(), language: .en)
            var kept = whole
            var second = 0
            for _ in 0..<40 {
                second += Int.random(in: 1...5_000, using: &dice)
                let message = try Self.message(try #require(Self.words.randomElement(using: &dice)), second)
                let now = try Samples.at(second)
                let left = whole.receive(message, book: book, at: now)
                let right = kept.receive(message, book: book, at: now)
                #expect(left == right)
                if Bool.random(using: &dice) {
                    #expect(whole.ask(toTellOf: [1, 2]) == kept.ask(toTellOf: [1, 2]))
                }
                kept = try #require(Conversation(saved: kept.saved, with: try Samples.sender()))
                #expect(kept == whole)
            }
        }
        #expect(Conversation(saved: Array("{}".utf8), with: try Samples.sender()) == nil)
    }

    @Test("YES after a report asks to be told, NO does not, and anything else begins something new")
    func tell() throws {
        let book = try Samples.book()
        var conversation = Conversation(with: try Samples.sender(), language: .en)
        #expect(conversation.ask(toTellOf: [7]).key == .tell)
        var turn = conversation.receive(try Self.message("yes", 1), book: book, at: try Samples.at(1))
        #expect(turn?.effects == [.watch(lookUp: [7])] && turn?.replies.map(\.key) == [.tellOn])
        _ = conversation.ask(toTellOf: [7])
        turn = conversation.receive(try Self.message("no", 2), book: book, at: try Samples.at(2))
        #expect(turn?.effects == [] && turn?.replies.map(\.key) == [.tellOff], "nothing is said to be thrown away")
        _ = conversation.ask(toTellOf: [7])
        turn = conversation.receive(try Self.message("REPORT", 3), book: book, at: try Samples.at(3))
        #expect(turn?.replies.map(\.key) == [.warning])
        // A question that was left lying is no report that was lost.
        _ = conversation.ask(toTellOf: [7])
        turn = conversation.receive(try Self.message("yes", 90_000), book: book, at: try Samples.at(90_000))
        #expect(turn?.effects == [] && turn?.replies.map(\.key) == [.unclear])
    }

    @Test("An answer is sent after YES alone")
    func read() throws {
        let book = try Samples.book()
        var conversation = Conversation(with: try Samples.sender(), language: .fr)
        let receipt = SecretBytes(Array("1234".utf8))
        let offer = conversation.offer(letters: 5, receipt: receipt)
        #expect(offer == Reply(.answerWaiting, .fr, ["count": .text("5")]))
        let turn = conversation.receive(try Self.message("oui", 1), book: book, at: try Samples.at(1))
        #expect(turn?.effects == [.sendAnswer(receipt: receipt)])
        _ = conversation.offer(letters: 5, receipt: receipt)
        let left = conversation.receive(try Self.message("non", 2), book: book, at: try Samples.at(2))
        #expect(left?.effects == [] && left?.replies.map(\.key) == [.answerKept])
    }

    @Test("Keys of a call mean what the step asks for, in the language of the conversation")
    func keys() throws {
        let book = try Samples.book()
        var conversation = Conversation(with: try Samples.sender(), language: .fr)
        #expect(
            conversation.words(forKeys: "1", book: book) == "SIGNALER"
                || conversation.words(forKeys: "1", book: book) == "ALERTE"
        )
        #expect(conversation.words(forKeys: "", book: book) == nil)
        #expect(conversation.words(forKeys: "1234567890123456789012345678", book: book)?.utf8.count == 28)
        _ = conversation.receive(try Self.message("SIGNALER", 1), book: book, at: try Samples.at(1))
        let yes = try #require(conversation.words(forKeys: "1", book: book))
        #expect(book.read(yes).intent == .yes)
        _ = conversation.receive(try Self.message(yes, 2), book: book, at: try Samples.at(2))
        #expect(conversation.words(forKeys: "6", book: book) == "6")
        _ = conversation.receive(try Self.message("6", 3), book: book, at: try Samples.at(3))
        #expect(conversation.awaitsSpeech)
        let turn = conversation.receive(
            try Self.message("", 4),
            recording: "https://gateway.example/1.wav",
            book: book,
            at: try Samples.at(4)
        )
        #expect(turn?.replies.map(\.key) == [.text])
    }
}

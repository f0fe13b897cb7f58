import KernelSamples
import Messaging
import Testing
import Vocabulary

@Suite("Messages that go out")
struct OutboundTests {
    private static func message(
        _ id: String,
        to recipient: Int = 0,
        _ purpose: OutboundMessage.Purpose = .reply,
        at seconds: Int = 0,
        expires: Int? = nil
    ) throws -> OutboundMessage {
        OutboundMessage(
            id: id,
            recipient: try Samples.sender(recipient),
            text: "text \(id)",
            purpose: purpose,
            written: try Samples.at(seconds),
            expires: try expires.map { try Samples.at($0) }
        )
    }

    @Test("A failure is tried again after 30, 60, 120 seconds, and given up at last")
    func backoff() throws {
        var queue = OutboundQueue(rules: OutboundRules(tries: 4))
        #expect(try queue.handle(.enqueue(Self.message("a")), at: Samples.at(0)) == [])
        var now = 0
        for (index, wait) in [0, 30, 60, 120].enumerated() {
            if wait > 0 { #expect(try queue.due(at: Samples.at(now + wait - 1)) == []) }
            now += wait
            #expect(try queue.due(at: Samples.at(now)) == [.send(Self.message("a"), try: index + 1)])
            #expect(try queue.due(at: Samples.at(now)) == [])
            let end = try queue.handle(.failed(id: "a"), at: Samples.at(now))
            #expect(end == (index == 3 ? [.end(id: "a", .tries)] : []))
        }
        #expect(queue.status(of: "a") == .ended(.tries))
        // The gateway had it after all.
        #expect(try queue.handle(.delivered(id: "a"), at: Samples.at(now)) == [])
        #expect(queue.status(of: "a") == .delivered)
    }

    @Test("An id is one message; faults name it")
    func ids() throws {
        var queue = OutboundQueue()
        let now = try Samples.at(0)
        _ = try queue.handle(.enqueue(Self.message("a")), at: now)
        _ = try queue.handle(.enqueue(Self.message("a")), at: now)
        #expect(queue.due(at: now).count == 1)
        #expect(throws: OutboundQueue.Fault.otherMessage(id: "a")) {
            try queue.handle(.enqueue(Self.message("a", to: 1)), at: now)
        }
        #expect(throws: OutboundQueue.Fault.unknown(id: "b")) { try queue.handle(.accepted(id: "b"), at: now) }
        #expect(throws: OutboundQueue.Fault.noticeToAnother(id: "n")) {
            try queue.handle(.optedOut(Samples.sender(0), notice: Self.message("n", to: 1)), at: now)
        }
        _ = try queue.handle(.accepted(id: "a"), at: now)
        _ = try queue.handle(.refused(id: "a"), at: now)
        #expect(queue.status(of: "a") == .accepted)
        #expect(try queue.due(at: Samples.at(9_999)) == [])
        _ = try queue.handle(.undelivered(id: "a"), at: now)
        #expect(queue.status(of: "a") == .undelivered && queue.openCount == 0)
    }

    @Test("No answer counts as a failure; the same id goes out again")
    func silence() throws {
        var queue = OutboundQueue(rules: OutboundRules(firstWait: 10, answerWait: 100))
        _ = try queue.handle(.enqueue(Self.message("a")), at: Samples.at(0))
        #expect(try queue.due(at: Samples.at(0)).count == 1)
        #expect(try queue.due(at: Samples.at(99)) == [])
        #expect(try queue.due(at: Samples.at(100)) == [])
        #expect(queue.status(of: "a") == .waiting(tries: 1))
        #expect(try queue.due(at: Samples.at(110)) == [.send(Self.message("a"), try: 2)])
    }

    @Test("News waits for the morning, a reply only if it is late; what expires is ended")
    func quiet() throws {
        // The tests' time begins at 06:13:20 UTC.
        let quiet = try #require(QuietHours(start: 21 * 60, end: 6 * 60 + 30, offsetMinutes: 0))
        var queue = OutboundQueue(rules: OutboundRules(quiet: quiet))
        _ = try queue.handle(.enqueue(Self.message("news", .news)), at: Samples.at(0))
        _ = try queue.handle(.enqueue(Self.message("reply")), at: Samples.at(0))
        _ = try queue.handle(.enqueue(Self.message("late", at: -700)), at: Samples.at(0))
        _ = try queue.handle(.enqueue(Self.message("gone", .news, expires: 60)), at: Samples.at(0))
        #expect(try queue.due(at: Samples.at(0)) == [.send(Self.message("reply"), try: 1)])
        _ = try queue.handle(.accepted(id: "reply"), at: Samples.at(1))
        #expect(try queue.due(at: Samples.at(60)) == [.end(id: "gone", .expired)])
        #expect(try queue.due(at: Samples.at(999)) == [])
        #expect(try queue.due(at: Samples.at(1_000)).count == 2)
        #expect(QuietHours(start: 5, end: 5, offsetMinutes: 0) == nil)
    }

    @Test("Nobody gets more than the limit in an hour, nor does the gateway")
    func rates() throws {
        var queue = OutboundQueue(rules: OutboundRules(anHourToOne: 2, anHourInAll: 3))
        for id in ["a", "b", "c"] { _ = try queue.handle(.enqueue(Self.message(id)), at: Samples.at(0)) }
        for id in ["d", "e"] { _ = try queue.handle(.enqueue(Self.message(id, to: 1)), at: Samples.at(0)) }
        func sent(_ seconds: Int) throws -> [String] {
            try queue.due(at: try Samples.at(seconds)).compactMap { decision in
                guard case .send(let message, _) = decision else { return nil }
                _ = try queue.handle(.accepted(id: message.id), at: Samples.at(seconds))
                return message.id
            }
        }
        #expect(try sent(0) == ["a", "b", "d"])
        #expect(try sent(3_599) == [])
        #expect(try sent(3_600) == ["c", "e"])
    }

    @Test("STOP ends what waits, lets one notice through, and START lets the next message go")
    func stop() throws {
        var queue = OutboundQueue()
        let now = try Samples.at(0)
        _ = try queue.handle(.enqueue(Self.message("a")), at: now)
        let notice = try Self.message("n")
        #expect(try queue.handle(.optedOut(Samples.sender(), notice: notice), at: now) == [.end(id: "a", .optedOut)])
        #expect(try queue.handle(.enqueue(Self.message("b")), at: now) == [.end(id: "b", .optedOut)])
        #expect(queue.due(at: now) == [.send(notice, try: 1)])
        _ = try queue.handle(.failed(id: "n"), at: now)
        #expect(try queue.handle(.optedIn(Samples.sender()), at: now) == [.end(id: "n", .expired)])
        _ = try queue.handle(.enqueue(Self.message("c")), at: now)
        #expect(try queue.due(at: now) == [.send(Self.message("c"), try: 1)])
    }

    /// A gateway that loses, refuses, repeats and answers late, and people who stop and start.
    @Test("Whatever happens: none lost, none sent after it was taken, nothing after STOP but one notice")
    func anything() throws {
        var dice = Dice(seed: testSeed("outbound"))
        for _ in 0..<40 {
            let quiet = try #require(QuietHours(start: 0, end: 400, offsetMinutes: 60))
            var queue = OutboundQueue(
                rules: OutboundRules(tries: 3, anHourToOne: 5, quiet: Bool.random(using: &dice) ? quiet : nil)
            )
            var taken: Set<String> = []
            var all: [String] = []
            var stopped: Set<Int> = []
            var notices: [String: Int] = [:]
            var ended: Set<String> = []
            var seconds = 0
            func note(_ decisions: [OutboundQueue.Decision]) {
                for case .end(let id, _) in decisions { #expect(ended.insert(id).inserted, "ended twice") }
            }
            for step in 0..<300 {
                seconds += Int.random(in: 0...200, using: &dice)
                let now = try Samples.at(seconds)
                let who = Int.random(in: 0...2, using: &dice)
                let id = all.randomElement(using: &dice)
                switch Int.random(in: 0..<10, using: &dice) {
                case 0...2:
                    all.append("m\(step)")
                    let purpose: OutboundMessage.Purpose = Bool.random(using: &dice) ? .reply : .news
                    note(
                        try queue.handle(
                            .enqueue(Self.message("m\(step)", to: who, purpose, at: seconds)),
                            at: now
                        )
                    )
                case 3:
                    let notice = try Self.message("n\(step)", to: who, at: seconds)
                    if stopped.insert(who).inserted {
                        all.append(notice.id)
                        notices[notice.id] = who
                    }
                    note(try queue.handle(.optedOut(Samples.sender(who), notice: notice), at: now))
                case 4:
                    stopped.remove(who)
                    note(try queue.handle(.optedIn(Samples.sender(who)), at: now))
                case 5: if let id { note(try queue.handle(.failed(id: id), at: now)) }
                case 6:
                    if let id, queue.status(of: id) == .accepted {
                        note(try queue.handle(.delivered(id: id), at: now))
                    }
                default:
                    for decision in queue.due(at: now) {
                        note([decision])
                        guard case .send(let message, let count) = decision else { continue }
                        #expect(!taken.contains(message.id), "sent after it was taken")
                        #expect(!ended.contains(message.id), "sent after its end")
                        #expect(count <= 3)
                        for who in stopped where message.recipient == (try Samples.sender(who)) {
                            #expect(notices[message.id] == who, "sent after STOP")
                        }
                        if Int.random(in: 0..<3, using: &dice) == 0 {
                            note(try queue.handle(.accepted(id: message.id), at: now))
                            taken.insert(message.id)
                        }
                    }
                }
                for id in all { #expect(queue.status(of: id) != nil, "lost") }
            }
            // Left alone, and with people who listen, everything comes to an end.
            for _ in 0..<3_000 where queue.openCount > 0 {
                seconds += 60
                let now = try Samples.at(seconds)
                for decision in queue.due(at: now) {
                    note([decision])
                    guard case .send(let message, _) = decision else { continue }
                    #expect(!taken.contains(message.id))
                    note(try queue.handle(.accepted(id: message.id), at: now))
                    taken.insert(message.id)
                }
            }
            #expect(queue.openCount == 0)
            for id in all { #expect(queue.status(of: id)?.wasAccepted == taken.contains(id)) }
            #expect(taken.union(ended) == Set(all))
        }
    }
}

import KernelSamples
import Messaging
import Testing
import Vocabulary

@Suite("A queue that is kept between two events")
struct KeptQueueTests {
    @Test("decides as one that was never put away")
    func same() throws {
        var dice = Dice(seed: testSeed("kept queue"))
        let rules = OutboundRules(tries: 4, anHourToOne: 3, anHourInAll: 10)
        for _ in 0..<40 {
            var queue = OutboundQueue(rules: rules)
            var tries: [OutboundQueue.Try] = []
            var stopped: Set<SenderDigest> = []
            var second = 0
            for number in 0..<60 {
                second += Int.random(in: 0...200, using: &dice)
                let now = try Samples.at(second)
                let recipient = try Samples.sender(Int.random(in: 0...2, using: &dice))
                let name = "m\(Int.random(in: 0...max(0, number - 1), using: &dice))"
                switch Int.random(in: 0...7, using: &dice) {
                case 0...2:
                    let message = OutboundMessage(
                        id: "m\(number)",
                        recipient: recipient,
                        text: "",
                        purpose: .reply,
                        written: now
                    )
                    _ = try queue.handle(.enqueue(message), at: now)
                case 3: _ = try? queue.handle(.accepted(id: name), at: now)
                case 4: _ = try? queue.handle(.failed(id: name), at: now)
                case 5:
                    _ = try queue.handle(.optedOut(recipient, notice: nil), at: now)
                    stopped.insert(recipient)
                case 6:
                    _ = try queue.handle(.optedIn(recipient), at: now)
                    stopped.remove(recipient)
                default: break
                }
                let rows = (0...number).compactMap { queue.row(of: "m\($0)") }
                tries.removeAll { now.milliseconds - $0.moment >= 3_600_000 }
                var kept = OutboundQueue(
                    rules: rules,
                    rows: rows.shuffled(using: &dice),
                    stopped: stopped,
                    tries: tries
                )
                let decided = queue.due(at: now)
                #expect(kept.due(at: now) == decided)
                for decision in decided {
                    if case .send(let message, _) = decision {
                        tries.append(.init(recipient: message.recipient, moment: now.milliseconds))
                    }
                }
            }
        }
    }
}

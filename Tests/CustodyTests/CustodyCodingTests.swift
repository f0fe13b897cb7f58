import Custody
import Formats
import KernelSamples
import Testing
import Vocabulary

@Suite struct CustodyCodingTests {
    @Test func `each act is written and read again`() throws {
        var seen: Set<String> = []
        print("seed 31")
        var chance = Dice(seed: 31)
        let others: [CustodyAct] = [
            .copied(sha256: Array(repeating: 9, count: 32), tool: "cp 9.4"), .verified(sha256: Array(0..<32)),
            .divided(into: ["a", "b"], milligrams: nil),
        ]
        for act in others + (0..<2_000).map({ _ in CustodyPropertyTests.act(&chance) }) {
            let event = entry(1, 5, "ana", act, written: 9)
            let bytes = try JSONCanonical.bytes(of: event.json)
            #expect(try CustodyEvent(reading: bytes) == event)
            seen.insert(act.word)
        }
        #expect(seen.count == 16)
    }

    @Test(arguments: [
        (#"{"id":"e1"}"#, CustodyFault.missing("exhibit")),
        (#"[]"#, .notJSON(offset: 0)),
        (#"{"id":"e1","id":"e2"}"#, nil),
        (Self.text(#""act":"moved","seal":"A""#), .unknown("seal")),
        (Self.text(#""act":"sealed""#), .missing("seal")),
        (Self.text(#""act":"eaten""#), .wrong("act", expected: "one of the acts of a custody log, such as received")),
        (Self.text(#""act":"weighed","milligrams":-1"#), nil),
        (Self.text(#""act":"weighed","milligrams":1.5"#), nil),
        (Self.text(#""act":"verified","sha256":"AB""#), nil),
        (Self.text(#""act":"opened","seals":["A","A"]"#), .wrong("seals", expected: "no name twice")),
        (Self.text(#""act":"divided","parts":["a"],"milligrams":[1,2]"#), nil),
        (Self.text(#""act":"moved","place":"a\u0007b""#), nil),
        (Self.text(#""act":"moved","at":"2026-01-01""#), nil),
    ])
    func `what is no entry is refused`(_ text: String, _ fault: CustodyFault?) {
        do throws(CustodyFault) {
            let event = try CustodyEvent(reading: Array(text.utf8))
            Issue.record("it was read: \(event)")
        } catch {
            if let fault { #expect(error == fault) }
        }
    }

    static func text(_ act: String) -> String {
        let at = act.contains(#""at""#) ? "" : #""at":"2026-01-01T00:00:00.000Z","#
        return #"{"id":"e1","exhibit":"X","recorded":"2026-01-01T00:00:00.000Z",\#(at)"by":"ana",\#(act)}"#
    }

    @Test func `an entry that was changed by chance is read or refused, and nothing else`() throws {
        print("seed 41")
        var chance = Dice(seed: 41)
        let bytes = try wholeJourney.map { try JSONCanonical.bytes(of: $0.json) }
        var refused = 0
        for _ in 0..<20_000 {
            guard var text = bytes.randomElement(using: &chance) else { return }
            for _ in 0...Int.random(in: 0...2, using: &chance) {
                text[Int.random(in: text.indices, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
            }
            do {
                let event = try CustodyEvent(reading: text)
                // What was read is what is written: nothing was passed over.
                #expect(try CustodyEvent(reading: JSONCanonical.bytes(of: event.json)) == event)
            } catch is CustodyFault {
                refused += 1
            }
        }
        #expect(refused > 10_000)
    }
}

@Suite struct CustodyLogTests {
    static let journey: [UInt8] = {
        let lines = [stone.json] + wholeJourney.map(\.json)
        return Array(lines.map { $0.text() }.joined(separator: "\n").utf8)
    }()

    @Test func `a log is read line by line, in any order`() {
        let log = CustodyLog(reading: Self.journey)
        #expect(log.faults == [] && log.strays == [])
        #expect(log.chains(asOf: moment(9_000)) == [CustodyChain(stone, wholeJourney, asOf: moment(9_000))])
        let turned = Self.journey.split(separator: 0x0A).reversed().joined(separator: [0x0A])
        #expect(CustodyLog(reading: Array(turned)).chains(asOf: moment(9_000)) == log.chains(asOf: moment(9_000)))
    }

    @Test func `a line that cannot be read is named, and the others count`() {
        let text = "\n{\"id\":\"X-1\"}\r\nnonsense\n{\"id\":\"X-1\",\"milligrams\":5}\n" + wholeJourney[0].json.text()
        let log = CustodyLog(reading: Array(text.utf8))
        #expect(log.faults.map(\.line) == [3, 4])
        #expect(log.entries == [wholeJourney[0]])
        #expect(log.exhibits.map(\.id) == ["X-1"])
    }

    @Test func `entries of an exhibit that nobody described are told`() {
        let log = CustodyLog(reading: Array(wholeJourney[0].json.text().utf8))
        #expect(log.strays == [wholeJourney[0]])
        #expect(log.chains(asOf: moment(1)) == [])
    }

    @Test func `each exhibit is written and read again`() throws {
        for exhibit in [stone, file, Exhibit("P", .physical(milligrams: nil), parent: "X-1")] {
            #expect(try Exhibit(reading: exhibit.json) == exhibit)
        }
    }
}

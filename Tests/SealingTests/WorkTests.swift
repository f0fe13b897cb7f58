import KernelSamples
import Sealing
import Secrets
import Testing
import Vocabulary

@Suite("Proof of work, waiting, retention")
struct WorkTests {
    private static func secret(_ dice: inout Dice) throws -> TicketSecret {
        try #require(TicketSecret(SecretBytes(dice.bytes(32))))
    }

    @Test("A solved puzzle is taken for its form and its time, and for nothing else")
    func puzzle() throws {
        var dice = Dice(seed: testSeed("puzzle"))
        let secret = try Self.secret(&dice)
        let now = try UTCInstant("2026-11-23T10:00:00Z")
        let work = ProofOfWork(form: "report", lifetime: 3_600, secret: secret)
        let puzzle = work.puzzle(expectedHashes: 2_000, at: now, using: &dice)
        let solution = ProofOfWork.solve(puzzle, expectedHashes: 2_000)
        #expect(throws: Never.self) { try work.check(solution, of: puzzle, at: now) }
        #expect(throws: Never.self) {
            try work.check(solution, of: puzzle, at: try UTCInstant("2026-11-23T10:59:59Z"))
        }
        #expect(throws: TicketFault.expired) {
            try work.check(solution, of: puzzle, at: try UTCInstant("2026-11-23T11:00:01Z"))
        }
        #expect(throws: TicketFault.notYet) {
            try work.check(solution, of: puzzle, at: try UTCInstant("2026-11-23T09:58:00Z"))
        }
        let others = [
            ProofOfWork(form: "grievance", secret: secret), .init(form: "report", secret: try Self.secret(&dice)),
        ]
        for other in others {
            #expect(throws: TicketFault.foreign) { try other.check(solution, of: puzzle, at: now) }
        }
        for place in puzzle.indices {
            var changed = puzzle
            changed.replaceSubrange(place...place, with: puzzle[place] == "A" ? "B" : "A")
            #expect(throws: TicketFault.self) { try work.check(solution, of: changed, at: now) }
        }
        for wrong in [
            "", "0", "0.0.0.0.0.0.0.0", solution + ".1", "+" + solution, solution.replacing(".", with: ","),
            String(repeating: "1", count: 300),
        ] {
            #expect(throws: TicketFault.unsolved, "\(wrong)") { try work.check(wrong, of: puzzle, at: now) }
        }
        // A waiting ticket is no puzzle.
        let waiting = WaitingTicket(form: "report", secret: secret).ticket(at: now, using: &dice)
        #expect(throws: TicketFault.foreign) { try work.check(solution, of: waiting, at: now) }
    }

    @Test("It takes about as many hashes as it says")
    func difficulty() throws {
        var dice = Dice(seed: testSeed("difficulty"))
        let work = ProofOfWork(form: "report", secret: try Self.secret(&dice))
        let now = try UTCInstant("2026-11-23T10:00:00Z")
        var hashes = 0
        for _ in 0..<50 {
            let puzzle = work.puzzle(expectedHashes: 800, at: now, using: &dice)
            let numbers = ProofOfWork.solve(puzzle, expectedHashes: 800).split(separator: ".").compactMap { Int($0) }
            hashes += numbers.reduce(0) { $0 + $1 + 1 }
        }
        // 400 parts of 100 hashes each: a standard deviation of 5 per cent.
        #expect((30_000...50_000).contains(hashes), "\(hashes) hashes")
    }

    @Test("A waiting ticket is taken after its time, once a person could have written")
    func waiting() throws {
        var dice = Dice(seed: testSeed("waiting"))
        let tickets = WaitingTicket(form: "report", shortest: 20, longest: 600, secret: try Self.secret(&dice))
        let ticket = tickets.ticket(at: try UTCInstant("2026-11-23T10:00:00Z"), using: &dice)
        let cases: [(String, TicketFault?)] = [
            ("09:59:59", .notYet), ("10:00:00", .tooFast), ("10:00:19", .tooFast), ("10:00:20", nil),
            ("10:10:00", nil), ("10:10:01", .expired),
        ]
        for (time, fault) in cases {
            let now = try UTCInstant("2026-11-23T\(time)Z")
            do {
                try tickets.check(ticket, at: now)
                #expect(fault == nil, "\(time)")
            } catch { #expect(error == fault, "\(time)") }
        }
        for text in ["", "A", ticket + "A", String(ticket.dropLast()), String(repeating: "A", count: 54)] {
            #expect(throws: TicketFault.foreign) { try tickets.check(text, at: try UTCInstant("2026-11-23T10:01:00Z")) }
        }
        #expect(TicketSecret(SecretBytes(dice.bytes(31))) == nil)
    }

    @Test("The date of deletion follows from category and state; a hold only ever makes it later")
    func retention() throws {
        func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }
        let closed = try #require(Retention(.closed(try day("2026-11-23"))))
        #expect(closed.deletion.text == "2027-02-21" && closed.reminder.text == "2027-02-18")
        #expect(closed.ground == .closing)
        let (last, due) = (try day("2027-02-20"), try day("2027-02-21"))
        #expect(!closed.isDue(on: last) && closed.isDue(on: due))
        #expect(closed.isNear(on: closed.reminder) && closed.isNear(on: last) && !closed.isNear(on: due))
        let rule = try #require(RetentionRule(afterClosing: 30, afterSilence: 365, afterWithdrawal: 2, reminder: 1))
        let open = try #require(Retention(.open(lastActive: try day("2024-02-29")), rule: rule))
        #expect(open.deletion.text == "2025-02-28" && open.ground == .silence)
        let withdrawn = try #require(Retention(.withdrawn(try day("2026-12-31")), rule: rule))
        #expect(withdrawn.deletion.text == "2027-01-02" && withdrawn.ground == .withdrawal)
        let hold = try #require(LegalHold(reason: "Order 12/2026", until: try day("2027-06-30")))
        let held = try #require(Retention(.closed(try day("2026-11-23")), hold: hold))
        #expect(held.deletion.text == "2027-07-01" && held.ground == .hold)
        let short = try #require(LegalHold(reason: "Order", until: try day("2026-12-01")))
        #expect(Retention(.closed(try day("2026-11-23")), hold: short) == closed)
        #expect(LegalHold(reason: "  ", until: try day("2027-06-30")) == nil)
        for days in [0, -1, 3_651] {
            #expect(RetentionRule(afterClosing: days, afterSilence: 9, afterWithdrawal: 9, reminder: 1) == nil)
        }
        #expect(RetentionRule(afterClosing: 9, afterSilence: 9, afterWithdrawal: 2, reminder: 3) == nil)
        #expect(Retention(.closed(try day("9999-12-31"))) == nil)
    }
}

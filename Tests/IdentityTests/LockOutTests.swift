import Identity
import Testing

@Suite("Limits on guessing")
struct LockOutTests {
    private static let start = UnixTime(seconds: 1_800_000_000)
    private static let day = 86_400

    /// The table of counters and the clock.
    private final class Desk {
        let rules = LockOut()
        var counters: [LockOutKey: LockOutCounter] = [:]

        /// Whether the attempt was let through; counted, and given back if it succeeds.
        func attempt(
            _ attempt: LockOut.Attempt,
            at now: UnixTime,
            succeeds: Bool = false,
            takes: Int = 0
        ) -> Bool {
            guard case .allow(let charge) = rules.decide(attempt, counters: counters, at: now) else { return false }
            counters.merge(charge.counters) { $1 }
            if succeeds {
                counters.merge(rules.succeeded(charge, counters: counters, at: now.adding(takes))) { $1 }
            }
            return true
        }

        func wait(_ attempt: LockOut.Attempt, at now: UnixTime) -> Int? {
            guard case .wait(let until, _) = rules.decide(attempt, counters: counters, at: now) else { return nil }
            return until.seconds(since: now)
        }
    }

    private static func stranger(
        _ account: String = "owner",
        _ address: String = "192.0.2.1",
        _ purpose: LockOut.Purpose = .password
    ) -> LockOut.Attempt {
        LockOut.Attempt(purpose, account: account, from: NetworkAddress(address))
    }

    @Test("An attacker without the device cookie never makes the owner's device wait", arguments: 0..<20)
    func ownerIsNeverLockedOut(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let desk = Desk()
        let device = Token.make(.device, using: &dice)
        let others = (0..<3).map { _ in Token.make(.device, using: &dice) }
        let home = "192.0.2.7"
        var now = Self.start
        for step in 0..<3_000 {
            now = now.adding(Int.random(in: 0...20, using: &dice))
            let purpose = LockOut.Purpose.allCases.randomElement(using: &dice) ?? .password
            // From anywhere, the owner's own network too, with no cookie, one of their own, or one made up.
            let address = [home, "198.51.100.\(Int.random(in: 0...255, using: &dice))", "2001:db8::1", ""]
                .randomElement(using: &dice)
            let shown = [nil, others[0].text, Token.make(.device, using: &dice).text, "", device.hash.text]
                .randomElement(using: &dice)
            let account = ["owner", "owner", "attacker"].randomElement(using: &dice) ?? "owner"
            let attempt = LockOut.Attempt(
                purpose,
                account: account,
                from: NetworkAddress(address ?? ""),
                deviceToken: shown ?? nil,
                knownDevices: account == "owner" ? [device.hash] : others.map(\.hash)
            )
            #expect(!attempt.isFromKnownDevice || account == "attacker")
            _ = desk.attempt(attempt, at: now, succeeds: account == "attacker" && Bool.random(using: &dice))
            // And at any account, so that the owner's address is as full as it gets.
            _ = desk.attempt(Self.stranger("victim \(step)", home), at: now)
            if Int.random(in: 0..<10, using: &dice) == 0 {
                let own = LockOut.Attempt(
                    purpose == .code ? .password : purpose,
                    account: "owner",
                    from: NetworkAddress(home),
                    deviceToken: device.text,
                    knownDevices: [others[1].hash, device.hash]
                )
                #expect(own.isFromKnownDevice)
                #expect(desk.attempt(own, at: now, succeeds: true), "seed \(seed)")
            }
        }
        #expect(desk.wait(Self.stranger("owner", home), at: now) != nil)
    }

    @Test("A network of machines gets 104 guesses at an account in any day", arguments: 0..<4)
    func guessesAreBounded(seed: UInt64) {
        var dice = Dice(seed: seed)
        let desk = Desk()
        let device = Token.make(.device, using: &dice)
        var allowed: [Int] = []
        var now = Self.start
        var address = 0
        while now.seconds(since: Self.start) < 5 * Self.day {
            now = now.adding(Int.random(in: 0...60, using: &dice))
            address += 1
            let attempt = Self.stranger("owner", "10.\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)")
            if desk.attempt(attempt, at: now) { allowed.append(now.seconds) }
            if address % 50 == 0 {
                // The owner comes and goes, from a known device and from a new one: that opens nothing for others.
                let known = LockOut.Attempt(
                    .password,
                    account: "owner",
                    from: NetworkAddress("192.0.2.1"),
                    deviceToken: device.text,
                    knownDevices: [device.hash]
                )
                _ = desk.attempt(known, at: now, succeeds: true)
                _ = desk.attempt(Self.stranger(), at: now, succeeds: true, takes: Int.random(in: 0...5, using: &dice))
            }
        }
        #expect(allowed.count >= 100)
        for (index, first) in allowed.enumerated() {
            let within = allowed[index...].prefix { $0 - first < Self.day }.count
            #expect(within <= 104)
        }
    }

    @Test("One address gets few guesses at one account and not many at all together")
    func oneAddress() {
        let desk = Desk()
        var (atOwner, elsewhere) = (0, 0)
        for second in stride(from: 0, to: Self.day, by: 7) {
            let now = Self.start.adding(second)
            if desk.attempt(Self.stranger(), at: now) { atOwner += 1 }
            if desk.attempt(Self.stranger("account \(second)"), at: now) { elsewhere += 1 }
        }
        #expect(atOwner <= 5 + Self.day / 600)
        #expect(atOwner + elsewhere <= 30 + Self.day / 60)
        #expect(elsewhere > 100)
    }

    @Test(
        "An attacker with an account of their own gains nothing by signing in to it",
        arguments: [0, 1, 30, 59, 60, 600]
    )
    func ownAccount(takes: Int) {
        let (with, without) = (Desk(), Desk())
        var counts = (with: 0, without: 0)
        for second in stride(from: 0, to: Self.day / 6, by: 5) {
            let now = Self.start.adding(second)
            _ = with.attempt(Self.stranger("attacker"), at: now, succeeds: true, takes: takes)
            if with.attempt(Self.stranger("victim \(second)"), at: now) { counts.with += 1 }
            if without.attempt(Self.stranger("victim \(second)"), at: now) { counts.without += 1 }
        }
        #expect(counts.with <= counts.without)
    }

    @Test("Guessing while a sign-in of one's own is under way gains nothing", arguments: 0..<60)
    func slowSuccess(guessedAfter: Int) throws {
        let (with, without) = (Desk(), Desk())
        let guess = Self.stranger("victim")
        for takes in guessedAfter...60 {
            let begun = with.rules.decide(Self.stranger("attacker"), counters: with.counters, at: Self.start)
            guard case .allow(let charge) = begun else { return }
            (with.counters, without.counters) = (charge.counters, [:])
            for desk in [with, without] { _ = desk.attempt(guess, at: Self.start.adding(guessedAfter)) }
            with.counters.merge(
                with.rules.succeeded(charge, counters: with.counters, at: Self.start.adding(takes))
            ) { $1 }
            let key = try #require(with.rules.keys(of: guess).first { $0.kind == .address })
            let states = try [with, without].map { try #require($0.counters[key]).forgottenAt }
            #expect(states[0] >= states[1])
            with.counters = [:]
        }
    }

    @Test("Whoever forgets a password waits minutes, and trying meanwhile does not make it longer")
    func forgetful() throws {
        let desk = Desk()
        for _ in 0..<5 { #expect(desk.attempt(Self.stranger(), at: Self.start)) }
        let wait = try #require(desk.wait(Self.stranger(), at: Self.start))
        #expect(wait == 600)
        for second in 0..<wait { #expect(!desk.attempt(Self.stranger(), at: Self.start.adding(second))) }
        #expect(desk.attempt(Self.stranger(), at: Self.start.adding(wait)))
    }

    @Test("A thousand guesses at the same moment count as a thousand")
    func parallel() {
        let desk = Desk()
        let allowed = (0..<1_000).filter { desk.attempt(Self.stranger("owner", "10.0.0.\($0 % 250)"), at: Self.start) }
        #expect(allowed.count == 100)
    }

    @Test("A stolen device cookie gets a bounded number of guesses and makes nobody else wait")
    func stolenDevice() {
        var dice = Dice(seed: 50)
        let desk = Desk()
        let stolen = Token.make(.device, using: &dice)
        let own = Token.make(.device, using: &dice)
        func attempt(_ token: Token) -> LockOut.Attempt {
            LockOut.Attempt(
                .password,
                account: "owner",
                from: NetworkAddress("192.0.2.1"),
                deviceToken: token.text,
                knownDevices: [stolen.hash, own.hash]
            )
        }
        let allowed = stride(from: 0, to: Self.day, by: 10)
            .filter { desk.attempt(attempt(stolen), at: Self.start.adding($0)) }.count
        #expect(allowed <= 10 + Self.day / 1_800)
        #expect(desk.attempt(attempt(own), at: Self.start.adding(Self.day)))
    }

    @Test("A device of one account is a stranger at another")
    func otherAccount() {
        var dice = Dice(seed: 51)
        let device = Token.make(.device, using: &dice)
        let session = Token.make(.session, using: &dice)
        for (shown, known) in [(device.text, []), (session.text, [session.hash])] {
            let attempt = LockOut.Attempt(
                .password,
                account: "x",
                from: NetworkAddress("192.0.2.1"),
                deviceToken: shown,
                knownDevices: known
            )
            #expect(!attempt.isFromKnownDevice)
        }
    }

    @Test("A clock that jumps locks nobody out for long", arguments: [Int.min, -400 * 86_400, 400 * 86_400, Int.max])
    func clock(jump: Int) throws {
        let desk = Desk()
        for _ in 0..<5 { _ = desk.attempt(Self.stranger(), at: UnixTime(seconds: jump)) }
        for key in desk.rules.keys(of: Self.stranger()) {
            desk.counters[key] = LockOutCounter(forgottenAt: UnixTime(seconds: jump))
        }
        #expect((desk.wait(Self.stranger(), at: Self.start) ?? 0) <= 6 * 3_600)
    }

    @Test("A counter whose time is over is as good as none")
    func forgotten() {
        let desk = Desk()
        for _ in 0..<100 { _ = desk.attempt(Self.stranger(), at: Self.start) }
        for (key, counter) in desk.counters {
            let fresh = desk.rules.decide(Self.stranger(), counters: [:], at: counter.forgottenAt)
            let kept = desk.rules.decide(Self.stranger(), counters: [key: counter], at: counter.forgottenAt)
            guard case .allow(let first) = fresh, case .allow(let second) = kept else {
                Issue.record("\(key.kind)")
                continue
            }
            #expect(first.counters == second.counters)
        }
    }

    @Test("Purposes, accounts and addresses have counters of their own, whatever is typed into a name")
    func keys() {
        let rules = LockOut()
        let attempts = [
            Self.stranger("a", "192.0.2.1"), Self.stranger("b", "192.0.2.1"), Self.stranger("a", "192.0.2.2"),
            Self.stranger("a", "192.0.2.1", .secondFactor), Self.stranger("a1:9:192.0.2.1", "192.0.2.1"),
            Self.stranger("", "192.0.2.1"), Self.stranger("a", ""),
        ]
        let pairs = attempts.flatMap { rules.keys(of: $0) }.filter { $0.kind == .pair }
        #expect(Set(pairs).count == attempts.count)
        #expect(pairs.allSatisfy { !$0.text.contains("192.0.2") && $0.text.utf8.count == 69 })
        #expect(rules.keys(of: Self.stranger("", "192.0.2.1", .code)).map(\.kind) == [.address])
    }

    @Test(
        "Addresses of one customer count as one",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:c000:201", "192.0.2.1"),
            ("2001:db8:1:2::1", "20010db800010002/64"), ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "20010db800010002/64"),
            ("fe80::1%eth0", "fe80000000000000/64"), ("", "unknown"), ("192.0.2", "unknown"),
            ("192.0.2.1:80", "unknown"),
            ("192.0.2.1, 10.0.0.1", "unknown"),
        ]
    )
    func addresses(text: String, expected: String) {
        #expect(NetworkAddress(text).text == expected)
        #expect(NetworkAddress(String(repeating: "1", count: 100_000) + text).text == "unknown")
    }

    @Test("Allowances out of reason do not overflow")
    func allowances() {
        var rules = LockOut()
        rules.pair = Allowance(burst: .max, interval: .max)
        rules.account = Allowance(burst: .min, interval: .min)
        guard case .allow = rules.decide(Self.stranger(), counters: [:], at: UnixTime(seconds: .max)) else {
            Issue.record("refused")
            return
        }
    }
}

import Identity
import Testing
import Vocabulary

@Suite("Sessions")
struct SessionTests {
    private static let now = UnixTime(seconds: 1_800_000_000)
    private static let rules = SessionRules.standard
    private static let roles = [
        "administrator", "analyst", "inspector", "supervisor", "community_liaison", "company", "auditor", "oversight",
        "trainer", "trainee",
    ]

    @Test("Every role has limits of its own")
    func everyRole() {
        #expect(Set(Self.rules.limits.keys) == Set(Self.roles))
        #expect(Self.rules.limits(of: []) == Self.rules.fallback)
        #expect(Self.rules.limits(of: ["somebody new"]) == Self.rules.fallback)
    }

    @Test("Somebody with several roles has the strictest limits of all", arguments: roles)
    func strictest(role: String) throws {
        let administrator = try #require(Self.rules.limits["administrator"])
        let both = Self.rules.limits(of: [role, "administrator"])
        #expect(both.idle <= administrator.idle)
        #expect(both.absolute <= administrator.absolute)
        #expect(both == Self.rules.limits(of: ["administrator", role]))
    }

    @Test("A session ends when idle and when old", arguments: roles)
    func ending(role: String) throws {
        var dice = Dice(seed: 40)
        let limits = Self.rules.limits(of: [role])
        let session = Self.rules.signIn(at: Self.now, using: &dice).session
        #expect(throws: Never.self) {
            try Self.rules.check(session, roles: [role], at: Self.now.adding(limits.idle - 1))
        }
        #expect(throws: SessionRules.Ending.idle) {
            try Self.rules.check(session, roles: [role], at: Self.now.adding(limits.idle))
        }
        var used = session
        var now = Self.now
        while now.seconds(since: Self.now) < limits.absolute {
            #expect(throws: Never.self) { try Self.rules.check(used, roles: [role], at: now) }
            now = now.adding(limits.idle - 1)
            used = Self.rules.touched(used, at: now) ?? used
        }
        #expect(throws: SessionRules.Ending.tooOld) { try Self.rules.check(used, roles: [role], at: now) }
    }

    @Test("Signing in gives a new token and ends the session that was there")
    func fixation() {
        var dice = Dice(seed: 41)
        let planted = Self.rules.signIn(at: Self.now, using: &dice)
        let own = Self.rules.signIn(previous: planted.session, at: Self.now, using: &dice)
        #expect(own.token.text != planted.token.text)
        #expect(own.session.hash == own.token.hash)
        #expect(own.session.hash != planted.session.hash)
        #expect(own.ended == planted.session.hash)
        #expect(Self.rules.signIn(at: Self.now, using: &dice).ended == nil)
    }

    @Test("A sensitive act asks for a proof that is not old; giving it changes the token, not the age")
    func stepUp() throws {
        var dice = Dice(seed: 42)
        let limits = Self.rules.limits(of: ["analyst"])
        let session = Self.rules.signIn(at: Self.now, using: &dice).session
        #expect(!Self.rules.needsStepUp(session, roles: ["analyst"], at: Self.now.adding(limits.stepUp - 1)))
        let later = Self.now.adding(limits.stepUp)
        #expect(Self.rules.needsStepUp(session, roles: ["analyst"], at: later))
        let renewed = Self.rules.stepUp(session, at: later, using: &dice)
        #expect(!Self.rules.needsStepUp(renewed.session, roles: ["analyst"], at: later))
        #expect(renewed.session.beganAt == session.beganAt)
        #expect(renewed.session.hash != session.hash)
        #expect(renewed.ended == session.hash)
    }

    @Test("The last use is written once a minute, not at every request")
    func touching() {
        var dice = Dice(seed: 43)
        let session = Self.rules.signIn(at: Self.now, using: &dice).session
        #expect(Self.rules.touched(session, at: Self.now.adding(59)) == nil)
        #expect(Self.rules.touched(session, at: Self.now.adding(60))?.lastUsedAt == Self.now.adding(60))
    }

    @Test("A session from the future is not believed")
    func future() {
        var dice = Dice(seed: 44)
        let session = Self.rules.signIn(at: Self.now.adding(3_600), using: &dice).session
        #expect(throws: SessionRules.Ending.notYetBegun) {
            try Self.rules.check(session, roles: ["analyst"], at: Self.now)
        }
        let close = Self.rules.signIn(at: Self.now.adding(60), using: &dice).session
        #expect(throws: Never.self) { try Self.rules.check(close, roles: ["analyst"], at: Self.now) }
    }

    @Test("Limits that make no sense are brought to ones that do")
    func limits() {
        let limits = SessionRules.Limits(idle: .max, absolute: 600, stepUp: .min)
        #expect(limits == SessionRules.Limits(idle: 600, absolute: 600, stepUp: 60))
        #expect(SessionRules.Limits(idle: .min, absolute: .min, stepUp: .max).absolute == 60)
    }

    @Test("Moments convert to those of the rest of the house and do not overflow")
    func moments() throws {
        let instant = try UTCInstant("2027-01-15T08:00:00.999Z")
        #expect(UnixTime(instant) == Self.now)
        #expect(Self.now.instant?.text == "2027-01-15T08:00:00.000Z")
        #expect(UnixTime(try #require(UTCInstant(milliseconds: -1))).seconds == -1)
        #expect(UnixTime(seconds: .max).adding(.max) == UnixTime(seconds: .max))
        #expect(UnixTime(seconds: .min).seconds(since: UnixTime(seconds: .max)) < 0)
        #expect(UnixTime(seconds: .max).instant == nil)
    }
}

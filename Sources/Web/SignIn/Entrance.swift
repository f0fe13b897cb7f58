internal import Foundation
internal import Identity
internal import Store

/// Lets people in: counts attempts, checks what they show, begins sessions.
struct Entrance: Sendable {
    /// Somebody whose password was right and whose second factor is asked for.
    struct HalfSignIn: Sendable {
        let record: SignInRecord
        let next: String?
        let renewedHash: String?
    }

    /// A second factor that is being set and not proved yet.
    struct NewFactor: Sendable {
        let person: PersonNumber
        let factor: TOTP
    }

    let store: FactStore
    let desk: PasswordDesk
    let rules: PasswordRules
    let sessions: SessionRules
    let lockOut: LockOut
    let firstRun: FirstRun
    let now: @Sendable () -> UnixTime
    let halfway = WaitingRoom<HalfSignIn>(lifetime: 300)
    let newFactors = WaitingRoom<NewFactor>(lifetime: 900)

    init(
        store: FactStore,
        desk: PasswordDesk = PasswordDesk(),
        rules: PasswordRules = PasswordRules(),
        sessions: SessionRules = .standard,
        lockOut: LockOut = LockOut(),
        now: @escaping @Sendable () -> UnixTime = { UnixTime(seconds: Int(Date().timeIntervalSince1970)) }
    ) {
        self.store = store
        self.desk = desk
        self.rules = rules
        self.sessions = sessions
        self.lockOut = lockOut
        self.now = now
        firstRun = FirstRun()
    }

    /// Recognises somebody by address and password.
    ///
    /// Whether there is such an account shows neither in the answer nor in the time that it takes.
    func recognise(
        email: String,
        password typed: String,
        from browser: Browser
    ) async throws -> (record: SignInRecord, renewedHash: String?) {
        try await desk.queueing {
            let record = try await store.signInRecord(forEmail: email)
            let charge = try await charge(.password, account: email, browser)
            let hash = record?.passwordHash.flatMap { try? PasswordHash($0) }
            guard let password = try? Password(typed),
                try await desk.matches(hash ?? .nobody, password),
                let record, let hash, record.state == .active
            else { throw SignInRefusal.wrong }
            try await giveBack(charge)
            return (record, hash.needsRehash ? try await desk.hash(password).text : nil)
        }
    }

    /// Completes a sign-in that has no second factor, or has it wait for one.
    ///
    /// - Returns: The cookies to set, and whether the person is in.
    func enter(
        _ record: SignInRecord,
        renewedHash: String? = nil,
        next: String?,
        from browser: Browser
    ) async throws -> (cookies: [SiteCookie], isIn: Bool) {
        if record.totpSecret != nil {
            let half = HalfSignIn(record: record, next: next, renewedHash: renewedHash)
            let ticket = halfway.seat(half, at: now())
            return ([SiteCookie(name: Browser.stepCookie, value: ticket, sameSite: .strict, lifetime: 300)], false)
        }
        return (try await begin(record, .none, renewedHash: renewedHash, from: browser), true)
    }

    /// Completes a sign-in with a code of an authenticator app or a recovery code.
    ///
    /// - Returns: The cookies to set, and where the person wanted to go.
    func enter(code typed: String, from browser: Browser) async throws -> (cookies: [SiteCookie], next: String?) {
        guard let half = halfway.guest(with: browser.step, at: now()) else { throw SignInRefusal.stale }
        let record = half.record
        let charge = try await charge(.secondFactor, account: record.email, browser)
        guard let factor = factor(typed, of: record) else { throw SignInRefusal.wrong }
        let cookies = try await begin(record, factor, renewedHash: half.renewedHash, from: browser)
        _ = halfway.leave(with: browser.step, at: now())
        try await giveBack(charge)
        return (cookies + [.forgetting(Browser.stepCookie)], half.next)
    }

    /// What somebody shows as a second factor, if it can be one.
    private func factor(_ typed: String, of record: SignInRecord) -> SignInEntry.Factor? {
        let totp = record.totpSecret.flatMap { TOTP(secret: String(decoding: $0, as: UTF8.self)) }
        let last = record.lastTOTPStep.map { Int($0) }
        if let totp, case .accepted(let step) = totp.check(typed, at: now(), lastUsedStep: last) {
            return .totp(step: Int64(step))
        }
        guard let code = try? ReadableCode(typed, for: .recovery) else { return nil }
        return .recovery { kept in
            guard var codes = RecoveryCodes(kept), codes.use(code) else { return nil }
            return codes.text
        }
    }

    /// Begins a session with a new token; the one that the browser showed ends, so that a planted one is worth nothing.
    func begin(
        _ record: SignInRecord,
        _ factor: SignInEntry.Factor,
        renewedHash: String? = nil,
        from browser: Browser
    ) async throws -> [SiteCookie] {
        var generator = SystemRandomNumberGenerator()
        let time = now()
        let (token, session, _) = sessions.signIn(at: time, using: &generator)
        let limits = sessions.limits(of: record.roles.map(\.rawValue))
        // A browser's token is taken over only where this account gave it out.
        let device = try await known(browser, record.email).token ?? Token.make(.device, using: &generator)
        let entry = SignInEntry(
            of: record,
            factor: factor,
            session: SignInEntry.Session(
                digest: Data(session.hash.bytes),
                idleEnd: Self.date(time.adding(limits.idle)),
                end: Self.date(time.adding(limits.absolute))
            ),
            device: SignInEntry.Device(digest: Data(device.hash.bytes), label: browser.label),
            address: browser.address.text,
            endedSession: browser.session.map { Data($0.bytes) },
            renewedHash: renewedHash
        )
        guard try await store.signIn(entry) != nil else { throw SignInRefusal.wrong }
        return [SiteCookie(name: SessionCookie.name, value: token.text), browser.deviceCookie(with: device)]
    }

    static func date(_ time: UnixTime) -> Date { Date(timeIntervalSince1970: Double(time.seconds)) }
}

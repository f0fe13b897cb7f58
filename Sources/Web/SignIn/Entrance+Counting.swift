internal import Identity
internal import Store

extension Entrance {
    /// Counts an attempt before anything is checked, so that a hundred at once count as a hundred.
    ///
    /// - Parameters:
    ///   - purpose: What is being guessed.
    ///   - account: The address that somebody typed, whether there is such an account or not.
    /// - Throws: ``SignInRefusal`` with `wait` where it is one too many.
    func charge(
        _ purpose: LockOut.Purpose,
        account: String = "",
        _ browser: Browser
    ) async throws -> LockOut.Charge {
        let account = Person.folded(account)
        let known = try await known(browser, account)
        let attempt = LockOut.Attempt(
            purpose,
            account: account,
            from: browser.address,
            deviceToken: known.token?.text,
            knownDevices: known.hashes
        )
        let time = now()
        let keys = lockOut.keys(of: attempt)
        let decision = try await store.updateSignInCounters(keys.map(\.text), now: time.seconds) { [lockOut] found in
            let decision = lockOut.decide(attempt, counters: Self.counters(found, keys), at: time)
            guard case .allow(let charge) = decision else { return ([:], decision) }
            return (Self.moments(charge.counters), decision)
        }
        switch decision {
        case .allow(let charge): return charge
        case .wait(let until, _): throw SignInRefusal.wait(seconds: until.seconds(since: time))
        }
    }

    /// Takes an attempt out of the count that turned out right.
    func giveBack(_ charge: LockOut.Charge) async throws {
        let time = now()
        let keys = Array(charge.counters.keys)
        try await store.updateSignInCounters(keys.map(\.text), now: time.seconds) { [lockOut] found in
            let counters = lockOut.succeeded(charge, counters: Self.counters(found, keys), at: time)
            return (Self.moments(counters), ())
        }
    }

    /// The browsers that an account knows, and the token by which this one is among them.
    func known(_ browser: Browser, _ account: String) async throws -> (token: Token?, hashes: [TokenHash]) {
        guard !account.isEmpty, !browser.devices.isEmpty else { return (nil, []) }
        let hashes = try await store.knownDevices(ofEmail: account).compactMap { TokenHash(bytes: Array($0)) }
        return (browser.devices.first { hashes.contains($0.hash) }, hashes)
    }

    private static func counters(_ found: [String: Int], _ keys: [LockOutKey]) -> [LockOutKey: LockOutCounter] {
        let pairs = keys.compactMap { key in
            found[key.text].map { (key, LockOutCounter(forgottenAt: UnixTime(seconds: $0))) }
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func moments(_ counters: [LockOutKey: LockOutCounter]) -> [String: Int] {
        Dictionary(counters.map { ($0.key.text, $0.value.forgottenAt.seconds) }) { first, _ in first }
    }
}

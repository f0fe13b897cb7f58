/// How often somebody may try to sign in, so that guessing is hopeless and nobody can be locked out by another.
///
/// After OWASP's "Slow Down Online Guessing Attacks with Device Cookies". A browser in which the person has signed in
/// before holds a device token, and its attempts are counted by themselves and under nothing else: what strangers do
/// cannot make it wait. Everybody else is a stranger, counted by address, by address and account, and by account. The
/// last of these bounds what a whole network of machines may try; while it is full, the owner signs in from a known
/// device or with an invitation from an administrator.
///
/// An attempt is counted when it begins, in the transaction that reads the counters, and given back when it succeeds:
/// a thousand guesses at the same time count as a thousand.
public struct LockOut: Sendable {
    /// What is being guessed; each has its own counters.
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// A password.
        case password
        /// A code of an authenticator app or a recovery code, asked for when the password was right.
        case secondFactor = "second-factor"
        /// A set-up or invitation code, which stands for no account yet.
        case code
    }

    /// One attempt.
    public struct Attempt: Sendable {
        /// What is being guessed.
        public let purpose: Purpose
        let account: String
        let address: NetworkAddress
        let device: TokenHash?

        /// Describes an attempt.
        ///
        /// - Parameters:
        ///   - purpose: What is being guessed.
        ///   - account: The account in the one spelling by which it is found, whether it exists or not.
        ///   - address: Where the request comes from.
        ///   - deviceToken: What stands in the device cookie, whatever it is.
        ///   - knownDevices: The hashes of the devices in which this account has been signed in and that it has not
        ///     disowned since; a device of another account is a stranger here.
        public init(
            _ purpose: Purpose,
            account: String,
            from address: NetworkAddress,
            deviceToken: String? = nil,
            knownDevices: [TokenHash] = []
        ) {
            self.purpose = purpose
            self.account = account
            self.address = address
            // A code is no account's, so no device is known where one is guessed.
            let shown = purpose == .code ? nil : deviceToken.flatMap { try? Token($0, kind: .device) }?.hash
            device = knownDevices.first { $0 == shown }
        }

        /// Whether the attempt comes from a device in which the person has signed in before.
        public var isFromKnownDevice: Bool { device != nil }
    }

    /// What was counted for an attempt that was let through.
    public struct Charge: Sendable {
        /// When.
        public let at: UnixTime
        /// The counters to write.
        public let counters: [LockOutKey: LockOutCounter]
    }

    /// The answer.
    public enum Decision: Sendable {
        /// Go on, once the counters of the charge are written.
        case allow(Charge)
        /// Say so and look at nothing; nothing is counted.
        case wait(until: UnixTime, because: LockOutKey.Kind)
    }

    /// What a known device may try: a stolen one gets about 50 guesses on the first day.
    public var device = Allowance(burst: 10, interval: 30 * 60)
    /// What one address may try at one account.
    public var pair = Allowance(burst: 5, interval: 10 * 60)
    /// What one address may try anywhere: a ministry may stand behind one address.
    public var address = Allowance(burst: 30, interval: 60)
    /// What all strangers together may try at one account: 100 in a row, as in SP 800-63B section 3.2.2, then 4 a day.
    public var account = Allowance(burst: 100, interval: 6 * 3_600)

    /// The limits of this house.
    public init() {}

    /// The keys whose counters a decision needs.
    public func keys(of attempt: Attempt) -> [LockOutKey] {
        let (purpose, account, address) = (attempt.purpose, attempt.account, attempt.address.text)
        if let device = attempt.device { return [LockOutKey(.device, purpose, [account, device.text])] }
        let byAddress = LockOutKey(.address, purpose, [address])
        // A code is no account's: only the address can be counted.
        if purpose == .code { return [byAddress] }
        return [
            byAddress, LockOutKey(.pair, purpose, [account, address]), LockOutKey(.account, purpose, [account]),
        ]
    }

    /// Whether an attempt may go on now.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - counters: The counters under ``keys(of:)`` as far as there are any.
    ///   - now: The present.
    public func decide(
        _ attempt: Attempt,
        counters: [LockOutKey: LockOutCounter],
        at now: UnixTime
    ) -> Decision {
        let keys = keys(of: attempt)
        let waits = keys.map { (until: allowance($0.kind).opens(counters[$0], at: now), kind: $0.kind) }
        if let longest = waits.max(by: { $0.until < $1.until }), longest.until > now {
            return .wait(until: longest.until, because: longest.kind)
        }
        let charged = keys.map { ($0, allowance($0.kind).charged(counters[$0], at: now)) }
        return .allow(Charge(at: now, counters: Dictionary(charged) { first, _ in first }))
    }

    /// The counters to write when an attempt that was let through has succeeded: as if it had not been made.
    ///
    /// Earlier failures stay: otherwise an attacker with an account of their own would wipe the slate of their address.
    public func succeeded(
        _ charge: Charge,
        counters: [LockOutKey: LockOutCounter],
        at now: UnixTime
    ) -> [LockOutKey: LockOutCounter] {
        var refunded: [LockOutKey: LockOutCounter] = [:]
        for key in charge.counters.keys {
            let age = now.seconds(since: charge.at)
            refunded[key] = allowance(key.kind).refunded(counters[key], age: age, at: now)
        }
        return refunded
    }

    private func allowance(_ kind: LockOutKey.Kind) -> Allowance {
        switch kind {
        case .device: device
        case .pair: pair
        case .address: address
        case .account: account
        }
    }
}

public import Credentials
public import Ledger

/// Whom the reader trusts.
///
/// What a file says of that itself counts for nothing.
public struct Trust: Sendable {
    /// Why a file names nobody to trust, and in which line, from 1.
    public struct Fault: Error, Sendable, Hashable {
        /// The line.
        public let line: Int
        /// What is wrong, as a word for programs.
        public let word: String
    }

    /// Policies (C2SP tlog-policy): logs, with the witnesses that must have seen their checkpoints.
    public private(set) var policies: [TrustPolicy] = []
    /// Keys of logs and witnesses without a policy.
    public private(set) var keys: [VerifierKey] = []
    /// Identifiers of issuers of credentials: `did:…`.
    public private(set) var identifiers: [String] = []
    /// The authorities for time, if any.
    public var authorities: TimeStampVerifier?

    /// Trusts nobody yet.
    public init() {}

    /// Whether nobody is trusted for logs.
    public var isEmpty: Bool { policies.isEmpty && keys.isEmpty }

    /// The keys of logs, from policies too.
    public var logKeys: [VerifierKey] {
        policies.flatMap { $0.logs.map(\.key) } + keys.filter { $0.algorithm == .ed25519 }
    }

    /// The keys of witnesses without a policy.
    var witnessKeys: [VerifierKey] { keys.filter { $0.algorithm == .cosignature } }

    /// The policy that speaks of a log.
    func policy(of log: VerifierKey) -> TrustPolicy? {
        policies.first { $0.logs.contains { $0.key == log } }
    }

    /// Whether an issuer is trusted.
    func trusts(_ identifier: String) -> Bool { identifiers.contains { $0.utf8.elementsEqual(identifier.utf8) } }

    /// Takes a policy in.
    public mutating func add(_ policy: TrustPolicy) { policies.append(policy) }

    /// Takes a key in.
    public mutating func add(_ key: VerifierKey) { keys.append(key) }

    /// Takes a file in: a policy, or a list of keys (`name+1a2b3c4d+…`) and identifiers (`did:…`), one a line.
    public mutating func add(contentsOf bytes: [UInt8]) throws(Fault) {
        let lines = bytes.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
        let words = ["log", "witness", "group", "quorum"].map { Array($0.utf8) }
        let isPolicy = lines.contains { line in words.contains { line.starts(with: $0 + [0x20]) } }
        if isPolicy {
            do throws(PolicyFault) {
                policies.append(try TrustPolicy(parsing: bytes))
            } catch {
                throw Fault(line: error.line, word: error.reason.rawValue)
            }
            return
        }
        var isNobody = true
        for (number, line) in lines.enumerated() {
            guard let text = String(validating: line.drop { $0 == 0x20 }, as: UTF8.self) else {
                throw Fault(line: number + 1, word: "badText")
            }
            let word = text.prefix { !$0.isWhitespace }
            if word.isEmpty || word.utf8.first == UInt8(ascii: "#") { continue }
            isNobody = false
            if word.utf8.starts(with: "did:".utf8) {
                identifiers.append(String(word))
                continue
            }
            do throws(NoteFault) {
                keys.append(try VerifierKey(parsing: String(word)))
            } catch {
                throw Fault(line: number + 1, word: error.rawValue)
            }
        }
        guard !isNobody else { throw Fault(line: 1, word: "nobody") }
    }
}

extension TrustPolicy {
    /// The most lines of a kind that are read.
    public static let lineLimit = 1024

    /// Reads the text of a policy.
    public init(parsing bytes: [UInt8]) throws(PolicyFault) {
        var reader = PolicyReader()
        if let last = bytes.last, last != 0x0A { throw PolicyFault(reason: .badText, line: reader.line) }
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() { try reader.read(line) }
        guard let quorum = reader.quorum else { throw reader.fault(.quorum) }
        self.init(
            logs: reader.logs,
            witnesses: reader.witnesses,
            groups: reader.groups,
            quorum: quorum == .none ? nil : quorum
        )
    }

    /// Reads the text of a policy.
    public init(parsing text: String) throws(PolicyFault) {
        try self.init(parsing: Array(text.utf8))
    }
}

private struct PolicyReader {
    var logs: [TrustPolicy.Log] = []
    var witnesses: [TrustPolicy.Witness] = []
    var groups: [TrustPolicy.Group] = []
    var quorum: PolicyName?
    var line = 0
    private var names: Set<PolicyName> = [.none]
    private var members: Set<PolicyName> = []

    func fault(_ reason: PolicyFault.Reason) -> PolicyFault { PolicyFault(reason: reason, line: line) }

    mutating func read(_ text: ArraySlice<UInt8>) throws(PolicyFault) {
        line += 1
        guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { throw fault(.badText) }
        let words = text.split { $0 == 0x20 || $0 == 0x09 }
        guard let first = words.first, first.first != UInt8(ascii: "#") else { return }
        switch String(decoding: first, as: UTF8.self) {
        case "log": try log(words)
        case "witness": try witness(words)
        case "group": try group(words)
        case "quorum":
            guard words.count == 2 else { throw fault(.badLine) }
            guard quorum == nil else { throw fault(.quorum) }
            let name = PolicyName(words[1])
            guard names.contains(name) else { throw fault(.unknownName) }
            quorum = name
        default: throw fault(.badLine)
        }
    }

    private func key(_ word: ArraySlice<UInt8>, _ algorithm: SignatureAlgorithm) throws(PolicyFault) -> VerifierKey {
        guard let text = String(validating: word, as: UTF8.self), let key = try? VerifierKey(parsing: text),
            key.algorithm == algorithm
        else { throw fault(.badKey) }
        return key
    }

    private mutating func log(_ words: [ArraySlice<UInt8>]) throws(PolicyFault) {
        guard 2...3 ~= words.count else { throw fault(.badLine) }
        guard logs.count < TrustPolicy.lineLimit else { throw fault(.tooLong) }
        let key = try key(words[1], .ed25519)
        guard !logs.contains(where: { $0.key.key == key.key }) else { throw fault(.keyTwice) }
        logs.append(.init(key: key, address: words.count > 2 ? String(decoding: words[2], as: UTF8.self) : nil))
    }

    private mutating func witness(_ words: [ArraySlice<UInt8>]) throws(PolicyFault) {
        guard 3...4 ~= words.count else { throw fault(.badLine) }
        guard witnesses.count < TrustPolicy.lineLimit else { throw fault(.tooLong) }
        let name = PolicyName(words[1])
        let key = try key(words[2], .cosignature)
        guard !witnesses.contains(where: { $0.key.key == key.key }) else { throw fault(.keyTwice) }
        guard names.insert(name).inserted else { throw fault(.nameTwice) }
        let address = words.count > 3 ? String(decoding: words[3], as: UTF8.self) : nil
        witnesses.append(.init(name: name, key: key, address: address))
    }

    private mutating func group(_ words: [ArraySlice<UInt8>]) throws(PolicyFault) {
        guard words.count >= 4 else { throw fault(.badLine) }
        guard groups.count < TrustPolicy.lineLimit else { throw fault(.tooLong) }
        let name = PolicyName(words[1])
        let listed = words[3...].map { PolicyName($0) }
        let threshold: Int
        switch String(decoding: words[2], as: UTF8.self) {
        case "all": threshold = listed.count
        case "any": threshold = 1
        default:
            guard let number = Decimal.value(words[2]), 1...UInt64(listed.count) ~= number else {
                throw fault(.badThreshold)
            }
            threshold = Int(number)
        }
        for member in listed {
            guard member != .none, names.contains(member) else { throw fault(.unknownName) }
            // So that a witness counts towards the quorum in one way only.
            guard members.insert(member).inserted else { throw fault(.memberTwice) }
        }
        guard names.insert(name).inserted else { throw fault(.nameTwice) }
        groups.append(.init(name: name, threshold: threshold, members: listed))
    }
}

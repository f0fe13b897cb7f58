import Formats
public import Vocabulary

/// A proof as it stands in a document: what it says of itself, not checked yet (W3C Data Integrity 1.0 section 2.1).
public struct DataIntegrityProof: Sendable {
    /// Its name, by which other proofs can build on it.
    public let id: String?
    /// The suite.
    public let suite: Cryptosuite
    /// The name of the key.
    public let keyName: String
    /// What it is for.
    public let purpose: DIDDocument.Purpose
    /// When it says that it was made.
    public let created: UTCInstant?
    /// When it runs out.
    public let expires: UTCInstant?
    /// The names of the proofs that it builds on.
    public let previous: [String]
    /// The signature.
    let signature: [UInt8]
    /// All of it.
    let value: JSONValue

    init(_ value: JSONValue) throws(CredentialFault) {
        func fault(_ detail: String) -> CredentialFault { CredentialFault(.malformedProof, detail) }
        guard value.kind == .object else { throw fault("no object") }
        // Proofs of other types have suites of their own.
        guard let type = value["type"]?.string else { throw fault("type") }
        guard type == "DataIntegrityProof" else { throw CredentialFault(.unsupportedSuite, type) }
        guard let suite = value["cryptosuite"]?.string else { throw fault("cryptosuite") }
        guard let known = Cryptosuite(rawValue: suite) else { throw CredentialFault(.unsupportedSuite, suite) }
        self.suite = known
        guard let keyName = value["verificationMethod"]?.string, !keyName.isEmpty else {
            throw fault("verificationMethod")
        }
        self.keyName = keyName
        guard let purpose = value["proofPurpose"]?.string.flatMap(DIDDocument.Purpose.init) else {
            throw fault("proofPurpose")
        }
        self.purpose = purpose
        func text(_ name: String) throws(CredentialFault) -> String? {
            guard let member = value.member(name) else { return nil }
            guard let text = member.string, !text.isEmpty else { throw fault(name) }
            return text
        }
        func time(_ name: String) throws(CredentialFault) -> UTCInstant? {
            guard let text = try text(name) else { return nil }
            guard let instant = DateTimeStamp.instant(text) else { throw fault(name) }
            return instant
        }
        id = try text("id")
        created = try time("created")
        expires = try time("expires")
        if let member = value["previousProof"] {
            let names = member.kind == .array ? member.elements : [member]
            previous = names.compactMap(\.string)
            guard previous.count == names.count, !names.isEmpty,
                Set(previous.map { Array($0.utf8) }).count == names.count
            else { throw fault("previousProof") }
        } else {
            previous = []
        }
        guard let text = value["proofValue"]?.string, let bytes = Multibase.base58(decoding: text) else {
            throw fault("proofValue")
        }
        signature = bytes
        self.value = value
    }

    /// Whether the proof may be looked at now: it has not run out, and was not made after now, or after a log saw it.
    func checkTimes(_ time: VerificationTime) throws(CredentialFault) {
        if let created, created.milliseconds > time.keyTime.milliseconds + VerificationTime.leeway {
            throw CredentialFault(.proofFromFuture, created.text)
        }
        if let expires, expires.milliseconds <= time.now.milliseconds {
            throw CredentialFault(.expiredProof, expires.text)
        }
    }
}

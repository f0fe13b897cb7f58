public import Formats
import Vocabulary

/// A document with one or more proofs in it, not checked yet (W3C Data Integrity 1.0).
///
/// ```swift
/// let document = try SecuredDocument(received)
/// let proofs = try document.verify(keys: IdentifierKeys(), at: VerificationTime(now: now))
/// ```
///
/// Several proofs are a set, in which each is of the document alone, unless one names others that it builds on: then it
/// is of the document and of those, a chain (section 2.1.2).
public struct SecuredDocument: Sendable {
    private let root: JSONValue
    /// What each proof says, or why it is none, in the order of the document.
    private let proofs: [Result<DataIntegrityProof, CredentialFault>]

    /// As many proofs as a document may have: each costs a look-up of a key.
    static let proofLimit = 32

    /// Reads a document.
    ///
    /// - Throws: ``CredentialFault``: ``CredentialFault/Reason/malformedJSON``, ``CredentialFault/Reason/noProof``, or
    ///   ``CredentialFault/Reason/malformedProof`` if two proofs have one name.
    public init(_ bytes: [UInt8]) throws(CredentialFault) {
        try self.init(try JSONReading.tape(bytes).root)
    }

    init(_ root: JSONValue) throws(CredentialFault) {
        guard root.kind == .object else { throw CredentialFault(.malformedJSON, "no object") }
        guard let member = root["proof"] else { throw CredentialFault(.noProof) }
        let values = member.kind == .array ? member.elements : [member]
        guard !values.isEmpty else { throw CredentialFault(.noProof) }
        guard values.count <= Self.proofLimit else { throw CredentialFault(.tooLarge, "\(values.count) proofs") }
        var names: Set<[UInt8]> = []
        for name in values.compactMap({ $0["id"]?.string }) {
            guard names.insert(Array(name.utf8)).inserted else {
                throw CredentialFault(.malformedProof, "\(name) twice")
            }
        }
        self.root = root
        proofs = values.map { value in
            do throws(CredentialFault) {
                return .success(try DataIntegrityProof(value))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The document as a tree, proofs and all.
    public var json: JSONNode { JSONNode(root) }

    /// Checks every proof.
    ///
    /// - Parameters:
    ///   - keys: Where documents of identifiers come from.
    ///   - purpose: What the proofs must be for.
    ///   - time: When this is, and when a log saw the document.
    /// - Throws: What is wrong with the first proof that is not right; one is enough.
    public func verify(
        keys: any KeySource,
        purpose: DIDDocument.Purpose = .assertion,
        at time: VerificationTime
    ) throws(CredentialFault) -> [VerifiedProof] {
        var verified: [VerifiedProof] = []
        for outcome in outcomes(keys: keys, purpose: purpose, at: time) { verified.append(try outcome.get()) }
        return verified
    }

    /// Checks every proof, and tells of each what came of it, in the order of the document.
    ///
    /// A proof that builds on one that is not right is not right itself.
    public func outcomes(
        keys: any KeySource,
        purpose: DIDDocument.Purpose = .assertion,
        at time: VerificationTime
    ) -> [Result<VerifiedProof, CredentialFault>] {
        let links = proofs.map(links)
        var outcomes: [Result<VerifiedProof, CredentialFault>?] = proofs.map { _ in nil }
        // Each round settles the proofs whose forerunners are settled; what is left in the end goes round in circles.
        var isMoving = true
        while isMoving {
            isMoving = false
            for index in proofs.indices where outcomes[index] == nil {
                guard let outcome = outcome(index, links[index], outcomes, keys, purpose, time) else { continue }
                outcomes[index] = outcome
                isMoving = true
            }
        }
        return outcomes.map { $0 ?? .failure(CredentialFault(.cyclicProofs)) }
    }

    /// The places of the proofs that one builds on, in the order of the document.
    private func links(_ proof: Result<DataIntegrityProof, CredentialFault>) -> Result<[Int], CredentialFault> {
        guard case .success(let proof) = proof, !proof.previous.isEmpty else { return .success([]) }
        let wanted = Set(proof.previous.map { Array($0.utf8) })
        let places = proofs.indices.filter { index in
            guard case .success(let other) = proofs[index], let id = other.id else { return false }
            return wanted.contains(Array(id.utf8))
        }
        return places.count == wanted.count ? .success(places) : .failure(CredentialFault(.missingPreviousProof))
    }

    private func outcome(
        _ index: Int,
        _ links: Result<[Int], CredentialFault>,
        _ outcomes: [Result<VerifiedProof, CredentialFault>?],
        _ keys: any KeySource,
        _ purpose: DIDDocument.Purpose,
        _ time: VerificationTime
    ) -> Result<VerifiedProof, CredentialFault>? {
        do throws(CredentialFault) {
            let proof = try proofs[index].get()
            var previous: [JSONValue] = []
            for place in try links.get() {
                guard let outcome = outcomes[place] else { return nil }
                _ = try outcome.get()
                previous.append(try proofs[place].get().value)
            }
            return .success(try check(proof, previous, keys, purpose, time))
        } catch {
            return .failure(error)
        }
    }

    private func check(
        _ proof: DataIntegrityProof,
        _ previous: [JSONValue],
        _ keys: any KeySource,
        _ purpose: DIDDocument.Purpose,
        _ time: VerificationTime
    ) throws(CredentialFault) -> VerifiedProof {
        guard proof.purpose == purpose else { throw CredentialFault(.notForPurpose, proof.purpose.rawValue) }
        try proof.checkTimes(time)
        let (context, coversContext) = try signedContext(proof)
        let key = try keys.key(proof.keyName, for: purpose, at: time.keyTime)
        guard Cryptosuite(key.key.kind) == proof.suite else {
            throw CredentialFault(.algorithmMismatch, "\(proof.suite.rawValue) with \(key.key.kind.rawValue)")
        }
        guard proof.signature.count == Cryptosuite.signatureCount(key.key.kind) else {
            throw CredentialFault(.malformedProof, "proofValue of \(proof.signature.count) bytes")
        }
        let hashed = Cryptosuite.hashData(
            proof: try SigningForm.proof(proof.value),
            document: try SigningForm.document(root, context: context, previous: previous),
            key.key.kind
        )
        guard key.key.isValid(proof.signature, over: hashed) else { throw CredentialFault(.signatureMismatch) }
        return VerifiedProof(proof: proof, key: key, coversContext: coversContext)
    }

    /// The context that was signed: the one in the proof, with which the document's must begin; else the document's.
    private func signedContext(_ proof: DataIntegrityProof) throws(CredentialFault) -> (JSONValue?, Bool) {
        guard let own = proof.value["@context"] else { return (nil, true) }
        // As a rule both are written alike.
        if let whole = root["@context"], whole.bytes == own.bytes { return (own, true) }
        func list(_ value: JSONValue?) -> [JSONNode] {
            guard let value else { return [] }
            return (value.kind == .array ? value.elements : [value]).map { JSONNode($0) }
        }
        let (signed, whole) = (list(own), list(root["@context"]))
        guard whole.starts(with: signed) else { throw CredentialFault(.contextMismatch) }
        return (own, whole.count == signed.count)
    }
}

/// A proof that is right.
public struct VerifiedProof: Sendable {
    /// What the proof says.
    public let proof: DataIntegrityProof
    /// The key that made it.
    public let key: DIDDocument.Key
    /// Whether the whole context of the document was signed; the standard lets a document have more.
    public let coversContext: Bool
}

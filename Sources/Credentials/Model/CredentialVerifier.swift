import Formats

/// Checks credentials, whichever way they are signed.
///
/// ```swift
/// let verifier = CredentialVerifier(keys: KeySources([IdentifierKeys(), KeyHistories(histories)]))
/// let report = verifier.report(on: received, at: VerificationTime(now: now, loggedAt: seen))
/// if report.isValid, let credential = report.verified { … }
/// ```
///
/// Nothing is fetched: documents and lists that might be needed are passed in.
public struct CredentialVerifier: Sendable {
    private let keys: any KeySource
    private let statusLists: [String: [UInt8]]
    private let statusIssuers: Set<String>

    /// A verifier.
    ///
    /// - Parameters:
    ///   - keys: Where documents of identifiers come from.
    ///   - statusLists: Credentials with status lists, as they were received, by their addresses.
    ///   - statusIssuers: Issuers of such lists who are trusted beside the issuer of the credential.
    public init(keys: any KeySource, statusLists: [String: [UInt8]] = [:], statusIssuers: Set<String> = []) {
        self.keys = keys
        self.statusLists = statusLists
        self.statusIssuers = statusIssuers
    }

    /// Checks a credential and throws what is wrong first.
    ///
    /// - Throws: ``CredentialFault``; also where a status list is not at hand.
    public func verify(_ bytes: [UInt8], at time: VerificationTime) throws(CredentialFault) -> VerifiedCredential {
        let report = report(on: bytes, at: time)
        if let fault = report.fault { throw fault }
        if case .unknown(let fault) = report[.status] { throw fault }
        guard let verified = report.verified else { throw CredentialFault(.noProof) }
        return verified
    }

    /// Checks a credential step by step: one with proofs in it, a token, or one that envelops a token.
    public func report(on bytes: [UInt8], at time: VerificationTime) -> CredentialReport {
        var report = CredentialReport()
        guard let verified = signed(bytes, at: time, in: &report) else { return report }
        report.verified = verified
        do throws(CredentialFault) {
            try verified.credential.checkValidity(at: time.now)
            let isOpen = verified.credential.validFrom == nil && verified.credential.validUntil == nil
            report[.validity] = isOpen ? .absent : .passed
        } catch {
            report[.validity] = .failed(error)
        }
        report[.status] = status(of: verified.credential, at: time)
        return report
    }

    /// The steps up to the issuer; nil if one fails.
    private func signed(
        _ bytes: [UInt8],
        at time: VerificationTime,
        in report: inout CredentialReport
    ) -> VerifiedCredential? {
        var step = CredentialReport.Step.form
        func pass(_ next: CredentialReport.Step) {
            report[step] = .passed
            step = next
        }
        do throws(CredentialFault) {
            let verified: VerifiedCredential
            switch try SignedForm(bytes) {
            case .document(let document, let json):
                pass(.model)
                let credential = try VerifiableCredential(json)
                pass(.signature)
                let proofs = try document.verify(keys: keys, at: time)
                guard proofs.allSatisfy(\.coversContext) else { throw CredentialFault(.unsignedContext) }
                verified = VerifiedCredential(credential, form: .dataIntegrity, keys: proofs.map(\.key))
            case .token(let token):
                pass(.model)
                let credential = try VerifiableCredential(token.unverified)
                pass(.signature)
                let key = try keys.key(token.keyName, for: .assertion, at: time.keyTime)
                _ = try token.payload(signedBy: key.key, at: time.now)
                verified = VerifiedCredential(credential, form: .token, keys: [key])
            }
            pass(.issuer)
            // The others of a set or a chain are witnesses; the issuer must be among those who signed.
            let isByIssuer = verified.keys.contains { key in
                isSame(key.controller, verified.credential.issuer)
                    && key.name.utf8.starts(with: "\(verified.credential.issuer)#".utf8)
            }
            guard isByIssuer else { throw CredentialFault(.notByIssuer, verified.credential.issuer) }
            pass(.validity)
            return verified
        } catch {
            report[step] = .failed(error)
            return nil
        }
    }

    /// The state that the lists give a credential.
    private func status(of credential: VerifiableCredential, at time: VerificationTime) -> CredentialReport.Outcome {
        guard !credential.statuses.isEmpty else { return .absent }
        var unknown: CredentialFault?
        for entry in credential.statuses {
            guard let bytes = statusLists[entry.list] else {
                unknown = CredentialFault(.statusUnknown, entry.list)
                continue
            }
            do throws(CredentialFault) {
                let list = try list(bytes, for: credential, at: time)
                guard try list.state(of: entry) > 0 else { continue }
                switch entry.purpose {
                case "revocation": throw CredentialFault(.revoked, "entry \(entry.index)")
                case "suspension": throw CredentialFault(.suspended, "entry \(entry.index)")
                default: continue
                }
            } catch {
                return .failed(error)
            }
        }
        return unknown.map { .unknown($0) } ?? .passed
    }

    /// The list in a credential, which must itself be right, valid now, and of somebody who is trusted with it.
    private func list(
        _ bytes: [UInt8],
        for credential: VerifiableCredential,
        at time: VerificationTime
    ) throws(CredentialFault) -> StatusListCredential {
        var report = CredentialReport()
        // A list is as it is published today, whenever the credential was logged.
        guard let verified = signed(bytes, at: VerificationTime(now: time.now), in: &report) else {
            throw report.fault ?? CredentialFault(.malformedStatus)
        }
        try verified.credential.checkValidity(at: time.now)
        let publisher = verified.credential.issuer
        guard isSame(publisher, credential.issuer) || statusIssuers.contains(publisher) else {
            throw CredentialFault(.notByIssuer, "status list of \(publisher)")
        }
        return try StatusListCredential(verified.credential)
    }
}

extension CredentialVerifier {
    /// The identifier that a credential gives itself, whoever signed it: the address of a status list, say.
    public static func unverifiedIdentifier(of bytes: [UInt8]) -> String? {
        switch try? SignedForm(bytes) {
        case .document(_, let json): json["id"]?.string
        case .token(let token): token.unverified["id"]?.string
        case nil: nil
        }
    }
}

/// The ways in which a signed credential comes.
private enum SignedForm {
    case document(SecuredDocument, JSONNode)
    case token(CredentialToken)

    init(_ bytes: [UInt8]) throws(CredentialFault) {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard first == UInt8(ascii: "{") else {
            self = .token(try CredentialToken(String(decoding: bytes.trimmingSpace, as: UTF8.self)))
            return
        }
        let root = try JSONReading.tape(bytes).root
        let json = JSONNode(root)
        let types = json["type"]?.string.map { [$0] } ?? json["type"]?.elements?.compactMap(\.string) ?? []
        guard types.contains("EnvelopedVerifiableCredential") else {
            self = .document(try SecuredDocument(root), json)
            return
        }
        // Section 4.13 of the data model: the token is a data address.
        guard let address = json["id"]?.string, address.hasPrefix("data:"),
            let comma = address.utf8.firstIndex(of: UInt8(ascii: ","))
        else { throw CredentialFault(.malformedToken, "no data address") }
        let type = address[..<comma].dropFirst(5)
        guard type == "application/\(CredentialToken.type)" else { throw CredentialFault(.wrongType, String(type)) }
        self = .token(try CredentialToken(String(address[comma...].dropFirst())))
    }
}

extension [UInt8] {
    /// Without the white space that an editor may have left around a token.
    fileprivate var trimmingSpace: ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return []
        }
        return self[first...last]
    }
}

internal import Formats
internal import Hummingbird
internal import Notary
internal import Store
internal import Vocabulary

/// What somebody asked to have issued, by a form or the data interface.
struct CredentialOrder: Sendable {
    let kind: IssuedCredential.Kind
    let id: String
    let reason: String
    let validUntil: UTCInstant?
    /// What a badge says.
    var content: JSONNode?

    /// The longest text that is taken.
    private static let textLimit = 2_000

    init(_ form: QueryString) throws {
        guard let kind = IssuedCredential.Kind(rawValue: try form.need("kind")), kind != .badge else {
            throw SiteError(.badRequest)
        }
        self.kind = kind
        id = try form.need("id")
        reason = String((form["reason"] ?? "").prefix(Self.textLimit))
        validUntil = try Self.end(form["valid_until"] ?? "")
    }

    init(_ json: JSONNode) throws {
        guard let kind = json["kind"]?.string.flatMap(IssuedCredential.Kind.init(rawValue:)) else {
            throw CredentialRefusal(.badContent)
        }
        self.kind = kind
        id = json["id"]?.string ?? ""
        reason = String((json["reason"]?.string ?? "").prefix(Self.textLimit))
        validUntil = try Self.end(json["valid_until"]?.string ?? "")
        content = json["content"]
    }

    /// Issues it.
    ///
    /// - Throws: ``CredentialRefusal`` with what to tell whoever asked; ``Denial``; ``SiteError`` where it is not there.
    /// - Returns: The credential's identifier.
    func issue(_ services: SiteServices, by reader: Reader) async throws -> String {
        let office = services.credentials.office
        let order = CredentialOffice.Order(reason: reason, validUntil: validUntil)
        do {
            guard kind == .badge else { return try await office.issue(kind, id, order, by: reader) }
            return try await office.issueBadge(try BadgeContent.read(content ?? .null), order, by: reader)
        } catch let fault as IssuingFault {
            guard let refusal = CredentialRefusal(fault) else {
                guard let subject = Subject(rawValue: kind.rawValue) else { throw SiteError(.notFound) }
                throw try await services.absence(of: subject, id, to: reader)
            }
            throw refusal
        } catch is KeyFileFault {
            throw CredentialRefusal(.noKey)
        }
    }

    /// A day, which means its end, or a time; nil if nothing is said.
    private static func end(_ text: String) throws -> UTCInstant? {
        guard !text.isEmpty else { return nil }
        let time = text.utf8.count == 10 ? try? UTCInstant("\(text)T23:59:59Z") : try? UTCInstant(text)
        guard let time else { throw CredentialRefusal(.badValidity) }
        return time
    }
}

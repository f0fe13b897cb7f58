import Credentials
import Formats
public import Store

extension CredentialOffice {
    /// The identifier and its keys; nil if there is none yet.
    public func book() async throws -> IdentifierBook? { try await IdentifierBook(store) }

    /// The document for `/.well-known/did.json`; nil if there is no identifier yet.
    public func document() async throws -> [UInt8]? {
        try await IdentifierBook(store)?.published.json.bytes()
    }

    /// The history of the keys as the log has it, to be checked without us; nil if the log has none yet.
    public func history() async throws -> IdentifierHistory? {
        let entries = try await store.identifierEntries()
        guard !entries.isEmpty else { return nil }
        let placed = entries.compactMap { entry in entry.place.map { (place: $0, bytes: entry.bytes) } }
        do {
            return try IdentifierHistory(placed, in: LedgerReader(LedgerFolder(ofStore: store.folder)))
        } catch NotaryFault.noLog {
            return nil
        }
    }

    /// The proof that a credential is in the log in each of its forms, to be checked without us.
    ///
    /// - Throws: ``NotaryFault``: `notCommitted` if it is not in the log yet, `noLog` if there is none.
    public func proof(of credential: IssuedCredential) async throws -> ProofBundle {
        try await Prover(store).bundle(
            about: ProofBundle.Subject(kind: "credential", id: credential.id),
            of: .credential,
            credential.rows
        ) { _ in nil }
    }

    /// The meaning of the words that facility records have beside those of UNTP, a JSON-LD context; nil without an identifier.
    public func context() async throws -> [UInt8]? {
        guard let book = try await IdentifierBook(store) else { return nil }
        let terms = ["position", "latitude", "longitude", "uncertaintyMetres"].map {
            JSONNode.Member($0, .string("\(book.origin)/terms#\($0)"))
        }
        return JSONNode.object([.init("@context", .object(terms))]).bytes()
    }
}

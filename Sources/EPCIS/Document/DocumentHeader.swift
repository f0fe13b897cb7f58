/// What a document says about itself before its events.
public struct DocumentHeader: Sendable {
    /// What kind of document it is.
    public enum Kind: String, Sendable, Hashable {
        /// An `EPCISDocument`.
        case document = "EPCISDocument"
        /// An `EPCISQueryDocument`.
        case queryDocument = "EPCISQueryDocument"
        /// Events without a document around them.
        case bare = "bare"
    }

    /// What kind of document it is.
    public internal(set) var kind = Kind.bare
    /// The version of EPCIS that it claims: `2.0`, `1.2`.
    public internal(set) var schemaVersion: String?
    /// When it was made, as written.
    public internal(set) var creationDate: String?
    /// Other short members and attributes, as written: `id`, `sender`, `receiver`, `queryName`, `subscriptionID`.
    public internal(set) var members: [String: String] = [:]
    /// The prefixes that are declared around the events.
    public internal(set) var scope = NamespaceScope()
    /// The JSON-LD contexts that it names; none is fetched.
    public internal(set) var contexts: [EventContext.Reference] = []
    /// Where the header that holds master data stands, in bytes of the document.
    public internal(set) var masterData: Range<Int>?
    /// The fields that the event hash id leaves out, as their names are written
    /// (`ignoreFields` of the namespace `https://repository-x.example.com/`).
    public internal(set) var ignoredFields: [String] = []

    /// Makes the header of a document that says nothing.
    public init() {}

    static let repositoryNamespace = "https://repository-x.example.com/"
}

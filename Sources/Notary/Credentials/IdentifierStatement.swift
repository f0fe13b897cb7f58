public import Credentials
import Formats
public import Vocabulary

/// What the log is told of an identifier: a version of its document, or that a key was in wrong hands.
///
/// Both are entries of the public log that are public as they are, in canonical JSON:
///
/// ```
/// {"at":"2026-11-23T10:00:00.000Z","document":{…},"type":"did"}
/// {"at":"…","identifier":"did:web:…","key":"did:web:…#z6Mk…","since":"…","type":"did-compromise"}
/// ```
///
/// The times are those of the installation's clock; what cannot be dated back is the order in the log.
public enum IdentifierStatement: Sendable, Hashable {
    /// The document from then on: it names the keys that are valid, and no others.
    case version(DIDDocument, at: UTCInstant)
    /// A key of it was in wrong hands since a time.
    case compromise(of: String, identifier: String, since: UTCInstant, at: UTCInstant)

    /// Reads an entry of the log; nil if it is another, or not in its only spelling.
    public init?(parsing bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers),
            let at = node["at"]?.string.flatMap({ try? UTCInstant($0) })
        else { return nil }
        switch node["type"]?.string {
        case "did":
            guard let json = node["document"], let identifier = json["id"]?.string,
                let document = try? DIDDocument(json, of: identifier)
            else { return nil }
            self = .version(document, at: at)
        case "did-compromise":
            guard let identifier = node["identifier"]?.string, let key = node["key"]?.string,
                let since = node["since"]?.string.flatMap({ try? UTCInstant($0) })
            else { return nil }
            self = .compromise(of: key, identifier: identifier, since: since, at: at)
        default: return nil
        }
        guard self.bytes == bytes else { return nil }
    }

    /// The entry as it stands in the log.
    public var bytes: [UInt8] {
        switch self {
        case .version(let document, let at):
            LogEntry.bytes([
                JSONNode.Member("at", .string(at.text)), JSONNode.Member("document", document.json),
                JSONNode.Member("type", .string("did")),
            ])
        case .compromise(let key, let identifier, let since, let at):
            LogEntry.bytes([
                JSONNode.Member("at", .string(at.text)), JSONNode.Member("identifier", .string(identifier)),
                JSONNode.Member("key", .string(key)), JSONNode.Member("since", .string(since.text)),
                JSONNode.Member("type", .string("did-compromise")),
            ])
        }
    }

    /// The identifier.
    public var identifier: String {
        switch self {
        case .version(let document, _): document.identifier
        case .compromise(_, let identifier, _, _): identifier
        }
    }

    /// When it was said.
    public var at: UTCInstant {
        switch self {
        case .version(_, let at), .compromise(_, _, _, let at): at
        }
    }
}

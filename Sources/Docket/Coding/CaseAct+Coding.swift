import Formats
import FoundationEssentials
import Vocabulary

/// Acts as canonical JSON (RFC 8785): the same act has the same bytes everywhere.
///
/// Names of deeds are those of ``CaseDeed``. What is read is written again and compared, so that nothing is passed over: no
/// member that is not known, no number written otherwise, no name twice.
extension CaseAct {
    /// Why bytes are no act.
    public enum Fault: Error, Sendable, Hashable {
        /// They are not JSON as it may stand here; where, in bytes.
        case notJSON(offset: Int)
        /// Something is missing or is not what it has to be; where.
        case malformed(path: String)
        /// There is more than an act has, or it is written otherwise.
        case notCanonical
    }

    /// The longest act, bytes.
    public static let longest = 65_536

    private struct Written: Codable {
        let id: String
        let at: String
        let by: String
        let agency: Int
        let isOwn: Bool
        let deed: CaseDeed
    }

    /// The act as bytes.
    ///
    /// - Throws: ``Fault`` where it has a text that JSON cannot have.
    public func bytes() throws(Fault) -> [UInt8] {
        let written = Written(
            id: id.rawValue,
            at: at.text,
            by: by,
            agency: agency.rawValue,
            isOwn: isOwn,
            deed: deed
        )
        do {
            return try JSONCanonical.bytes(of: JSONNode(parsing: Array(try JSONEncoder().encode(written))))
        } catch { throw .malformed(path: "") }
    }

    /// Reads an act.
    public init(reading bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= Self.longest else { throw .malformed(path: "") }
        // Foundation's reader takes a name twice; ours refuses it first.
        do { _ = try JSONNode(parsing: bytes, numbers: .safeIntegers) } catch { throw .notJSON(offset: error.offset) }
        let written: Written
        do { written = try JSONDecoder().decode(Written.self, from: Data(bytes)) } catch {
            throw .malformed(path: Self.path(of: error))
        }
        guard let at = try? UTCInstant(written.at) else { throw .malformed(path: "at") }
        self.init(
            ActID(written.id),
            at: at,
            by: written.by,
            of: MemberID(written.agency),
            isOwn: written.isOwn,
            written.deed
        )
        guard try self.bytes() == bytes else { throw .notCanonical }
    }

    private static func path(of error: any Error) -> String {
        let keys: [any CodingKey] =
            switch error as? DecodingError {
            case .keyNotFound(let key, let context): context.codingPath + [key]
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            default: []
            }
        return keys.map(\.stringValue).joined(separator: ".")
    }
}

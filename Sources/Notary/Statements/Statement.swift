public import Formats
import Ledger

/// What is committed of one thing: a short document in canonical JSON (RFC 8785) that names its kind, its digest and what
/// became of it, with a salt.
///
/// The statement itself stands in no log: only the root of a ``StatementTree`` does. Who holds the statement can show that it
/// was committed; who does not cannot find it by guessing, for the salt has 128 bits.
public struct Statement: Sendable, Hashable {
    /// What a statement can be about; its member `type`.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Something handed in: `file` (SHA-256 of the file as received, hex), `position`, `length` (bytes in that file),
        /// `sha256` (of these bytes, hex), `kind` (the table of facts), `receivedAt`; `corrects`, the SHA-256 of the bytes
        /// that it puts right, if any.
        case record
        /// Something that could not be read: `file`, `position`, `length`, `code`, `receivedAt`.
        case quarantined
        /// What somebody decided about something set aside: `file`, `position`, `length`, `decision`, `at`; `by`, the
        /// SHA-256 of the bytes that put it right, if any.
        case quarantineDecision
        /// Somebody's judgement of a finding: `finding`, `verdict`, `reason`, `at`, `by`.
        case verdict
        /// A credential that was issued, in one form: `credential` (the last part of its address), `format`, `length`, `sha256`
        /// (of its bytes, hex), `at`.
        case credential
        /// What became of a credential: `credential`, `state`, `reason`, `at`, `by`.
        case credentialState
        /// Who read or did something to whose data: one line of the access trail.
        case access
        /// A case sealed for a court: `sha256` of the dossier, `at`.
        case dossier
    }

    /// What it is about.
    public let kind: Kind
    /// The document in its canonical form.
    public let bytes: [UInt8]
    /// Its members, the salt and the type among them.
    public let members: [JSONNode.Member]

    /// How many bytes the salt has.
    public static let saltLength = 16

    /// Makes a statement.
    ///
    /// - Parameters:
    ///   - members: What it says: everything but type and salt.
    ///   - salt: ``saltLength`` bytes that nobody else knows.
    /// - Throws: ``StatementFault/notCanonical`` if a name stands twice, or a number is none that JSON holds exactly.
    public init(_ kind: Kind, _ members: [JSONNode.Member], salt: [UInt8]) throws(StatementFault) {
        let all =
            members + [
                JSONNode.Member("salt", .string(Base64.text(salt))), JSONNode.Member("type", .string(kind.rawValue)),
            ]
        guard let bytes = try? JSONCanonical.bytes(of: .object(all), numbers: .safeIntegers) else {
            throw .notCanonical
        }
        // Read back, so that a statement that was made is equal to the same that was read.
        try self.init(parsing: bytes)
    }

    /// Reads a statement in its only spelling.
    ///
    /// - Throws: ``StatementFault``.
    public init(parsing bytes: [UInt8]) throws(StatementFault) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers), let members = node.members,
            let canonical = try? JSONCanonical.bytes(of: node, numbers: .safeIntegers), canonical == bytes
        else { throw .notCanonical }
        guard let kind = node["type"]?.string.flatMap(Kind.init) else { throw .unknownKind }
        guard let salt = node["salt"]?.string.flatMap({ Base64.bytes($0.utf8) }), salt.count == Self.saltLength else {
            throw .noSalt
        }
        self.kind = kind
        self.bytes = bytes
        self.members = members
    }

    /// The value of a member that is a text.
    public func text(_ name: String) -> String? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value.string
    }
}

/// Why something is no statement.
public enum StatementFault: Error, Sendable, Hashable {
    /// It is no JSON, has two readings, or is not in its canonical form (RFC 8785).
    case notCanonical
    /// Its type is none that is known.
    case unknownKind
    /// It has no salt of the right length.
    case noSalt
}

import Formats

/// Which readers a dossier is for; each version leaves out what the one before it does, and more.
public enum DossierVersion: String, Sendable, Hashable, CaseIterable, Comparable {
    /// For who leads the case: all of it, and the salts.
    case full
    /// For the parties of a trial.
    case disclosure
    /// For everybody.
    case `public`

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// From the one that holds most to the one that holds least.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// A thing that is withheld from a version of a dossier.
public struct Withheld: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A whole file; the content is its bytes.
        case file
        /// A value in a document; the content is its canonical JSON (RFC 8785).
        case value
        /// Who somebody is; the content is the name as canonical JSON.
        case person
    }

    /// What stands for it.
    public let commitment: Commitment
    /// What it is.
    public let kind: Kind
    /// Why it is withheld, as the plan says.
    public let why: String

    /// It as it stands in `data/dossier.json` of a version that withholds it.
    var json: JSONNode {
        .object([
            .init("commitment", .string(commitment.digits)), .init("kind", .string(kind.rawValue)),
            .init("why", .string(why)),
        ])
    }
}

/// What opens a commitment: its salt and its content, for who may see it.
public struct Opening: Sendable, Hashable {
    /// What is opened.
    public let thing: Withheld
    /// The salt, 32 bytes.
    public let salt: [UInt8]
    /// The first version that withholds it.
    public let from: DossierVersion
    /// For a file its path in the full version, for anything else its canonical JSON.
    public let content: String

    /// One line of `data/openings.tsv`, which a shell can read: nothing in it is empty, and no JSON has a tab.
    var line: String {
        "\(thing.commitment.digits)\t\(Hexadecimal.text(salt))\t\(thing.kind.rawValue)\t\(from.rawValue)\t\(content)\n"
    }

    /// A line that was read, before anything of it is checked against a dossier.
    public struct Line: Sendable, Hashable {
        /// What is to be opened.
        public let commitment: Commitment
        /// The salt, 32 bytes.
        public let salt: [UInt8]
        /// What it is.
        public let kind: Withheld.Kind
        /// For a file its path, for anything else its canonical JSON.
        public let content: String
    }

    /// Reads openings; nil for each line that is none.
    public static func lines(_ bytes: [UInt8]) -> [Line?] {
        bytes.split(separator: 0x0A).map { line in
            let parts = line.split(separator: 0x09, maxSplits: 4).map { Array($0) }
            guard parts.count == 5, let digest = Hexadecimal.bytes(parts[0]),
                let commitment = Commitment(digest: digest),
                let salt = Hexadecimal.bytes(parts[1]), salt.count == Commitment.saltBytes,
                let kind = Withheld.Kind(rawValue: String(decoding: parts[2], as: UTF8.self)),
                DossierVersion(rawValue: String(decoding: parts[3], as: UTF8.self)) != nil,
                let content = String(validating: parts[4], as: UTF8.self)
            else { return nil }
            return Line(commitment: commitment, salt: salt, kind: kind, content: content)
        }
    }
}

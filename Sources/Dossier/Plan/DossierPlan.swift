public import Formats

/// What a dossier is to hold, and what of it is withheld from whom.
///
/// Files are named by paths from the folder of the plan.
public struct DossierPlan: Sendable {
    /// A thing or a file of the case.
    public struct Exhibit: Sendable, Hashable {
        /// Its label.
        public let id: String
        /// What it is, in words.
        public let description: String
        /// Its files; none for a thing that lies in a store room.
        public let files: [String]

        /// Describes an exhibit.
        public init(id: String, description: String, files: [String]) {
            (self.id, self.description, self.files) = (id, description, files)
        }
    }

    /// Somebody who is named in the custody logs.
    public struct Person: Sendable, Hashable {
        /// The name as the logs spell it.
        public let name: String
        /// Whether it is an organisation.
        public let isOrganisation: Bool

        /// Describes somebody.
        public init(name: String, isOrganisation: Bool) { (self.name, self.isOrganisation) = (name, isOrganisation) }
    }

    /// What is withheld.
    public enum Target: Sendable, Hashable {
        /// A file, with its name and its digests wherever they stand.
        case file(String)
        /// Who somebody is: a pseudonym stands for the name.
        case person(String)
        /// Words: each value of a document that has them.
        case words(String)
        /// Members of an entry of a custody log; the whole line where none is named.
        case entry(log: String, id: String, members: [String])
        /// A value of `case`, by a JSON pointer (RFC 6901).
        case pointer(String)
    }

    /// What is withheld, why, and from which version on.
    public struct Withholding: Sendable, Hashable {
        /// What.
        public let target: Target
        /// Why; every version says it.
        public let why: String
        /// The first version that does not have it.
        public let from: DossierVersion

        /// Withholds something.
        public init(_ target: Target, why: String, from: DossierVersion) {
            (self.target, self.why, self.from) = (target, why, from)
        }
    }

    /// What the dossier is called.
    public var title: String
    /// The number of the case.
    public var reference: String
    /// The day that it stands for, as `2026-03-10`; nil to say none.
    public var date: String?
    /// Who made it.
    public var organisation: String?
    /// Whatever else of the case is told, as JSON.
    public var facts: JSONNode
    /// The exhibits.
    public var exhibits: [Exhibit]
    /// Who is named in the custody logs.
    public var people: [Person]
    /// Files that are no exhibits, by their folder in the bag.
    public var papers: [Papers: [String]]
    /// What is withheld.
    public var withhold: [Withholding]

    /// The kinds of files that are no exhibits.
    public enum Papers: String, Sendable, Hashable, CaseIterable {
        /// Custody logs in JSON Lines.
        case logs
        /// Proof bundles, checkpoints, time stamps.
        case proofs
        /// Credentials.
        case credentials
        /// Reports.
        case reports
    }

    /// A plan.
    public init(title: String, reference: String) {
        (self.title, self.reference, self.facts) = (title, reference, .object([]))
        (exhibits, people, papers, withhold) = ([], [], [:], [])
    }

    /// The path in the bag of a file of the plan.
    static func path(_ folder: String, _ file: String) throws(DossierError) -> BagPath {
        try BagPath.composed("data/\(folder)/\(file)")
    }

    /// Every file that is copied as it is, with its path in the bag.
    func files() throws(DossierError) -> [(path: BagPath, file: String)] {
        var found: [(path: BagPath, file: String)] = []
        for exhibit in exhibits {
            for file in exhibit.files { found.append((try Self.path("exhibits/\(exhibit.id)", file), file)) }
        }
        for kind in Papers.allCases {
            for file in papers[kind] ?? [] { found.append((try Self.path(kind.rawValue, file), file)) }
        }
        return found.sorted { $0.path < $1.path }
    }
}

public import Vocabulary

/// A form that an agency gives out.
public struct FieldForm: Sendable, Hashable {
    /// Whether answers are taken.
    public enum State: String, Sendable, Hashable, CaseIterable, Codable {
        case open
        case closed
    }

    /// Its row.
    public let id: Int64
    /// The id of its instance, by which submissions name it.
    public let name: String
    /// The title of its newest version.
    public let title: String
    /// Whether answers are taken.
    public let state: State
    /// Whoever knows this may fill it in without an account; nil where accounts alone may, and for readers of others.
    public let link: String?
    /// Whether its submissions are cases that are set beside each other.
    public let isCaseStudy: Bool
    /// When its first version was added: UTC, ISO 8601.
    public let addedAt: String
    /// The marking of the form and of its answers.
    public let marking: HandlingMarking
    /// The agency that gives it out.
    public let owner: AgencyNumber
    /// How many submissions the reader sees; those that were put right by another are not counted.
    public let submissions: Int
}

/// One version of a form.
public struct FieldFormVersion: Sendable, Hashable {
    /// Its row.
    public let id: Int64
    /// The row of the form.
    public let form: Int64
    /// The id of its instance.
    public let name: String
    /// The version; empty where the form names none.
    public let version: String
    /// Its title.
    public let title: String
    /// The MD5 of the XForm, hexadecimal, as OpenRosa asks for it.
    public let md5: String
    /// When it was added: UTC, ISO 8601.
    public let addedAt: String
    /// By whom.
    public let addedBy: String
    /// The name of the spreadsheet that it was made of, if it was.
    public let sourceName: String?
    /// The lists that go with it: names and MD5.
    public let files: [File]

    /// A list that goes with a version.
    public struct File: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Its MD5, hexadecimal.
        public let md5: String
    }
}

/// A version about to be added.
public struct FieldFormDraft: Sendable, Hashable {
    /// The id of its instance.
    public var name: String
    /// The version; empty for none.
    public var version: String
    /// The title.
    public var title: String
    /// The XForm.
    public var xml: [UInt8]
    /// The spreadsheet that it was made of.
    public var source: [UInt8]?
    /// The spreadsheet's name.
    public var sourceName: String?
    /// The lists that go with it, by their names.
    public var files: [String: [UInt8]]
    /// The marking, if it is the first version.
    public var marking: HandlingMarking
    /// Whether answers are taken at once, if it is the first version.
    public var isOpen: Bool

    /// Describes a version.
    public init(
        name: String,
        version: String,
        title: String,
        xml: [UInt8],
        source: [UInt8]? = nil,
        sourceName: String? = nil,
        files: [String: [UInt8]] = [:],
        marking: HandlingMarking = .amberStrict,
        isOpen: Bool = false
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.xml = xml
        self.source = source
        self.sourceName = sourceName
        self.files = files
        self.marking = marking
        self.isOpen = isOpen
    }
}

/// A version as it was added.
public struct AddedForm: Sendable, Hashable {
    /// The row of the form.
    public let form: Int64
    /// The row of the version.
    public let version: Int64
    /// False if the very same was there already.
    public let isNew: Bool
}

/// Through what somebody fills a form in.
public enum FormDoor: Sendable, Hashable {
    /// As a person of the agency, or a program that acts for one.
    case account(Reader)
    /// By a form's link, as nobody in particular.
    case link(String)
}

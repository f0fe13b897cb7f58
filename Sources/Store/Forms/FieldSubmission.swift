public import Vocabulary

/// How a submission came.
public enum SubmissionChannel: String, Sendable, Hashable, CaseIterable, Codable {
    /// From an app of a phone, by OpenRosa.
    case app
    /// From the page.
    case page
    /// From a file, at the machine.
    case file
}

/// A submission, or a part of it, about to be kept.
public struct SubmissionDraft: Sendable, Hashable {
    /// A file that came with it, cleaned.
    public struct File: Sendable, Hashable {
        /// The name by which the answers name it.
        public var name: String
        /// What it is, by its own bytes.
        public var mediaType: String
        /// Its bytes.
        public var bytes: [UInt8]
        /// What was left out.
        public var removed: [String]

        /// Describes a file.
        public init(name: String, mediaType: String, bytes: [UInt8], removed: [String]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
            self.removed = removed
        }
    }

    /// The row of the form's version.
    public var version: Int64
    /// Its own id.
    public var instanceID: String
    /// The one that it puts right.
    public var corrects: String?
    /// Byte for byte as it came.
    public var xml: [UInt8]
    /// Where it does not fit.
    public var disagreements: Int
    /// The names of the files that the answers name.
    public var named: [String]
    /// The files that came with this part.
    public var files: [File]
    /// The names of files that came and cannot be kept.
    public var refused: [String]
    /// How it came.
    public var channel: SubmissionChannel

    /// Describes a submission.
    public init(
        version: Int64,
        instanceID: String,
        corrects: String? = nil,
        xml: [UInt8],
        disagreements: Int = 0,
        named: [String] = [],
        files: [File] = [],
        refused: [String] = [],
        channel: SubmissionChannel
    ) {
        self.version = version
        self.instanceID = instanceID
        self.corrects = corrects
        self.xml = xml
        self.disagreements = disagreements
        self.named = named
        self.files = files
        self.refused = refused
        self.channel = channel
    }
}

/// What became of a submission that came.
public struct SubmissionKept: Sendable, Hashable {
    /// Its row.
    public let id: Int64
    /// False if it was there already.
    public let isNew: Bool
    /// The names of files that it names and that have not come.
    public let missing: [String]
    /// The names of files that came with other bytes than before: those before stay.
    public let clashing: [String]
}

/// A submission.
public struct FieldSubmission: Sendable, Hashable {
    /// Its row.
    public let id: Int64
    /// The row of its form.
    public let form: Int64
    /// The row of the form's version.
    public let version: Int64
    /// Its own id.
    public let instanceID: String
    /// The submission that it puts right, by its id.
    public let corrects: String?
    /// Whether another one puts it right.
    public let isCorrected: Bool
    /// How it came.
    public let channel: SubmissionChannel
    /// When it came: UTC, ISO 8601; a day where it came by the link.
    public let receivedAt: String
    /// Who sent it; empty where it came by the link.
    public let receivedBy: String
    /// Where it does not fit its form.
    public let disagreements: Int
    /// How many files that it names have not come.
    public let missingFiles: Int
    /// Its marking.
    public let marking: HandlingMarking
}

/// A file of a submission.
public struct FieldSubmissionFile: Sendable, Hashable {
    /// How things stand with it.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// It has not come.
        case missing
        case kept
        /// It came and could not be kept; it was set aside.
        case setAside = "set_aside"
    }

    /// Its name.
    public let name: String
    /// How things stand with it.
    public let state: State
    /// What it is.
    public let mediaType: String?
    /// How many bytes it has.
    public let byteCount: Int?
    /// What was left out of it.
    public let removed: [String]
}

/// What could not be taken, and why.
public struct SetAside: Sendable, Hashable {
    /// Why.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// It is no XML.
        case unreadable
        /// No form of that id is given out here.
        case unknownForm = "unknown_form"
        /// The form has no such version here.
        case unknownVersion = "unknown_version"
        /// Answers to the form are not taken any more.
        case closed
        /// It has no id of its own, so that it could be taken twice.
        case noInstanceID = "no_instance_id"
        /// Other answers under the same id were taken before.
        case conflict
        /// A file that the answers do not name.
        case notNamed = "not_named"
        /// A file of a kind that cannot be freed of what it carries.
        case fileKind = "file_kind"
        /// A file of the same name and other content was taken before.
        case otherFile = "other_file"
    }

    /// Its row.
    public let id: Int64
    /// The row of the form, if it is known.
    public let form: Int64?
    /// Why.
    public let reason: Reason
    /// More of why.
    public let detail: String
    /// The submission that it belongs to, by its id.
    public let instanceID: String?
    /// The name of the file.
    public let fileName: String
    /// How many bytes it has.
    public let byteCount: Int
    /// When it came: UTC, ISO 8601; a day where it came by the link.
    public let at: String
}

/// What is to be set aside.
public struct SetAsideDraft: Sendable, Hashable {
    /// The row of the form, if it is known.
    public var form: Int64?
    /// Why.
    public var reason: SetAside.Reason
    /// More of why.
    public var detail: String
    /// The submission that it belongs to, by its id.
    public var instanceID: String?
    /// The name of the file.
    public var fileName: String
    /// Its bytes as they came.
    public var bytes: [UInt8]

    /// Describes it.
    public init(
        form: Int64?,
        reason: SetAside.Reason,
        detail: String = "",
        instanceID: String? = nil,
        fileName: String,
        bytes: [UInt8]
    ) {
        self.form = form
        self.reason = reason
        self.detail = detail
        self.instanceID = instanceID
        self.fileName = fileName
        self.bytes = bytes
    }
}

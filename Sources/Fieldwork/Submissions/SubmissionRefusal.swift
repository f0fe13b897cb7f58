public import Store

/// Why a submission was not taken; what came was set aside with its bytes.
public struct SubmissionRefusal: Error, Sendable, Hashable {
    /// Why.
    public let reason: SetAside.Reason
    /// More of why.
    public let detail: String

    init(_ reason: SetAside.Reason, _ detail: String = "") {
        self.reason = reason
        self.detail = detail
    }
}

/// What became of a submission.
public struct SubmissionReceipt: Sendable, Hashable {
    /// How it was kept.
    public let kept: SubmissionKept
    /// How many of the files that came were set aside.
    public let filesSetAside: Int
}

/// What came in one request.
public struct IncomingSubmission: Sendable, Hashable {
    /// A file.
    public struct File: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its bytes.
        public var bytes: [UInt8]

        /// Describes a file.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The answers.
    public var xml: [UInt8]
    /// The files that came with them, all or some.
    public var files: [File]
    /// How it came.
    public var channel: SubmissionChannel

    /// Describes it.
    public init(xml: [UInt8], files: [File] = [], channel: SubmissionChannel) {
        self.xml = xml
        self.files = files
        self.channel = channel
    }
}

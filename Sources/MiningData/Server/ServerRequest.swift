/// A question to a server that claims to conform at level 2.
public struct ServerRequest: Sendable, Hashable {
    /// Path and query, below the address of the server.
    public let path: String
    /// What is posted; nil to get.
    public let body: [UInt8]?
    /// Whether the credentials that were given go with it.
    public let isAuthorised: Bool
}

/// What a server answered.
public struct ServerAnswer: Sendable, Hashable {
    /// The status of RFC 9110.
    public let status: Int
    /// The media type, with its parameters; nil where it is not said.
    public let mediaType: String?
    /// The body.
    public let body: [UInt8]

    /// Describes an answer.
    public init(status: Int, mediaType: String?, body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }
}

/// Why there is no answer.
public struct ServerSilence: Error, Sendable, Hashable {
    /// The reason, as the caller's network puts it.
    public let reason: String

    /// Makes a fault.
    public init(_ reason: String) {
        self.reason = reason
    }
}

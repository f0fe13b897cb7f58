/// A request to another server: a witness, or an authority for time stamps.
public struct OutgoingRequest: Sendable, Hashable {
    /// The address of the web.
    public let address: String
    /// What is sent; nil to get something.
    public let body: [UInt8]?
    /// The type of what is sent.
    public let mediaType: String?

    /// Describes what to get.
    public init(getting address: String) {
        self.address = address
        (body, mediaType) = (nil, nil)
    }

    /// Describes what to post.
    public init(posting body: [UInt8], as mediaType: String, to address: String) {
        self.address = address
        self.body = body
        self.mediaType = mediaType
    }
}

/// What another server answered.
public struct OutgoingAnswer: Sendable, Hashable {
    /// The status (HTTP).
    public let status: Int
    /// The type of the body, as the server gave it.
    public let mediaType: String?
    /// The body.
    public let body: [UInt8]

    /// Describes an answer.
    public init(status: Int, mediaType: String?, body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }

    /// Whether the body is said to be of a type, parameters aside.
    func isOf(_ type: String) -> Bool {
        let stated = (mediaType ?? "").split(separator: ";").first ?? ""
        return stated.filter { $0 != " " && $0 != "\t" }.lowercased() == type
    }
}

/// Sends a request, and gives up after a time and a size of its own; the network is the caller's.
public typealias Sending = @Sendable (_ request: OutgoingRequest) async throws -> OutgoingAnswer

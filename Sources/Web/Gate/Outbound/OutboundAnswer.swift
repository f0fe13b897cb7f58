/// What a server answered that ours had asked.
package struct OutboundAnswer: Sendable, Hashable {
    /// The status, below 300 or from 400.
    package let status: Int
    /// The media type, as the server gave it.
    package let mediaType: String?
    /// The body.
    package let body: [UInt8]
}

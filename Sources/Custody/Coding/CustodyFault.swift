/// Why a text is no entry of a custody log.
public enum CustodyFault: Error, Sendable, Hashable {
    /// It is not JSON, or not an object; where, in bytes.
    case notJSON(offset: Int)
    /// A member is not there.
    case missing(String)
    /// A member stands where none belongs.
    case unknown(String)
    /// A member is not what it has to be.
    case wrong(String, expected: String)
}

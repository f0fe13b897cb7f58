internal import Identity

/// How many requests one address, and one account, may make in a minute, and how many reports are taken in an hour.
public struct RequestLimits: Sendable, Hashable {
    /// Attempts to sign in; 0 for any number.
    public var signIn = 20
    /// Files sent; 0 for any number.
    public var uploads = 30
    /// Searches and exports; 0 for any number.
    public var searches = 120
    /// Everything else; 0 for any number.
    public var requests = 1_200
    /// Reports that are taken in an hour through one door; 0 for any number.
    public var reportsPerDoor = 300
    /// Reports that are taken in an hour from one address; 0 for any number.
    public var reportsPerAddress = 30
    /// Whether requests from this machine itself count too.
    public var countsLocal = false

    /// The limits of this house.
    public init() {}

    /// The allowance for a class of requests, in nanoseconds; nil for any number.
    func allowance(_ kind: RequestClass) -> CellRate? {
        let minute: Int64 = 60_000_000_000
        return switch kind {
        case .signIn: CellRate(signIn, in: minute)
        case .upload: CellRate(uploads, in: minute)
        case .search: CellRate(searches, in: minute)
        // A page brings some files along, most of which the browser keeps.
        case .file: CellRate(requests * 5, in: minute)
        case .page, .capture, .gateway: CellRate(requests, in: minute)
        }
    }
}

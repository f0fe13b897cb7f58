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

    /// The allowance for a class of requests; nil for any number.
    func allowance(_ kind: RequestClass) -> RequestAllowance? {
        switch kind {
        case .signIn: RequestAllowance(perMinute: signIn)
        case .upload: RequestAllowance(perMinute: uploads)
        case .search: RequestAllowance(perMinute: searches)
        // A page brings some files along, most of which the browser keeps.
        case .file: RequestAllowance(perMinute: requests * 5)
        case .page, .capture, .gateway: RequestAllowance(perMinute: requests)
        }
    }
}

/// So many requests at once, and then one every so often: the generic cell rate algorithm (ITU-T I.371).
struct RequestAllowance: Sendable, Hashable {
    /// After how many nanoseconds one request is forgotten.
    let interval: Int64
    /// How far the requests may run ahead, in nanoseconds.
    let tolerance: Int64

    /// As many at once as in a minute; nil for no limit.
    init?(perMinute count: Int) {
        guard count > 0 else { return nil }
        interval = max(1, 60_000_000_000 / Int64(min(count, 1_000_000_000)))
        tolerance = interval * Int64(min(count, 1_000_000_000) - 1)
    }
}

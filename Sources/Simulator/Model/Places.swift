/// A mine, depot, refinery, border post or port.
struct Site {
    enum Kind: String {
        case mine
        case depot
        case refinery
        case borderPost = "border_post"
        case port
        case other
    }

    /// What stands behind the site's licence, for planting; a reader of the files has to find out.
    enum Cover {
        case valid
        case none
        case explorationOnly
        case lapsed
        case renewed
        case stoppedInTime
    }

    var id: String
    var kind: Kind
    var name: String
    var `operator`: Int?
    var licence: Int?
    var minerals: [Mineral]
    var status = "active"
    var isArtisanal: Bool?
    var workers: Int?
    var visited: Day
    var province: Int
    var position: Position
    var uncertainty: Int
    var cover = Cover.valid
    /// First and last day of work.
    var from = Period.first
    var to = Period.last
}

/// A right to explore, mine, trade, process or export.
struct Licence {
    var code: String
    var activity: String
    var typeText: String
    var status = "active"
    var statusText = "In force"
    var holder: Int
    var minerals: [Mineral]
    var applied: Day
    var granted: Day
    var expires: Day
    var official: Int?
    var consent = "unknown"
    var impactStudy = "unknown"
    var province: Int?
    /// Corners in squares of the cadastre's grid; empty for a licence without area.
    var outline: [Square] = []

    func isInForce(on day: Day) -> Bool { granted <= day && day <= expires }
}

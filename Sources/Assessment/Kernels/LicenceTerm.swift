/// When a licence was in force, as far as its status and dates tell.
package struct LicenceTerm: Sendable, Hashable {
    package let status: String
    package let granted: String?
    package let expires: String?

    package init(status: String, granted: String?, expires: String?) {
        self.status = status
        self.granted = granted
        self.expires = expires
    }

    /// Whether it was in force on a date; nil where status and dates disagree or say too little.
    ///
    /// Dates come first: the status is that of the day the layer was made, the dates are those of the law.
    package func isInForce(on date: String) -> Bool? {
        if let granted, !date.isEmpty, granted > date { return false }
        let isOver = expires.map { !date.isEmpty && $0 < date }
        switch status {
        case "active":
            switch isOver {
            case true?: return nil
            case false?: return true
            case nil: return nil
            }
        case "expired", "revoked", "suspended":
            if status == "expired", date.isEmpty { return nil }
            // Expired today, valid on the day of the act: the dates decide where there are any.
            return isOver == false && status == "expired" && granted != nil ? true : false
        case "applied", "refused": return false
        default: return isOver == true ? false : nil
        }
    }
}

/// How well the law covers a place, the strongest cover first.
package enum CoverGrade: String, Sendable, Comparable, CaseIterable {
    case extraction
    case extractionUndated = "extraction_undated"
    case extractionLapsed = "extraction_lapsed"
    case exploration
    case explorationLapsed = "exploration_lapsed"
    case reserve
    case none

    /// The grade that a licence gives; nil for a licence that gives no right to the ground.
    package init?(activity: String, isInForce: Bool?) {
        switch (activity, isInForce) {
        case ("mine", true), ("artisanal_zone", true), ("quarry", true): self = .extraction
        case ("mine", nil), ("artisanal_zone", nil), ("quarry", nil): self = .extractionUndated
        case ("mine", false), ("artisanal_zone", false), ("quarry", false): self = .extractionLapsed
        case ("explore", true), ("explore", nil): self = .exploration
        case ("explore", false): self = .explorationLapsed
        case ("reserve", _): self = .reserve
        default: return nil
        }
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package static func < (left: CoverGrade, right: CoverGrade) -> Bool { left.rank < right.rank }
}

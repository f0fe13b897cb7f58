package import Store
package import Vocabulary

/// Who may see what, written down once more, apart from the code that decides it.
package enum Definitions {
    /// What the definitions ask about a reader.
    package struct Facts: Sendable {
        package var isSignedIn = true
        package var agency: Int64
        package var readsRed = false
        package var clearance = HandlingMarking.red
        /// By owner.
        package var ceilings: [Int64: HandlingMarking] = [:]
        package var isNamed = false

        package init(
            isSignedIn: Bool = true,
            agency: Int64,
            readsRed: Bool = false,
            clearance: HandlingMarking = .red,
            ceilings: [Int64: HandlingMarking] = [:],
            isNamed: Bool = false
        ) {
            self.isSignedIn = isSignedIn
            self.agency = agency
            self.readsRed = readsRed
            self.clearance = clearance
            self.ceilings = ceilings
            self.isNamed = isNamed
        }
    }

    /// TLP 2.0 as the product takes it.
    ///
    /// CLEAR anyone; GREEN anybody signed in; AMBER the owner agency and agencies in a
    /// group with it whose ceiling allows it; AMBER+STRICT the owner agency, or a group with expressly that ceiling; RED
    /// named people, and the owner agency's with the capability. A clearance bounds all but a name.
    package static func maySee(_ marking: HandlingMarking, of owner: Int64, _ reader: Facts) -> Bool {
        let isOwn = reader.isSignedIn && reader.agency == owner
        switch marking {
        case .clear: return true
        case .green: return reader.isSignedIn && reader.clearance >= .green
        case .amber:
            guard reader.isSignedIn, reader.clearance >= .amber else { return false }
            return isOwn || reader.ceilings[owner] == .amber || reader.ceilings[owner] == .amberStrict
        case .amberStrict:
            guard reader.isSignedIn, reader.clearance >= .amberStrict else { return false }
            return isOwn || reader.ceilings[owner] == .amberStrict
        case .red:
            return reader.isSignedIn
                && (reader.isNamed || isOwn && reader.readsRed && reader.clearance == .red)
        }
    }

    /// The capability that a column needs, and whether it needs a reason: the definitions once more.
    package static func need(_ table: String, _ column: String) -> (Capability, isSensitive: Bool)? {
        switch (table, column) {
        case ("party", "birth_date"), ("party", "registration"), ("party", "address"): (.readIdentity, true)
        case ("report", "text"), ("report", "site"), ("report", "party"): (.readReports, true)
        case ("site", "geometry"): (.readExactPositions, false)
        case ("quarantine", "excerpt"), ("quarantine", "found"): (.readOriginals, false)
        default: nil
        }
    }
}

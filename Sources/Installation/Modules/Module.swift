/// A part of the product that an installation can switch on and off.
///
/// The list is closed: what a module owns on the site stands in the room `Web`, and a test fails when a route, a fact
/// table or a kind of search hit belongs to no module or to two.
public enum Module: String, Sendable, Hashable, CaseIterable, Codable {
    /// The home page, the map, the records as received, the pages about the site: always on.
    case core
    /// Sites and licences, and what lies inside which licence.
    case licensing
    /// Satellite and drone detections.
    case detections
    /// People and organisations, who owns and directs them, and the lists that they are compared with.
    case parties
    /// Payments between parties.
    case payments
    /// Customs declarations and reference prices.
    case trade
    /// Lots, their events, balances and origins.
    case traceability
    /// Laboratory samples.
    case laboratory
    /// Reports and incidents.
    case community
    /// The red flags.
    case rules
    /// What the red flags found, and the vulnerability matrix.
    case findings
    /// Import by the site, and what was set aside.
    case intake
    /// The search box.
    case search
    /// Cases: what is done in them, boards of offences, hypotheses.
    case casework

    /// The modules without which it cannot work.
    public var needs: [Module] {
        switch self {
        case .core: []
        // Payments and samples have no page of their own: they are seen on those of parties and lots.
        case .payments: [.parties]
        case .laboratory: [.traceability]
        // Cover by a licence is what is asked of a detection.
        case .detections: [.licensing]
        // A finding names its rule, and its page explains it by it.
        case .findings: [.rules]
        case .licensing, .parties, .trade, .traceability, .community, .rules, .intake, .search, .casework: []
        }
    }

    /// The fact tables that it owns; a rule that reads one of them is off with it.
    public var tables: [String] {
        switch self {
        case .core: ["outline"]
        case .licensing: ["site", "site_status", "licence", "licence_hit", "site_activity"]
        case .detections: ["detection", "detection_cover"]
        case .parties:
            [
                "party", "party_name", "party_link", "listing", "listing_name", "listing_address", "name_match",
                "ownership",
            ]
        case .payments: ["payment", "payment_cycle"]
        case .trade: ["declaration", "declaration_lot", "price", "price_score"]
        case .traceability:
            [
                "lot", "tag", "certificate", "event", "event_lot", "event_error", "lot_balance", "lot_origin",
                "lot_break", "material_balance",
            ]
        case .laboratory: ["sample"]
        case .community: ["report", "incident"]
        case .rules, .findings, .intake, .search, .casework: []
        }
    }

    /// What it is for, in a sentence, for the command line.
    public var about: String {
        switch self {
        case .core: "Home page, map, records as received, pages about the site. Always on."
        case .licensing: "Sites and licences, and what lies inside which licence."
        case .detections: "Satellite and drone detections."
        case .parties: "People and organisations, ownership, watch lists."
        case .payments: "Payments between parties."
        case .trade: "Customs declarations and reference prices."
        case .traceability: "Lots, their events, balances and origins."
        case .laboratory: "Laboratory samples."
        case .community: "Reports and incidents."
        case .rules: "The red flags."
        case .findings: "What the red flags found, and the vulnerability matrix."
        case .intake: "Import by the site, and what was set aside."
        case .search: "The search box."
        case .casework: "Cases: what is done in them by whom, offences by their elements, hypotheses, triage."
        }
    }
}

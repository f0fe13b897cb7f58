package import Installation
package import Store

extension MapLayer.Name {
    /// The module whose things the layer shows.
    var module: Module {
        switch self {
        case .outline: .core
        case .licences, .sites: .licensing
        case .detections: .detections
        case .findings: .findings
        }
    }
}

extension ModuleSet {
    /// The kinds of things that a search may find.
    var searchKinds: Set<SearchKind> {
        Set(SearchKind.allCases.filter { contains($0.module) })
    }
}

extension SearchKind {
    /// The module whose things they are.
    package var module: Module {
        switch self {
        case .site, .licence: .licensing
        case .detection: .detections
        case .party, .listing: .parties
        case .payment: .payments
        case .declaration: .trade
        case .lot, .event: .traceability
        case .sample: .laboratory
        case .report, .incident: .community
        case .rule: .rules
        case .finding: .findings
        case .quarantine: .intake
        case .record, .page: .core
        }
    }
}

extension ProfileDefinition.RelatedList {
    /// The module whose rows the table shows; the time line has those of several.
    var module: Module {
        switch id {
        case "sites", "licences", "licence_hits", "activity": .licensing
        case "detections": .detections
        case "owners", "owned", "links", "name_matches": .parties
        case "payments": .payments
        case "declarations", "price_score": .trade
        case "lots", "balance", "events", "related_lots": .traceability
        case "samples": .laboratory
        default: .core
        }
    }
}

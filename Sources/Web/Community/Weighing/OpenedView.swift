internal import Community
internal import Sealing
internal import Store
internal import Vocabulary

/// An opened report with all that its page shows beside it.
struct OpenedView: Sendable {
    let opened: OpenedReport
    let weighing: ReportWeighing
    /// The organisations to which it can be handed.
    let targets: [Agency]
    /// What was handed over of it.
    let handovers: [ReportHandover]
    /// Who keeps it beyond its day.
    let holds: [ReportHold]
    /// The names of agencies.
    let names: [AgencyNumber: String]
    /// The regions by which reports are counted.
    let regions: [String]
    /// The names of what it is about.
    let things: [ReportLink: String]

    static func load(_ opened: OpenedReport, _ keys: [OpeningKey], _ visit: Visit) async throws -> OpenedView {
        let store = visit.services.store
        let weighing = try await visit.services.community.officers.weighing(of: opened, with: keys, as: visit.reader)
        var things: [ReportLink: String] = [:]
        for link in weighing.file.links {
            things[link] = try await store.linkedName(link.kind.table, link.id, as: visit.reader)
        }
        let agencies = try await store.agencies()
        return OpenedView(
            opened: opened,
            weighing: weighing,
            targets: try await store.handoverTargets(for: opened.report),
            handovers: try await store.handovers(of: opened.report.id, as: visit.reader),
            holds: try await store.holds(on: opened.report.id, by: visit.reader),
            names: agencies.namesByNumber,
            regions: try await store.countRegions(),
            things: things
        )
    }
}

extension ReportLink.Kind {
    /// The table in which its things stand.
    var table: String {
        switch self {
        case .site: "site"
        case .licence: "licence"
        case .operator, .unit: "party"
        }
    }
}

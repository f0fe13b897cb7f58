internal import Hummingbird
internal import Store

/// A page that navigation leads to.
enum Destination: String, Sendable, Hashable, CaseIterable {
    case situation, work, notifications, inbox, forms, findings, sites, parties, declarations, detections, licences,
        lots,
        tonnage
    case cases, grievances, dialogue, consultations, assessments, prices, sms
    case records, quarantine, rules, search, assess, seals, trail, ledger, about, keys, design
    case handIn = "import"
    case people = "admin/people"
    case agencies = "admin/agencies"
    case groups = "admin/groups"
    case sources = "admin/sources"
    case maps = "admin/maps"
    case switches = "admin/rules"
    case languages = "admin/languages"

    /// The path after the language.
    var path: String { self == .situation ? "/" : "/" + rawValue }

    /// The message that names it.
    var key: String { "nav." + (rawValue.split(separator: "/").count > 1 ? shortName : rawValue) }

    /// The message that says what one does there.
    var taskKey: String { "task.\(shortName)" }

    private var shortName: String { rawValue.replacing("/", with: "_") }

    /// Who gets past its door: said once, with the page.
    var needs: RouteAccess { Self.doors[path] ?? .anyone }

    private static let doors: [String: RouteAccess] = Dictionary(
        PageRoute.all.filter { $0.method == .get }.map { ($0.path.isEmpty ? "/" : $0.path, $0.needs) },
        uniquingKeysWith: { first, _ in first }
    )
}

/// Which entries a kind of user finds, in which order: the one table that navigation is made from.
enum NavigationTable {
    /// A heading of the menu.
    enum Group: String, Sendable, CaseIterable {
        case work, look, intake, watch, admin, help

        /// The pages under the heading.
        var places: [Destination] {
            switch self {
            case .work: [.work, .cases, .notifications, .assess, .grievances, .dialogue, .consultations, .assessments]
            case .look:
                [
                    .situation, .findings, .sites, .parties, .licences, .lots, .tonnage, .declarations, .detections,
                    .prices, .search,
                ]
            case .intake: [.inbox, .forms, .handIn, .quarantine, .records]
            case .watch: [.seals, .trail, .ledger]
            case .admin: [.people, .agencies, .groups, .sources, .sms, .maps, .switches, .languages]
            case .help: [.rules, .about, .keys, .design]
            }
        }
    }

    /// How many entries stand in the row; the rest is in the menu.
    static let rowLength = 7

    /// The entries of the row; the first three are what such a user comes for.
    static func row(of kind: UserKind) -> [Destination] {
        switch kind {
        case .everyone: [.findings, .search, .about, .sites, .licences, .tonnage, .ledger]
        case .owner: [.findings, .handIn, .people, .work, .sites, .parties, .declarations]
        case .role(let role): row(of: role)
        }
    }

    private static func row(of role: Role) -> [Destination] {
        switch role {
        case .administrator: [.people, .groups, .switches, .agencies, .sources]
        case .analyst: [.findings, .work, .cases, .handIn, .parties, .declarations, .lots]
        case .inspector: [.sites, .handIn, .quarantine, .findings, .licences]
        case .supervisor: [.work, .cases, .seals, .trail, .grievances, .findings]
        case .communityLiaison: [.inbox, .grievances, .dialogue, .forms, .handIn, .sites, .seals, .findings]
        case .company: [.handIn, .quarantine, .lots, .grievances, .declarations]
        case .auditor: [.records, .findings, .lots, .ledger, .declarations]
        case .oversight: [.trail, .seals, .findings, .grievances, .ledger]
        case .trainer: [.findings, .rules, .sites]
        case .trainee: [.findings, .rules, .about]
        }
    }

    /// The row for a visitor: those of each of their kinds in turn, without doors that are closed to them.
    static func row(for visit: Visit) -> [Destination] {
        row(for: visit.reader) { visit.services.isOn(page: $0.path) }
    }

    /// The menu for a visitor: every page whose door is open to them, under its heading.
    static func menu(for visit: Visit) -> [(group: Group, places: [Destination])] {
        menu(for: visit.reader) { visit.services.isOn(page: $0.path) }
    }

    /// The row for a reader of an installation.
    static func row(for reader: Reader, isOn: (Destination) -> Bool = { _ in true }) -> [Destination] {
        let rows = UserKind.of(reader).map(row)
        var merged: [Destination] = []
        for place in 0..<(rows.map(\.count).max() ?? 0) {
            for row in rows where place < row.count && !merged.contains(row[place]) { merged.append(row[place]) }
        }
        return Array(merged.filter { isOn($0) && $0.needs.admits(reader) }.prefix(rowLength))
    }

    /// The menu for a reader of an installation.
    static func menu(
        for reader: Reader,
        isOn: (Destination) -> Bool = { _ in true }
    ) -> [(group: Group, places: [Destination])] {
        Group.allCases.map { group in (group, group.places.filter { isOn($0) && $0.needs.admits(reader) }) }
            .filter { !$0.places.isEmpty }
    }
}

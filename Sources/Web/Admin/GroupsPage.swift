internal import Hummingbird
internal import Store
internal import Vocabulary

/// Sharing groups with a ceiling for each partner, and what follows from them for each pair of agencies.
struct GroupsPage: Sendable {
    let visit: Visit
    let agencies: [Agency]
    let groups: [SharingGroup]

    static func respond(_ visit: Visit) async throws -> Response {
        let store = visit.services.store
        return GroupsPage(
            visit: visit,
            agencies: try await store.agencies(),
            groups: try await store.sharingGroups(as: visit.reader)
        )
        .response
    }

    /// The ceilings that can be given; TLP:RED is for named persons.
    static let ceilings = HandlingMarking.allCases.filter { $0 != .red }

    private var response: Response {
        let words = visit.words
        let title = words("nav.admin_groups")
        let frame = PageFrame(visit: visit, title: title, section: "/admin/groups", hasForm: true, isWide: true)
        return frame.response { h, token in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("groups.about"))
            if groups.isEmpty {
                EmptyState(title: words("groups.empty.title"), advice: words("groups.empty.advice")).write(to: &h)
            } else {
                SharingMatrix(visit: visit, agencies: agencies, groups: groups).write(to: &h)
            }
            for group in groups { panel(group, token: token, to: &h) }
            h(.section, .class("panel"), .id("add")) { h in
                h(.h2, text: words("groups.add"))
                PostForm(visit: visit, action: "/admin/groups", token: token).write(to: &h) { h in
                    let parts = FormParts(words: words, prefix: "group-")
                    parts.text("name", label: "column.name", required: true, to: &h)
                    parts.text("about", label: "groups.purpose", to: &h)
                    parts.button("groups.add", to: &h)
                }
            }
        }
    }

    private func panel(_ group: SharingGroup, token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("group-\(group.number)")) { h in
            h(.h2) { h in
                h(.bdi, text: group.name)
                h.text(" ")
                let state = group.isActive ? "active" : "suspended"
                h(.span, .class("tag tag-\(state)"), text: words("groups.state.\(state)"))
            }
            if !group.about.isEmpty { h(.p) { h in h(.bdi, text: group.about) } }
            let members = agencies.filter { group.ceilings[$0.number] != nil }
            for agency in members { ceiling(agency, in: group, token, to: &h) }
            if members.isEmpty { h(.p, .class("quiet"), text: words("groups.no_members")) }
            let others = agencies.filter { group.ceilings[$0.number] == nil }
            if !others.isEmpty { newMember(others, in: group, token, to: &h) }
            PostForm(visit: visit, action: "/admin/groups/state", token: token, css: "inline").write(to: &h) { h in
                h(.input, .type("hidden"), .name("group"), .value("\(group.number)"))
                h(.input, .type("hidden"), .name("state"), .value(group.isActive ? "closed" : "active"))
                let text = words(group.isActive ? "groups.close" : "groups.resume")
                h(.button, .type("submit"), .class("quiet-button"), text: text)
            }
        }
    }

    private func ceiling(_ agency: Agency, in group: SharingGroup, _ token: String, to h: inout HTML) {
        let words = visit.words
        PostForm(visit: visit, action: "/admin/groups/ceiling", token: token, css: "row").write(to: &h) { h in
            h(.input, .type("hidden"), .name("group"), .value("\(group.number)"))
            h(.input, .type("hidden"), .name("agency"), .value("\(agency.number.rawValue)"))
            let id = "ceiling-\(group.number)-\(agency.number.rawValue)"
            h(.label, .for(id)) { h in
                h(.bdi, text: agency.name)
                h.text(" " + words("groups.sees"))
            }
            h(.select, .id(id), .name("ceiling")) { h in
                for marking in Self.ceilings {
                    let isChosen = group.ceilings[agency.number] == marking
                    h(.option, .value("\(marking.rawValue)"), isChosen ? .selected : nil, text: marking.label)
                }
                h(.option, .value("out"), text: words("groups.out"))
            }
            h(.button, .type("submit"), .class("quiet-button"), text: words("people.keep"))
        }
    }

    private func newMember(_ others: [Agency], in group: SharingGroup, _ token: String, to h: inout HTML) {
        let words = visit.words
        PostForm(visit: visit, action: "/admin/groups/ceiling", token: token, css: "row").write(to: &h) { h in
            h(.input, .type("hidden"), .name("group"), .value("\(group.number)"))
            let parts = FormParts(words: words, prefix: "member-\(group.number)-")
            let options = others.map { ("\($0.number.rawValue)", $0.name) }
            parts.choice("agency", label: "groups.new_member", options: options, to: &h)
            let ceilings = Self.ceilings.map { ("\($0.rawValue)", $0.label) }
            parts.choice("ceiling", label: "groups.ceiling", options: ceilings, chosen: "1", to: &h)
            h(.button, .type("submit"), .class("quiet-button"), text: words("groups.take_in"))
        }
    }
}

/// Which agency sees which other one's rows, up to which marking: rows read, columns own.
struct SharingMatrix: Sendable {
    let visit: Visit
    let agencies: [Agency]
    let groups: [SharingGroup]

    private var members: [Agency] {
        agencies.filter { agency in groups.contains { $0.isActive && $0.ceilings[agency.number] != nil } }
    }

    /// The strictest marking of the owner's rows that groups let the reader see.
    private func ceiling(of reader: AgencyNumber, over owner: AgencyNumber) -> HandlingMarking? {
        groups.filter { $0.isActive && $0.ceilings[owner] != nil }.compactMap { $0.ceilings[reader] }.max()
    }

    func write(to h: inout HTML) {
        let members = members
        guard members.count > 1 else { return }
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("groups.matrix"))
            h(.p, .class("quiet"), text: words("groups.matrix_about"))
            h(.div, .class("scroll"), .role("region"), .ariaLabel(words("groups.matrix")), .focusable) { h in
                h(.table, .class("sharing")) { h in
                    h(.caption, .class("unseen"), text: words("groups.matrix"))
                    h(.thead) { h in
                        h(.tr) { h in
                            h(.th, .scope("col"), text: words("groups.reader_owner"))
                            for owner in members { h(.th, .scope("col")) { h in h(.bdi, text: owner.name) } }
                        }
                    }
                    h(.tbody) { h in
                        for reader in members { h(.tr) { h in row(reader, members, to: &h) } }
                    }
                }
            }
        }
    }

    private func row(_ reader: Agency, _ members: [Agency], to h: inout HTML) {
        h(.th, .scope("row")) { h in h(.bdi, text: reader.name) }
        for owner in members {
            if owner.number == reader.number {
                h(.td, .class("own"), text: visit.words("groups.own"))
            } else if let ceiling = ceiling(of: reader.number, over: owner.number) {
                h(.td, .class("ceiling-\(ceiling.rawValue)"), text: ceiling.label)
            } else {
                h(.td, .class("quiet"), text: "–")
            }
        }
    }
}

/// Takes changes of sharing groups.
enum GroupForms {
    static func add(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let number = try await visit.services.store.addSharingGroup(
            try form.need("name"),
            about: form["about"] ?? "",
            by: visit.reader
        )
        return visit.confirm(
            "done.group_added",
            undoing: .group(number, isActive: false),
            at: "/admin/groups#group-\(number)"
        )
    }

    static func setCeiling(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let group = Int64(try form.need("group")), let agency = Int64(try form.need("agency")) else {
            throw SiteError(.badRequest)
        }
        let text = try form.need("ceiling")
        let ceiling = Int(text).flatMap(HandlingMarking.init(rawValue:))
        guard text == "out" || ceiling != nil else { throw SiteError(.badRequest) }
        let store = visit.services.store
        let member = AgencyNumber(rawValue: agency)
        let old = try await store.sharingGroups(as: visit.reader).first { $0.number == group }?.ceilings[member]
        try await store.setCeiling(ceiling, of: member, in: group, by: visit.reader)
        return visit.confirm(
            "done.ceiling",
            undoing: .ceiling(.init(marking: old?.rawValue, agency: member, group: group)),
            at: "/admin/groups#group-\(group)"
        )
    }

    static func setState(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let group = Int64(try form.need("group")) else { throw SiteError(.badRequest) }
        let isActive = try form.need("state") == "active"
        try await visit.services.store.setSharingGroup(group, isActive: isActive, by: visit.reader)
        return visit.confirm(
            isActive ? "done.group_resumed" : "done.group_closed",
            undoing: .group(group, isActive: !isActive),
            at: "/admin/groups#group-\(group)"
        )
    }
}

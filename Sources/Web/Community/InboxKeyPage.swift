internal import Community
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// The key of an organisation, and the doors through which it receives.
struct InboxKeyPage: Sendable {
    let visit: Visit
    let keys: [ReportKey]
    let doors: Set<ReportDoor>
    /// What the organisation is: some may not stand behind every door.
    let kind: Agency.Kind
    var fault: String?

    static func respond(_ visit: Visit, fault: String? = nil) async throws -> Response {
        let store = visit.services.store
        let agency = try await store.agencies().first { $0.number == visit.reader.agency }
        return InboxKeyPage(
            visit: visit,
            keys: try await store.reportKeys(by: visit.reader),
            doors: try await store.reportDoors(of: visit.reader.agency),
            kind: agency?.about.kind ?? .other,
            fault: fault
        ).response
    }

    /// Makes a key, or sets the doors.
    static func change(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        switch form["do"] {
        case "close":
            if let session = visit.reader.session { visit.services.community.close(session) }
            return visit.confirm("done.key_closed", at: "/inbox")
        case "doors":
            let doors = Set(form.all("doors").compactMap(ReportDoor.init(rawValue:)))
            try await visit.services.store.setReportDoors(doors, by: visit.reader)
            return visit.confirm("done.doors", at: "/inbox/key")
        case "key":
            guard let text = form["passphrase"], text == form["again"] else {
                return try await respond(visit, fault: "inbox.fault.again")
            }
            guard let passphrase = try? Passphrase(text) else {
                return try await respond(visit, fault: "inbox.fault.short")
            }
            let desk = visit.services.community
            do { try await desk.makeKey(passphrase, by: visit.reader) } catch let fault as CommunityFault {
                return try await respond(visit, fault: desk.message(of: fault))
            }
            if let session = visit.reader.session { visit.services.community.close(session) }
            return visit.confirm("done.report_key", at: "/inbox/key")
        default: throw SiteError(.badRequest)
        }
    }

    private var response: Response {
        let words = visit.words
        let title = words("inbox.key")
        let frame = PageFrame(visit: visit, title: title, section: "/inbox", hasForm: true)
        return frame.response(status: fault == nil ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/inbox")), text: words("nav.inbox")) }
            h(.h1, text: title)
            if let fault { h(.p, .class("notice"), .role("alert"), text: words(fault)) }
            h(.p, .class("lead"), text: words("inbox.key_about"))
            list(to: &h)
            h(.section, .class("panel"), .id("make")) { h in
                h(.h2, text: words(keys.isEmpty ? "inbox.make_key" : "inbox.replace_key"))
                h(.p, text: words("inbox.make_key_about"))
                PostForm(visit: visit, action: "/inbox/key", token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("do"), .value("key"))
                    let parts = FormParts(words: words, prefix: "key-")
                    parts.text("passphrase", label: "inbox.passphrase", type: "password", required: true, to: &h)
                    parts.text("again", label: "inbox.again", type: "password", required: true, to: &h)
                    parts.button("inbox.make_key", to: &h)
                }
            }
            h(.section, .class("panel"), .id("doors")) { h in
                h(.h2, text: words("inbox.doors"))
                PostForm(visit: visit, action: "/inbox/key", token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("do"), .value("doors"))
                    let parts = FormParts(words: words)
                    parts.boxes(
                        "doors",
                        legend: "inbox.doors_about",
                        options: ReportDoor.allCases.filter { $0.admits(kind) }.map {
                            ($0.rawValue, words("report.door.\($0.rawValue)"))
                        },
                        chosen: Set(doors.map(\.rawValue)),
                        to: &h
                    )
                    parts.button("inbox.set_doors", to: &h)
                }
            }
        }
    }

    private func list(to h: inout HTML) {
        let words = visit.words
        guard !keys.isEmpty else { return }
        h(.ul) { h in
            for key in keys {
                let made = words.time(key.madeAt)
                let text =
                    key.retiredAt.map { words("inbox.key_before", ["made": made, "retired": words.time($0)]) }
                    ?? words("inbox.key_present", ["made": made])
                h(.li, text: text)
            }
        }
    }
}

internal import Community
internal import Foundation
internal import Store
internal import Vocabulary

/// Writing an incident from a report: what others may know of it, as far as the reporter has agreed.
struct IncidentPanel: Sendable {
    let visit: Visit
    let report: Int64
    let view: OpenedView
    let token: String
    /// What was sent in and not taken; nil where nothing was.
    var typed: QueryString?

    private var words: Words { visit.words }
    private var content: ReportContent { view.opened.content }

    func write(to h: inout HTML) {
        h(.section, .class("panel"), .id("incident")) { h in
            h(.h2, text: words("incident.title"))
            h(.p, .class("quiet"), text: words("incident.about"))
            let written = view.weighing.file.incidents
            if !written.isEmpty {
                h(.ul, .class("plain")) { h in
                    for id in written {
                        h(.li) { h in
                            SubjectLink(visit: visit, kind: "incident", id: id).write(to: &h)
                            if CaseLink.isOffered(to: visit) { h.text(" · ") }
                            CaseLink(visit: visit, kind: "incident", id: id).write(to: &h)
                        }
                    }
                }
            }
            guard visit.reader.can(.handIn) else {
                h(.p, text: words("incident.may_not"))
                return
            }
            guard view.opened.report.state != .withdrawn else {
                h(.p, text: words("report.state.withdrawn"))
                return
            }
            form(to: &h)
        }
    }

    /// Nothing is filled in that the reporter wrote in words: an officer writes anew what others may know.
    private func form(to h: inout HTML) {
        PostForm(visit: visit, action: "/inbox/\(report)", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value("incident"))
            h(.input, .type("hidden"), .name("incident"), .value(typed?["incident"] ?? Self.newID))
            let parts = FormParts(words: words, prefix: "incident-")
            parts.choice(
                "category",
                label: "incident.category",
                options: IncidentDraft.categories.map { ($0, words("incident.category.\($0)")) },
                chosen: typed?["category"] ?? IncidentDraft.category(for: content.category),
                to: &h
            )
            parts.text(
                "date",
                label: "incident.date",
                value: typed?["date"] ?? content.happened.flatMap { CalendarDay($0)?.text } ?? "",
                type: "date",
                required: true,
                to: &h
            )
            parts.area(
                "description",
                label: "incident.description",
                value: typed?["description"] ?? "",
                required: true,
                hint: "incident.words_about",
                to: &h
            )
            parts.text("actors", label: "incident.actors", value: typed?["actors"] ?? "", to: &h)
            let site = view.weighing.file.links.last { $0.kind == .site }?.id ?? ""
            parts.text("site", label: "incident.site", value: typed?["site"] ?? site, to: &h)
            let position = content.place?.position
            parts.text("lat", label: "incident.lat", value: typed?["lat"] ?? position?.lat ?? "", to: &h)
            parts.text("lon", label: "incident.lon", value: typed?["lon"] ?? position?.lon ?? "", to: &h)
            parts.choice("audience", label: "incident.audience", options: audiences, chosen: typed?["audience"], to: &h)
            h(.p, .class("hint"), text: words("incident.audience_about"))
            parts.button("incident.write", css: "quiet-button", to: &h)
        }
    }

    private var audiences: [(value: String, text: String)] {
        IncidentDraft.Audience.allCases
            .filter { audience in audience.needs.map(view.opened.allows) ?? true }
            .map { ($0.rawValue, words("incident.audience.\($0.rawValue)")) }
    }

    /// `CR-` and 64 bits by chance.
    private static var newID: String {
        let text = String(UInt64.random(in: .min ... .max), radix: 16)
        return "CR-" + String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}

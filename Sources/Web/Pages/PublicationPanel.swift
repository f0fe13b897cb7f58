internal import Hummingbird
internal import Store

/// Whether everybody sees a finding, and the form to publish it or take it back.
struct PublicationPanel: Sendable {
    let visit: Visit
    let finding: String
    let publication: FindingPublication
    let token: String

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("publication")) { h in
            h(.h2, text: words("publication.title"))
            h(.p, text: words(publication.isPublic ? "publication.public" : "publication.not_public"))
            if let reason = publication.reason, let by = publication.by, let at = publication.at {
                h(.p, .class("quiet")) { h in
                    h.text(words("publication.last", ["name": by, "time": words.time(at)]) + " ")
                    h(.bdi, text: reason)
                }
            }
            guard publication.isPublic || publication.isPossible else {
                h(.p, .class("quiet"), text: words("publication.impossible"))
                return
            }
            guard visit.reader.can(.publish) else {
                h(.p, .class("quiet"), text: words("publication.others"))
                return
            }
            form(to: &h)
        }
    }

    private func form(to h: inout HTML) {
        let words = visit.words
        h(.p, text: words("publication.about"))
        PostForm(
            visit: visit,
            action: "/findings/\(URLCoding.encode(finding))/publication",
            token: token,
            css: "stack"
        ).write(to: &h) { h in
            h(.label, .for("publication-reason"), text: words("publication.reason"))
            h(
                .textarea,
                .id("publication-reason"),
                .name("reason"),
                .required,
                Attribute("rows", "2"),
                Attribute("maxlength", "2000")
            )
            h(.div, .class("actions")) { h in
                h(
                    .button,
                    .type("submit"),
                    .name("public"),
                    .value(publication.isPublic ? "no" : "yes"),
                    .class("quiet-button"),
                    text: words(publication.isPublic ? "publication.take_back" : "publication.publish")
                )
            }
        }
    }
}

/// Publishes a finding, or takes it back.
enum PublicationForm {
    static func respond(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let reason = String(try form.need("reason").prefix(2000))
        let store = visit.services.store
        let page = "/findings/\(URLCoding.encode(id))#publication"
        switch form["public"] {
        case "yes":
            try await store.publishFinding(id, because: reason, by: visit.reader)
            return visit.confirm("done.published", at: page)
        case "no":
            try await store.takeBackFinding(id, because: reason, by: visit.reader)
            return visit.confirm("done.taken_back", at: page)
        default: throw SiteError(.badRequest)
        }
    }
}

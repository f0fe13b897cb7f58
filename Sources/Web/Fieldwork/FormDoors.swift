internal import CZlib
internal import Formats
internal import Store

/// How a form is filled in: on a phone with an account, and, where it has one, by its link.
struct FormDoors {
    let visit: Visit
    let form: FieldForm
    let isOwn: Bool

    func write(to h: inout HTML) {
        let words = visit.words
        guard isOwn, visit.reader.can(.handIn) else { return }
        h(.section, .class("panel"), .id("fill"), .ariaLabelledBy("fill-title")) { h in
            h(.h2, .id("fill-title"), text: words("forms.fill"))
            guard form.state == .open else {
                h(.p, text: words("forms.is_closed"))
                return
            }
            h(.h3, text: words("forms.fill.page"))
            h(.p) { h in h(.a, .class("button"), .href(visit.path("/f/\(form.id)")), text: words("forms.fill.here")) }
            h(.h3, text: words("forms.fill.phone"))
            h(.p, text: words("forms.fill.phone_about"))
            let server = (visit.origin ?? "") + "/odk"
            address(server, user: true, to: &h)
            if let link = form.link {
                h(.h3, text: words("forms.fill.link"))
                h(.p, text: words("forms.fill.link_about"))
                let page = (visit.origin ?? "") + visit.path("/f/\(link)")
                h(.p) { h in h(.a, .href(page), text: page) }
                QRCode(page)?.write(label: words("forms.fill.link_code"), to: &h)
                h(.p, text: words("forms.fill.link_phone"))
                address((visit.origin ?? "") + "/odk/f/\(link)", user: false, to: &h)
            }
        }
    }

    private func address(_ server: String, user: Bool, to h: inout HTML) {
        let words = visit.words
        h(.p) { h in h(.code, text: server) }
        if let settings = CollectSettings(server: server, project: user ? words("site.name") : form.title).text {
            QRCode(settings)?.write(label: words("forms.fill.phone_code"), to: &h)
        }
    }
}

/// The settings that ODK Collect reads from a QR code: JSON, deflated (RFC 1950), in Base64.
struct CollectSettings {
    let server: String
    let project: String

    /// The text of the code; nil if there is no memory for it.
    var text: String? {
        let settings = JSONNode.object([
            .init(
                "general",
                .object([.init("server_url", .string(server)), .init("form_update_mode", .string("match_exactly"))])
            ),
            .init("admin", .object([])), .init("project", .object([.init("name", .string(project))])),
        ])
        return Self.deflated(settings.bytes()).map { Base64.text($0) }
    }

    private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        var size = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        guard compress2(&output, &size, bytes, uLong(bytes.count), 9) == Z_OK else { return nil }
        return Array(output.prefix(Int(size)))
    }
}

/// What whoever gives a form out can do with it.
struct FormControls {
    let visit: Visit
    let form: FieldForm
    let token: String

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("control"), .ariaLabelledBy("control-title")) { h in
            h(.h2, .id("control-title"), text: words("forms.control"))
            button(form.state == .open ? "close" : "open", to: &h)
            h(.p, .class("quiet"), text: words("forms.link_about"))
            button(form.link == nil ? "link" : "unlink", to: &h)
            h(.p, .class("quiet"), text: words("forms.study_about"))
            button(form.isCaseStudy ? "no_study" : "study", to: &h)
        }
    }

    private func button(_ action: String, to h: inout HTML) {
        PostForm(visit: visit, action: "/forms/\(form.id)", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value(action))
            FormParts(words: visit.words).button("forms.do." + action, to: &h)
        }
    }
}

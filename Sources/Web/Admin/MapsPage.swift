internal import Foundation
internal import Hummingbird
internal import Intake
internal import Store

/// The maps by which other people's columns are read, and a bench on which a new one is tried over a sample.
struct MapsPage: Sendable {
    let visit: Visit
    var name = ""
    var text = ""
    var sample = ""
    var fault: String?
    var trial: MapTrial?

    static func respond(_ visit: Visit) async throws -> Response {
        MapsPage(visit: visit).response
    }

    /// Checks a map, reads the sample with it and, if that was asked for, keeps it.
    static func tryOut(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let name = try form.need("name")
        guard isName(name) else { throw SiteError(.badRequest) }
        let text = try form.need("map")
        var page = MapsPage(visit: visit, name: name, text: text, sample: form["sample"] ?? "")
        do {
            let map = try ColumnMapFile.read(text, name: "\(name).yaml")
            if form["keep"] != nil {
                try visit.services.maps.keep(text, as: name)
                return visit.confirm("done.map", at: "/admin/maps")
            }
            page.trial = try await MapTrial.run(map, over: page.sample, visit.services)
        } catch let error as IntakeError {
            page.fault = error.message
        }
        return page.response
    }

    static func download(_ visit: Visit, id: String) throws -> Response {
        guard isName(id), let data = visit.services.maps.file(of: id) else { throw SiteError(.notFound) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8", .contentDisposition: "attachment; filename=\"\(id).yaml\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: data))
        )
    }

    /// A name that is one file in one folder, whatever else somebody writes.
    private static func isName(_ name: String) -> Bool {
        name.utf8.count <= 60 && name.first?.isASCII == true
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.admin_maps")
        let frame = PageFrame(visit: visit, title: title, section: "/admin/maps", hasForm: true)
        return frame.response { h, token in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("maps.about"))
            result(to: &h)
            form(token: token, to: &h)
            list(to: &h)
        }
    }

    private func list(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("maps.list"))
            h(.ul, .class("plain-list")) { h in
                for entry in visit.services.maps.entries {
                    h(.li) { h in
                        h(.a, .href(visit.path("/admin/maps/\(entry.id)"))) { h in h(.code, text: entry.id) }
                        if entry.isOwn { h(.small, .class("quiet"), text: " " + words("maps.own")) }
                    }
                }
            }
        }
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("try")) { h in
            h(.h2, text: words("maps.new"))
            PostForm(visit: visit, action: "/admin/maps", token: token, css: "stack broad").write(to: &h) { h in
                let parts = FormParts(words: words, prefix: "map-")
                parts.text("name", label: "maps.name", value: name, required: true, hint: "maps.name_hint", to: &h)
                area("map", label: "maps.text", value: text, rows: "14", &h)
                area("sample", label: "maps.sample", value: sample, rows: "6", &h)
                h(.div, .class("actions")) { h in
                    h(.button, .type("submit"), text: words("maps.try"))
                    if let trial, trial.counts.accepted > 0 {
                        let text = words("maps.keep")
                        h(.button, .type("submit"), .name("keep"), .value("yes"), .class("quiet-button"), text: text)
                    }
                }
            }
        }
    }

    private func area(_ name: String, label: String, value: String, rows: String, _ h: inout HTML) {
        let id = "map-\(name)"
        h(.label, .for(id), text: visit.words(label))
        h(
            .textarea,
            .id(id),
            .name(name),
            .class("code"),
            .required,
            Attribute("rows", rows),
            Attribute("spellcheck", "false"),
            text: value
        )
    }

    private func result(to h: inout HTML) {
        let words = visit.words
        if let fault {
            h(.div, .class("notice"), .role("alert")) { h in
                h(.p, text: words("maps.fault"))
                h(.p) { h in h(.code, text: fault) }
            }
        }
        guard let trial else { return }
        h(.section, .class("panel"), .role("status")) { h in
            h(.h2, text: words("maps.result"))
            h(.ul) { h in
                if trial.isRefused { h(.li, text: words("maps.refused")) }
                h(.li, text: words.plural("maps.accepted", trial.counts.accepted))
                h(.li, text: words.plural("maps.quarantined", trial.counts.quarantined))
            }
            guard !trial.faults.isEmpty else { return }
            let caption = words("maps.result")
            DataTable(visit: visit, caption: caption, columns: MapTrial.faultColumns, rows: trial.faults).write(to: &h)
        }
    }
}

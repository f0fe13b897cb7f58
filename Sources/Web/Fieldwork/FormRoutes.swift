internal import Fieldwork
internal import Foundation
internal import Hummingbird
internal import Store
internal import Vocabulary

/// The pages and endpoints of forms.
enum FormRoutes {
    static let pages: [PageRoute] = [
        PageRoute(path: "/forms", needs: .signedIn) { visit, _, _ in try await FormsPage.respond(visit) },
        PageRoute(path: "/forms", method: .post, needs: .capability(.manageForms)) { visit, request, _ in
            try await FormUpload.respond(visit, request: request)
        },
        PageRoute(path: "/forms/:id", needs: .signedIn) { visit, _, context in
            try await FormPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/forms/:id", method: .post, needs: .capability(.manageForms)) { visit, request, context in
            try await change(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/forms/:id/versions/:version", needs: .signedIn) { visit, _, context in
            try await FormFileAnswer.version(visit, context)
        },
        PageRoute(path: "/forms/:id/versions/:version/source", needs: .signedIn) { visit, _, context in
            try await FormFileAnswer.source(visit, context)
        },
        PageRoute(path: "/forms/:id/table", needs: .capability(.readReports)) { visit, _, context in
            try await AnswerTablePage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/forms/:id/answers/:answer", needs: .capability(.readReports)) { visit, _, context in
            try await AnswerPage.respond(visit, context)
        },
        PageRoute(path: "/forms/:id/answers/:answer/files/:file", needs: .capability(.readReports)) {
            visit,
            _,
            context in
            try await FormFileAnswer.file(visit, context)
        },
        PageRoute(path: "/forms/:id/export/:format", needs: .capability(.export)) { visit, _, context in
            let format = try RouteParameter.text("format", context)
            return try await FormFileAnswer.export(
                visit.services,
                RouteParameter.id(context),
                format,
                visit.query,
                visit.reader
            )
        },
        PageRoute(path: "/forms/aside/:aside", needs: .capability(.readOriginals)) { visit, _, context in
            try await FormFileAnswer.aside(visit, context)
        },
        PageRoute(path: "/f/:form/form.json") { visit, _, context in
            try await FillPhone.form(visit, RouteParameter.text("form", context))
        },
        PageRoute(path: "/f/:form/script.js") { visit, _, context in
            try await FillPhone.script(visit, RouteParameter.text("form", context))
        },
        PageRoute(path: "/f/:form/worker.js") { visit, _, context in
            try await FillPhone.worker(visit, RouteParameter.text("form", context))
        },
        PageRoute(path: "/f/:form/app.webmanifest") { visit, _, context in
            try await FillPhone.manifest(visit, RouteParameter.text("form", context))
        },
        PageRoute(path: "/f/:form") { visit, _, context in
            try await FillPage.begin(visit, RouteParameter.text("form", context))
        },
        PageRoute(path: "/f/:form", method: .post) { visit, request, context in
            try await FillPage.goOn(visit, request: request, RouteParameter.text("form", context))
        },
    ]

    static let api: [APIRoute] = [
        APIRoute(
            path: "/forms",
            id: "list_forms",
            summary: "The forms that are given out, with how many answers the reader sees.",
            needs: .signedIn
        ) { services, _, context in
            let forms = try await services.forms.store.forms(as: context.reader)
            return JSONAnswer.response(.object(["items": .array(forms.map(json))]))
        },
        APIRoute(
            path: "/forms/{id}/answers",
            id: "list_form_answers",
            summary: "All answers to a form, repeats inside their submissions; those that were put right are left out.",
            parameters: [APIRoute.Parameter(name: "id", place: "path", about: "The number of the form.")],
            needs: .capability(.export)
        ) { services, _, context in
            let id = try RouteParameter.id(context)
            return try await FormFileAnswer.export(services, id, "json", QueryString(), context.reader)
        },
    ]

    private static func json(_ form: FieldForm) -> JSONValue {
        .object([
            "id": .integer(Int(form.id)), "form_id": .string(form.name), "title": .string(form.title),
            "state": .string(form.state.rawValue), "answers": .integer(form.submissions),
            "is_case_study": .bool(form.isCaseStudy), "added_at": .string(form.addedAt),
            "marking": .string(form.marking.label), "owner": .integer(Int(form.owner.rawValue)),
        ])
    }

    /// Opens or closes a form, makes or ends its link, says whether it is a case study.
    private static func change(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let fields = try await visit.form(request)
        let (desk, reader) = (visit.services.forms, visit.reader)
        guard let form = Int64(id), try await desk.store.form(form, as: reader) != nil else {
            throw SiteError(.notFound)
        }
        let action = try fields.need("do")
        switch action {
        case "open": try await desk.store.setFormState(.open, of: form, by: reader)
        case "close": try await desk.store.setFormState(.closed, of: form, by: reader)
        case "link":
            do { try await desk.makeLink(newLink(), to: form, by: reader) } catch let fault as FormAdditionFault {
                return try await FormPage.respond(visit, id: id, faults: fault.sentences(visit.words))
            }
        case "unlink": try await desk.store.setFormLink(nil, of: form, by: reader)
        case "study": try await desk.store.setCaseStudy(true, of: form, by: reader)
        case "no_study": try await desk.store.setCaseStudy(false, of: form, by: reader)
        default: throw SiteError(.badRequest)
        }
        return visit.confirm("done." + "form_\(action)", at: "/forms/\(form)")
    }

    /// 130 bits by chance in small letters and digits, without those that look alike.
    static func newLink() -> String {
        var generator = SystemRandomNumberGenerator()
        let symbols = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)
        let bytes = (0..<27).map { _ in symbols[Int.random(in: 0..<symbols.count, using: &generator)] }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Bytes of forms and of answers, as files to keep.
enum FormFileAnswer {
    static func version(_ visit: Visit, _ context: SiteContext) async throws -> Response {
        let id = try number("version", context)
        guard let found = try await visit.services.forms.store.formBytes(version: id, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        return file("form-\(id).xml", "text/xml", found.xml)
    }

    static func source(_ visit: Visit, _ context: SiteContext) async throws -> Response {
        let id = try number("version", context)
        guard let found = try await visit.services.forms.store.formSource(version: id, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        return file(found.name, "application/octet-stream", found.bytes)
    }

    static func file(_ visit: Visit, _ context: SiteContext) async throws -> Response {
        let id = try number("answer", context)
        let name = try RouteParameter.text("file", context)
        guard let found = try await visit.services.forms.store.submissionFile(name, of: id, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        return file(name, found.mediaType, found.bytes)
    }

    static func aside(_ visit: Visit, _ context: SiteContext) async throws -> Response {
        let id = try number("aside", context)
        guard let found = try await visit.services.forms.store.setAsideBytes(id, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        return file(found.name, "application/octet-stream", found.bytes)
    }

    static func export(
        _ services: SiteServices,
        _ id: String,
        _ name: String,
        _ query: QueryString,
        _ reader: Reader
    ) async throws -> Response {
        guard let form = Int64(id), let format = AnswerFormat(rawValue: name) else { throw SiteError(.notFound) }
        guard try await services.forms.store.form(form, as: reader) != nil else { throw SiteError(.notFound) }
        try await RouteAccess.capability(.readReports).check(reader, services.store, subject: "submission")
        let tables = try await services.forms.tables(of: form, as: reader, noting: "submissions-exported")
        let table = query["table"].flatMap { Int($0) } ?? 0
        return file("form-\(form).\(format.rawValue)", format.mediaType, tables.bytes(format, table: table))
    }

    private static func number(_ name: String, _ context: SiteContext) throws -> Int64 {
        guard let number = Int64(try RouteParameter.text(name, context)) else { throw SiteError(.notFound) }
        return number
    }

    private static func file(_ name: String, _ mediaType: String, _ bytes: [UInt8]) -> Response {
        var headers = Download.headers(fileName: name, mediaType: mediaType)
        headers[.cacheControl] = "private, no-store"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

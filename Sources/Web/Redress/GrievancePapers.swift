internal import Community
internal import Formats
internal import Hummingbird
internal import Media
internal import Store
internal import Vocabulary

/// What was added to a complaint: words, photos, papers; and the form by which who took it in, or has a part in dealing
/// with it, adds more.
struct GrievancePapers {
    let visit: Visit
    let one: GrievanceCase
    let papers: [RemedyPaper]

    /// As what the visitor adds something; nil where they may not.
    private var part: RemedyPart? { [RemedyPart.taker, .body].first { one.cover.parts.contains($0) } }

    func write(token: String, to h: inout HTML) {
        let words = visit.words
        guard part != nil || !papers.isEmpty else { return }
        h(.section, .class("panel"), .id("papers"), .ariaLabelledBy("papers-title")) { h in
            h(.h2, .id("papers-title"), text: words("remedy.papers"))
            h(.p, .class("quiet"), text: words("remedy.papers_about"))
            if papers.isEmpty { h(.p, text: words("remedy.no_papers")) }
            for paper in papers {
                PaperLine(words: words, paper: paper).write(to: &h) { h, name in
                    let address = visit.path("/grievances/\(one.id)/papers/\(paper.id)")
                    h(.a, .href(address), Attribute("download"), text: name)
                }
            }
            if part != nil { form(token, to: &h) }
        }
    }

    private func form(_ token: String, to h: inout HTML) {
        let words = visit.words
        h(.details) { h in
            h(.summary, text: words("remedy.add_paper"))
            h(
                .form,
                .class("stack"),
                Attribute("method", "post"),
                Attribute("action", visit.path("/grievances/\(one.id)/papers")),
                Attribute("enctype", "multipart/form-data")
            ) { h in
                FormToken(token: token).write(to: &h)
                PaperFields(words: words).write(to: &h)
                h(.div, .class("actions")) { h in h(.button, .type("submit"), text: words("remedy.write_down")) }
            }
        }
    }

    /// Adds words and files.
    static func add(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let number = try RedressRoutes.number(id)
        let body = try await ReportBody.read(request, within: visit.services.reportBudget)
        try visit.services.csrf.check(request, token: body.fields[RequestForgeryGuard.fieldName])
        let office = visit.services.redress
        guard let one = try await office.grievance(number, as: visit.reader) else { throw SiteError(.notFound) }
        let part = [RemedyPart.taker, .body].first { one.cover.parts.contains($0) }
        do {
            guard let part else { throw RemedyFault.noPart }
            let text = body.fields["words"] ?? ""
            let tells = body.fields["tells"] != nil
            guard text.contains(where: { !$0.isWhitespace }) || !body.files.isEmpty else {
                throw RemedyFault.nothingSaid
            }
            if text.contains(where: { !$0.isWhitespace }) {
                try await office.add(text, to: number, tells: tells, as: part, by: visit.reader)
            }
            for file in body.files {
                try await office.add(file: file, to: number, tells: tells, as: part, by: visit.reader)
            }
            return visit.confirm("remedy.done.said", at: "/grievances/\(number)")
        } catch { return try await GrievancePage.again(visit, number, error) }
    }

    /// One file, for who may see it; the trail has a line for it.
    static func open(_ visit: Visit, id: String, number: String) async throws -> Response {
        let (file, paper) = (try RedressRoutes.number(id), try RedressRoutes.number(number))
        let found = try await visit.services.store.openRemedyPaper(paper, of: file, as: visit.reader)
        guard let found else { throw SiteError(.notFound) }
        let kind = found.paper.kind
        let type =
            switch kind {
            case RemedyPaper.words: "text/plain; charset=utf-8"
            case ComplainantDesk.portableDocument: "application/pdf"
            default: MediaKind(rawValue: kind)?.mediaType ?? "application/octet-stream"
            }
        let ending = kind == RemedyPaper.words ? "txt" : kind
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-store",
                .contentSecurityPolicy: "default-src 'none'; sandbox",
                .contentDisposition: "attachment; filename=\"complaint-\(file)-\(paper).\(ending)\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: found.bytes))
        )
    }
}

/// Words or a file that was added, with the day, who it is from and by what it can be known again.
struct PaperLine {
    let words: Words
    let paper: RemedyPaper

    /// - Parameter name: Writes the name of a file, as a link where there is one.
    func write(to h: inout HTML, name: (inout HTML, String) -> Void) {
        let from = words(paper.isOwn ? "remedy.from_person" : "remedy.from_others")
        let seen = words(paper.tells ? "remedy.told_to_them" : "remedy.not_told_to_them")
        h(.div, .class("message")) { h in
            h(.p, .class("quiet"), text: "\(words.date(paper.day)) · \(from) · \(seen)")
            if paper.kind == RemedyPaper.words {
                h(.p, .class("said")) { h in
                    h(.bdi, text: paper.isReadable ? paper.text : words("remedy.paper_closed"))
                }
                return
            }
            h(.p) { h in
                name(&h, words("remedy.paper", ["number": "\(paper.id)", "kind": paper.kind.uppercased()]))
                h.text(" · " + words.bytes(paper.byteCount))
            }
            guard paper.isReadable else {
                h(.p, .class("notice"), text: words("remedy.paper_closed"))
                return
            }
            if !paper.isCleaned { h(.p, .class("notice"), text: words("remedy.paper_not_cleaned")) }
            h(.p, .class("quiet digest")) { h in h(.code, text: "SHA-256 \(Hexadecimal.text(paper.sha256))") }
            guard paper.arrived != paper.sha256 else { return }
            h(.p, .class("quiet digest")) { h in
                h.text(words("remedy.paper_arrived") + " ")
                h(.code, text: "SHA-256 \(Hexadecimal.text(paper.arrived))")
            }
        }
    }
}

/// What may be added: words, files, and whether those complained of may see them.
struct PaperFields {
    let words: Words

    func write(to h: inout HTML) {
        let parts = FormParts(words: words, prefix: "paper-")
        parts.area("words", label: "remedy.more_words", to: &h)
        h(.label, .for("paper-files"), text: words("remedy.files"))
        h(
            .input,
            .type("file"),
            .id("paper-files"),
            .name("files"),
            .ariaDescribedBy("paper-files-hint"),
            Attribute("multiple"),
            Attribute("accept", "image/*,audio/*,video/*,application/pdf")
        )
        h(.p, .class("hint quiet"), .id("paper-files-hint"), text: words("remedy.files_hint"))
        parts.tick("tells", label: "remedy.tells_paper", to: &h)
    }
}

internal import Community
internal import Formats
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// Takes a report from the page without a script, and shows its receipt.
enum ReportForm {
    static func respond(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await FormBody.read(request)
        let desk = visit.services.community
        if let fault = desk.refusal(ofTicket: form["ticket"]) { return try await again(visit, form, fault) }
        guard let id = form["id"].flatMap({ Hexadecimal.bytes($0.utf8) }).flatMap(ReportID.init),
            let receipt = form["receipt"].flatMap(desk.receipt(digits:)),
            let door = form["door"].flatMap(ReportDoor.init(rawValue:)),
            let category = form["category"].flatMap(ReportCategory.init(rawValue:))
        else { throw SiteError(.badRequest) }
        let place = text("place", form)
        let report = ReporterDesk.Report(
            id: id,
            receipt: receipt,
            content: ReportContent(
                category: category.rawValue,
                text: form["text"] ?? "",
                happened: text("happened", form),
                place: place.map { .init(text: $0) },
                who: text("who", form),
                contact: text("contact", form),
                uses: Set(form.all("uses").compactMap(ReportContent.Use.init(rawValue:)))
            ),
            door: door,
            isUrgent: form["urgent"] != nil,
            language: visit.language,
            reporterReadsOwn: form["own"] != nil
        )
        do {
            try await desk.handIn(report)
        } catch let fault as CommunityFault {
            return try await again(visit, form, desk.message(of: fault))
        }
        return ReceiptPage(visit: visit, receipt: receipt).response
    }

    private static func text(_ name: String, _ form: QueryString) -> String? {
        form[name].flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
    }

    private static func again(_ visit: Visit, _ form: QueryString, _ fault: String) async throws -> Response {
        let doors = try await visit.services.community.doors()
        return ReportPage(visit: visit, doors: doors, form: form, fault: fault).response(status: .unprocessableContent)
    }
}

/// The receipt of a report, shown once: the only way back to it.
struct ReceiptPage: Sendable {
    let visit: Visit
    let receipt: Sealing.Receipt

    var response: Response {
        let words = visit.words
        return ReportFrame(visit: visit, title: words("receipt.title")).response { h in
            h(.p, .class("lead"), text: words("receipt.lead"))
            h(.ol, .class("receipt")) { h in
                for word in visit.services.community.words(of: receipt, in: visit.language) { h(.li, text: word) }
            }
            h(.p, text: words("receipt.or_digits"))
            h(.p, .class("receipt-digits")) { h in h(.bdi, text: receipt.digits.joined(separator: " ")) }
            h(.ul) { h in
                for point in ["write", "hide", "look", "lost"] { h(.li, text: words("receipt.\(point)")) }
            }
            h(.p) { h in h(.a, .href(visit.path("/r/thread")), text: words("report.to_thread")) }
        }
    }
}

internal import Community
internal import Formats
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// Takes a report from the page without a script, and shows its receipt.
enum ReportForm {
    static func respond(_ visit: Visit, request: Request, client: ClientAddress) async throws -> Response {
        let body = try await ReportBody.read(request, within: visit.services.reportBudget)
        let desk = visit.services.community
        if let refusal = desk.refusal(ofTicket: body.fields["ticket"]) {
            return try await again(visit, body, refusal.message, ticket: refusal.ticket)
        }
        guard let report = report(body.fields, visit) else { throw SiteError(.badRequest) }
        do {
            try await desk.handIn(report, from: desk.sender(client))
        } catch CommunityFault.later(let seconds) {
            return try await again(visit, body, "report.fault.later", seconds: seconds)
        } catch let fault as CommunityFault {
            return try await again(visit, body, desk.message(of: fault), isUsed: fault == .taken)
        }
        var refused: [ReceiptPage.Refused] = []
        for (index, file) in body.files.enumerated() {
            do { try await desk.attach(file, with: report.receipt) } catch let fault as CommunityFault {
                refused.append(.init(number: index + 1, reason: desk.message(of: fault)))
            }
        }
        return ReceiptPage(visit: visit, receipt: report.receipt, refused: refused).response
    }

    private static func report(_ form: QueryString, _ visit: Visit) -> ReporterDesk.Report? {
        guard let id = form["id"].flatMap({ Hexadecimal.bytes($0.utf8) }).flatMap(ReportID.init),
            let receipt = form["receipt"].flatMap(visit.services.community.receipt(digits:)),
            let door = form["door"].flatMap(ReportDoor.init(rawValue:)),
            let category = form["category"].flatMap(ReportCategory.init(rawValue:))
        else { return nil }
        return ReporterDesk.Report(
            id: id,
            receipt: receipt,
            content: ReportContent(
                category: category.rawValue,
                text: form["text"] ?? "",
                happened: text("happened", form),
                place: ReportContent.Place(words: text("place", form), lat: nil, lon: nil),
                who: text("who", form),
                contact: text("contact", form),
                uses: Set(form.all("uses").compactMap(ReportContent.Use.init(rawValue:)))
            ),
            door: door,
            isUrgent: form["urgent"] != nil,
            language: visit.language,
            reporterReadsOwn: form["own"] != nil
        )
    }

    private static func text(_ name: String, _ form: QueryString) -> String? {
        form[name].flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
    }

    /// The page with what was written, for another attempt.
    ///
    /// - Parameters:
    ///   - ticket: The ticket with which it comes back; that of the form if nil.
    ///   - seconds: After how many seconds to try again, where it is full.
    ///   - isUsed: Whether its name or receipt are another report's, so that it gets new ones.
    private static func again(
        _ visit: Visit,
        _ body: ReportBody,
        _ fault: String,
        ticket: String? = nil,
        seconds: Int? = nil,
        isUsed: Bool = false
    ) async throws -> Response {
        let desk = visit.services.community
        var form = body.fields
        if let ticket { form = form.setting("ticket", to: ticket) }
        if isUsed { form = form.setting("id", to: nil).setting("receipt", to: nil) }
        let page = ReportPage(
            visit: visit,
            doors: try await desk.doors(),
            deliveryKey: try await desk.deliveryKey(),
            form: form,
            fault: fault,
            minutes: seconds.map(WaitingTime.minutes),
            lacksFiles: !body.files.isEmpty
        )
        var response = page.response(status: seconds == nil ? .unprocessableContent : .tooManyRequests)
        if let seconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}

/// The receipt of a report, shown once: the only way back to it.
struct ReceiptPage: Sendable {
    /// A photo or recording that was not taken.
    struct Refused: Sendable {
        /// Its place among those that were chosen, from 1.
        let number: Int
        /// The message that says why.
        let reason: String
    }

    let visit: Visit
    let receipt: Sealing.Receipt
    let refused: [Refused]

    var response: Response {
        let words = visit.words
        return ReportFrame(visit: visit, title: words("receipt.title")).response { h in
            if !refused.isEmpty {
                h(.div, .class("notice"), .role("alert")) { h in
                    h(.p, text: words("receipt.files_refused"))
                    h(.ul) { h in for file in refused { h(.li, text: "\(file.number): \(words(file.reason))") } }
                }
            }
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

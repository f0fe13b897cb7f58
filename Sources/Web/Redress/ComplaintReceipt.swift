internal import Community
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// The receipt of a complaint, for the person: made where the complaint was taken in, shown once, handed over.
enum ComplaintReceipt {
    static func give(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let number = try RedressRoutes.number(id)
        let desk = visit.services.community
        guard let receipt = form["receipt"].flatMap(desk.receipt(digits:)) else { throw SiteError(.badRequest) }
        do {
            try await desk.complainant { try await $0.give(receipt, for: number, by: visit.reader) }
        } catch let error as StoreError where error.code == .notFound {
            throw SiteError(.notFound)
        } catch let fault as RemedyFault {
            return try await GrievancePage.again(visit, number, fault)
        }
        return shown(visit, receipt, number)
    }

    /// The receipt on a page to be printed or copied by hand.
    private static func shown(_ visit: Visit, _ receipt: Sealing.Receipt, _ id: Int64) -> Response {
        let words = visit.words
        let title = words("complaint.receipt", ["number": "\(id)"])
        return PageFrame(visit: visit, title: title, section: "/grievances").response { h, _ in
            h(.p, .class("crumbs")) { h in
                h(
                    .a,
                    .href(visit.path("/grievances/\(id)")),
                    text: words("remedy.number", ["number": "\(id)"])
                )
            }
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("complaint.receipt_about"))
            h(.ol, .class("receipt")) { h in
                for word in visit.services.community.words(of: receipt, in: visit.language) { h(.li, text: word) }
            }
            h(.p, text: words("receipt.or_digits"))
            h(.p, .class("receipt-digits")) { h in h(.bdi, text: receipt.digits.joined(separator: " ")) }
            h(.p, text: words("complaint.where", ["address": (visit.origin ?? "") + visit.path("/r/complaint")]))
            h(.ul) { h in
                for point in ["hand", "hide", "once", "instead"] { h(.li, text: words("complaint.receipt.\(point)")) }
            }
        }
    }
}

/// Whether the person has a receipt, and the form that makes one; for who took the complaint in.
struct ReceiptPanel {
    let visit: Visit
    let id: Int64
    /// The day on which one was given.
    let given: String?

    func write(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("own"), .ariaLabelledBy("own-title")) { h in
            h(.h2, .id("own-title"), text: words("complaint.own_page"))
            h(.p, text: words("complaint.own_page_about"))
            if let given { h(.p, text: words("complaint.given", ["day": words.date(given)])) }
            PostForm(visit: visit, action: "/grievances/\(id)/receipt", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("receipt"), .value(visit.services.community.newReceipt()))
                FormParts(words: words).button(
                    given == nil ? "complaint.give" : "complaint.give_again",
                    css: "quiet-button",
                    to: &h
                )
            }
        }
    }
}

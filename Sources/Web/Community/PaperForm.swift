internal import Community
internal import Hummingbird
internal import Store

/// The same form on paper, for whoever writes reports down for others, with the address as a code for phones.
struct PaperForm: Sendable {
    let visit: Visit
    let doors: [(door: ReportDoor, names: [String])]

    static func respond(_ visit: Visit) async throws -> Response {
        PaperForm(visit: visit, doors: try await visit.services.community.doors()).response
    }

    private var response: Response {
        let words = visit.words
        return ReportFrame(visit: visit, title: words("paper.title")).response { h in
            h(.p, .class("lead"), text: words("paper.lead"))
            boxes(
                "report.door",
                doors.map { "\(words("report.door.\($0.door.rawValue)")) (\($0.names.joined(separator: ", ")))" },
                to: &h
            )
            boxes("paper.danger", [words("report.urgent")], to: &h)
            boxes("report.category", ReportCategory.allCases.map { words("report.category.\($0.rawValue)") }, to: &h)
            lines("report.text", "paper-long", to: &h)
            for field in ["happened", "place", "who", "contact"] { lines("report.\(field)", "paper-short", to: &h) }
            boxes("report.uses", ReportContent.Use.allCases.map { words("report.uses.\($0.rawValue)") }, to: &h)
            h(.h2, text: words("paper.receipt"))
            h(.p, text: words("paper.receipt_about"))
            h(.ol, .class("paper-words")) { h in for _ in 0..<9 { h(.li) } }
            if let origin = visit.origin, let code = QRCode(origin + visit.path("/r")) {
                h(.p) { h in
                    h.text(words("paper.address") + " ")
                    h(.bdi, text: origin + visit.path("/r"))
                }
                code.write(label: words("paper.code"), to: &h)
            }
            h(.p, .class("no-print")) { h in h(.a, .href(visit.path("/r")), text: words("report.to_report")) }
        }
    }

    private func boxes(_ label: String, _ options: [String], to h: inout HTML) {
        h(.h2, text: visit.words(label))
        h(.ul, .class("paper-boxes")) { h in for option in options { h(.li, text: option) } }
    }

    private func lines(_ label: String, _ css: String, to h: inout HTML) {
        h(.h2, text: visit.words(label))
        h(.div, .class(css))
    }
}

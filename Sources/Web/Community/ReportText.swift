internal import Community

/// What a report says, as a list.
struct ReportText: Sendable {
    let visit: Visit
    let content: ReportContent

    func write(to h: inout HTML) {
        let words = visit.words
        h(.dl, .class("particulars")) { h in
            line("report.category", words("report.category.\(content.category)"), to: &h)
            line("report.text", content.text, to: &h)
            if let happened = content.happened { line("report.happened", happened, to: &h) }
            if let place = content.place, !place.text.isEmpty { line("report.place", place.text, to: &h) }
            if let position = content.place?.position {
                line("report.position", "\(position.lat), \(position.lon)", to: &h)
            }
            if let who = content.who { line("report.who", who, to: &h) }
            if let contact = content.contact { line("report.contact", contact, to: &h) }
            let uses = content.uses.sorted().map { words("report.uses.\($0.rawValue)") }.joined(separator: "; ")
            line("report.allowed", uses.isEmpty ? words("report.uses.none") : uses, to: &h)
        }
    }

    private func line(_ label: String, _ text: String, to h: inout HTML) {
        h(.div) { h in
            h(.dt, text: visit.words(label))
            h(.dd, .class("said")) { h in h(.bdi, text: text) }
        }
    }
}

internal import Community
internal import Formats
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// The page on which anybody reports, without an account, and without a script where there is none.
struct ReportPage: Sendable {
    let visit: Visit
    /// The organisations behind each door that can receive.
    let doors: [(door: ReportDoor, names: [String])]
    /// The key to which phones seal what waits on them.
    let deliveryKey: [UInt8]
    /// What was filled in, for a page that comes back with a fault.
    var form = QueryString()
    var fault: String?
    /// After how many minutes another report is taken, where the fault says so.
    var minutes: Int?
    /// Whether photos came with it that have to be chosen again: no browser sends them twice of itself.
    var lacksFiles = false

    static func respond(_ visit: Visit) async throws -> Response {
        let desk = visit.services.community
        return try await ReportPage(visit: visit, doors: desk.doors(), deliveryKey: desk.deliveryKey()).response()
    }

    func response(status: HTTPResponse.Status = .ok) -> Response {
        let words = visit.words
        let frame = ReportFrame(visit: visit, title: words("report.title"), scriptPlace: doors.isEmpty ? nil : "/r")
        return frame.response(status: status) { h in
            h(.p, .class("lead"), text: words("report.lead"))
            h(.p) { h in h(.a, .href(visit.path("/r/thread")), text: words("report.to_thread")) }
            guard !doors.isEmpty else {
                h(.p, .class("notice"), text: words("report.nobody"))
                return
            }
            if let fault {
                let text =
                    words(fault, ["minutes": minutes.map(String.init) ?? ""])
                    + (lacksFiles ? " " + words("report.fault.files") : "")
                h(.p, .class("notice"), .role("alert"), text: text)
            }
            h(.details) { h in
                h(.summary, text: words("report.safety"))
                h(.ul) { h in
                    for point in ["phone", "network", "paper", "names", "kept"] {
                        h(.li, text: words("report.safety.\(point)"))
                    }
                }
            }
            form(to: &h)
            PhonePart(visit: visit).device(to: &h)
            PhonePart(visit: visit).receipt(to: &h)
            PhonePart(visit: visit).phrases(to: &h)
            h(.p) { h in h(.a, .href(visit.path("/r/paper")), text: words("report.to_paper")) }
        }
    }

    private func form(to h: inout HTML) {
        let words = visit.words
        let desk = visit.services.community
        h(
            .form,
            .class("stack"),
            .id("report"),
            Attribute("method", "post"),
            Attribute("action", visit.path("/r")),
            Attribute("enctype", "multipart/form-data"),
            Attribute("data-key", SymbolCoding.base64URL.encode(deliveryKey))
        ) { h in
            // Made anew for a first page; the same when the page comes back, so that the report is there once.
            h(.input, .type("hidden"), .name("id"), .value(form["id"] ?? desk.newID()))
            h(.input, .type("hidden"), .name("receipt"), .value(form["receipt"] ?? desk.newReceipt()))
            h(.input, .type("hidden"), .name("ticket"), .value(form["ticket"] ?? desk.newTicket()))
            door(to: &h)
            h(.label, .class("check")) { h in
                h(.input, .type("checkbox"), .name("urgent"), .value("yes"), form["urgent"] == nil ? nil : .checked)
                h.text(" " + words("report.urgent"))
            }
            h(.p, .class("quiet"), text: words("report.urgent_about"))
            FormParts(words: words).choice(
                "category",
                label: "report.category",
                options: ReportCategory.allCases.map {
                    ($0.rawValue, "\($0.sign) \(words("report.category.\($0.rawValue)"))")
                },
                chosen: form["category"],
                to: &h
            )
            area("text", rows: "8", limit: ReportContent.longest / 4, isRequired: true, to: &h)
            field("happened", to: &h)
            area("place", rows: "2", limit: 2_000, to: &h)
            area("who", rows: "2", limit: 2_000, to: &h)
            field("contact", to: &h)
            PhonePart(visit: visit).additions(to: &h)
            uses(to: &h)
            h(.button, .type("submit"), text: words("report.send"))
        }
    }

    private func door(to h: inout HTML) {
        let words = visit.words
        h(.fieldset, .class("boxes")) { h in
            h(.legend, text: words("report.door"))
            for (index, (door, names)) in doors.enumerated() {
                let isChosen = form["door"].map { $0 == door.rawValue } ?? (index == 0)
                h(.label) { h in
                    h(
                        .input,
                        .type("radio"),
                        .name("door"),
                        .value(door.rawValue),
                        isChosen ? .checked : nil
                    )
                    h.text(" " + words("report.door.\(door.rawValue)"))
                    h(.span, .class("quiet")) { h in
                        h.text(" " + words("report.goes_to") + " ")
                        h(.bdi, text: names.joined(separator: ", "))
                    }
                }
            }
        }
    }

    private func uses(to h: inout HTML) {
        let words = visit.words
        let chosen = Set(form.all("uses"))
        FormParts(words: words).boxes(
            "uses",
            legend: "report.uses",
            options: ReportContent.Use.allCases.map { ($0.rawValue, words("report.uses.\($0.rawValue)")) },
            chosen: chosen,
            to: &h
        )
        h(.label, .class("check")) { h in
            h(.input, .type("checkbox"), .name("own"), .value("yes"), form["own"] == nil ? nil : .checked)
            h.text(" " + words("report.reads_own"))
        }
    }

    private func field(_ name: String, to h: inout HTML) {
        h(.label, .for(name), text: visit.words("report.\(name)"))
        h(
            .input,
            .type("text"),
            .id(name),
            .name(name),
            .value(form[name] ?? ""),
            .ariaDescribedBy("\(name)-about"),
            Attribute("autocomplete", "off"),
            Attribute("maxlength", "300")
        )
        h(.p, .class("quiet"), .id("\(name)-about"), text: visit.words("report.\(name)_about"))
    }

    private func area(_ name: String, rows: String, limit: Int, isRequired: Bool = false, to h: inout HTML) {
        h(.label, .for(name), text: visit.words("report.\(name)"))
        h(
            .textarea,
            .id(name),
            .name(name),
            isRequired ? .required : nil,
            .ariaDescribedBy("\(name)-about"),
            Attribute("rows", rows),
            Attribute("autocomplete", "off"),
            Attribute("maxlength", "\(limit)"),
            text: form[name] ?? ""
        )
        h(.p, .class("quiet"), .id("\(name)-about"), text: visit.words("report.\(name)_about"))
    }
}

extension ReportCategory {
    /// A small picture of it, for those who read little; what old phones have in their letters.
    fileprivate var sign: String {
        switch self {
        case .violence: "\u{1F4A5}"
        case .threats: "\u{26A0}\u{FE0F}"
        case .childLabour: "\u{1F467}"
        case .forcedLabour: "\u{26D3}\u{FE0F}"
        case .sexualViolence: "\u{1F6AB}"
        case .armed: "\u{1F52B}"
        case .bribery: "\u{1F4B0}"
        case .smuggling: "\u{1F69A}"
        case .land: "\u{1F3E0}"
        case .water: "\u{1F41F}"
        case .waste: "\u{1F3ED}"
        case .accident: "\u{1F691}"
        case .work: "\u{1F477}"
        case .licence: "\u{26CF}\u{FE0F}"
        case .other: "\u{2753}"
        }
    }
}

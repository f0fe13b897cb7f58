internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// Who plays which part in each procedure, with its steps and limits: for everybody; with forms for who sets it up.
struct MechanismPage {
    let visit: Visit
    let say: RemedyWords
    let inForce: [String: SetProcedure]
    let shipped: [(name: String, procedure: Procedure)]
    let calendars: [String]
    let agencies: [(value: String, text: String)]
    var faults: [String] = []

    static func respond(_ visit: Visit) async throws -> Response { try await page(visit).response }

    private static func page(_ visit: Visit) async throws -> MechanismPage {
        let office = visit.services.redress
        let agencies = try await visit.services.store.agencies()
        return MechanismPage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            inForce: try await office.inForce(),
            shipped: try RemedyShelf.grievanceProcedures.map { ($0, try office.shelf.procedure($0)) },
            calendars: office.shelf.calendarNames,
            agencies: agencies.map { ("\($0.number.rawValue)", $0.name) }
        )
    }

    static func change(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let office = visit.services.redress
        let name = try form.need("procedure")
        do {
            guard RemedyShelf.procedures.contains(name) else { throw SiteError(.badRequest) }
            var settings = try await office.inForce()[name]?.settings ?? MechanismSettings(calendar: "")
            settings.calendar = try form.need("calendar")
            settings.keeper = agency(form["keeper"])
            settings.languages = Set((form["languages"] ?? "").split(separator: " ").map(String.init))
            settings.threshold = max(3, form["threshold"].flatMap { Int($0) } ?? 3)
            if RemedyShelf.grievanceProcedures.contains(name) {
                settings.bodies = [:]
                for body in try office.shelf.procedure(name).bodies {
                    settings.bodies[body.id] = agency(form["body_\(body.id.rawValue)"])
                }
                let kept = Set(form.all("control").compactMap { Int($0) })
                settings.controls = settings.controls.enumerated().filter { kept.contains($0.offset) }.map(\.element)
                if let over = agency(form["over"]), let under = agency(form["under"]), over != under {
                    settings.controls.append(.init(OrganisationID(over), over: OrganisationID(under)))
                }
            }
            try await office.setUp(name, settings, by: visit.reader)
            return visit.confirm("remedy.done.set_up", at: "/grievances/mechanism#\(name)")
        } catch let error where error is RemedyFault {
            var page = try await page(visit)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private static func agency(_ text: String?) -> AgencyNumber? {
        text.flatMap { Int64($0) }.map(AgencyNumber.init(rawValue:))
    }

    private var mayChange: Bool { visit.reader.can(.manageAgencies) }

    private var response: Response {
        let words = visit.words
        let title = words("remedy.mechanism")
        let frame = PageFrame(visit: visit, title: title, section: "/grievances", hasForm: mayChange)
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/grievances")), text: words("nav.grievances")) }
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            h(.p, .class("lead"), text: words("remedy.mechanism_about"))
            for (name, procedure) in shipped { section(name, procedure, token: token, to: &h) }
            if mayChange {
                for name in RemedyShelf.procedures where !RemedyShelf.grievanceProcedures.contains(name) {
                    plain(name, token: token, to: &h)
                }
            }
        }
    }

    private func section(_ name: String, _ procedure: Procedure, token: String, to h: inout HTML) {
        let (words, say) = (visit.words, self.say)
        let set = inForce[name]
        h(.section, .class("panel"), .id(name), .ariaLabelledBy("\(name)-title")) { h in
            h(.h2, .id("\(name)-title"), text: words("remedy.procedure.\(name)"))
            if let set {
                h(.dl, .class("particulars")) { h in
                    for body in procedure.bodies {
                        h(.div) { h in
                            h(.dt, text: body.label[say.language])
                            h(.dd) { h in h(.bdi, text: say.name(set.settings.bodies[body.id])) }
                        }
                    }
                    h(.div) { h in
                        h(.dt, text: words("remedy.keeper"))
                        h(.dd) { h in h(.bdi, text: say.name(set.settings.keeper)) }
                    }
                }
            } else {
                h(.p, .class("notice"), text: words("remedy.not_set_up"))
            }
            steps(procedure, to: &h)
            if mayChange { form(name, procedure, set, token: token, to: &h) }
        }
    }

    private func steps(_ procedure: Procedure, to h: inout HTML) {
        let (words, say) = (visit.words, self.say)
        h(.details) { h in
            h(.summary, text: words("remedy.steps"))
            PlainTable<Procedure.Step>(
                words: words,
                caption: words("remedy.steps"),
                items: procedure.steps.filter { !$0.isEnd },
                columns: [
                    .text("remedy.step") { $0.label[say.language] },
                    .text("remedy.body") { step in
                        step.body.flatMap(procedure.body)?.label[say.language] ?? ""
                    },
                    .text("remedy.limit") { step in limit(step.limit) },
                    .text("remedy.urgent_limit") { step in limit(step.urgentLimit) },
                ]
            )
            .write(to: &h)
        }
    }

    private func limit(_ limit: TimeLimit?) -> String {
        guard let limit else { return "–" }
        return visit.words.plural("remedy.days.\(limit.count.rawValue)", limit.days)
    }

    private func form(_ name: String, _ procedure: Procedure, _ set: SetProcedure?, token: String, to h: inout HTML) {
        let (words, say) = (visit.words, self.say)
        h(.details) { h in
            h(.summary, text: words("remedy.set_up"))
            h(.p, .class("quiet"), text: words("remedy.set_up_about"))
            PostForm(visit: visit, action: "/grievances/mechanism", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("procedure"), .value(name))
                for body in procedure.bodies {
                    let id = "\(name)-body_\(body.id.rawValue)"
                    let chosen = set?.settings.bodies[body.id].map { "\($0.rawValue)" }
                    h(.label, .for(id), text: body.label[say.language])
                    h(.select, .id(id), .name("body_\(body.id.rawValue)")) { h in
                        h(.option, .value(""), text: words("remedy.nobody"))
                        for agency in agencies {
                            h(
                                .option,
                                .value(agency.value),
                                agency.value == chosen ? .selected : nil,
                                text: agency.text
                            )
                        }
                    }
                }
                common(name, set, to: &h)
                controls(name, set, to: &h)
                FormParts(words: words).button("remedy.set_up", to: &h)
            }
        }
    }

    private func common(_ name: String, _ set: SetProcedure?, to h: inout HTML) {
        let parts = FormParts(words: visit.words, prefix: "\(name)-")
        let settings = set?.settings
        parts.choice(
            "keeper",
            label: "remedy.keeper",
            options: agencies,
            chosen: settings?.keeper.map { "\($0.rawValue)" },
            any: "remedy.nobody",
            to: &h
        )
        let names = calendars.map { ($0, visit.words("remedy.calendar.\($0)")) }
        parts.choice("calendar", label: "remedy.calendar", options: names, chosen: settings?.calendar, to: &h)
        parts.text(
            "languages",
            label: "remedy.languages",
            value: settings?.languages.sorted().joined(separator: " ") ?? "",
            hint: "remedy.languages_hint",
            to: &h
        )
        parts.text(
            "threshold",
            label: "remedy.threshold",
            value: "\(settings?.threshold ?? 3)",
            type: "number",
            hint: "remedy.threshold_hint",
            to: &h
        )
    }

    private func controls(_ name: String, _ set: SetProcedure?, to h: inout HTML) {
        let (words, say) = (visit.words, self.say)
        let parts = FormParts(words: words, prefix: "\(name)-")
        let present = set?.settings.controls ?? []
        if !present.isEmpty {
            parts.boxes(
                "control",
                legend: "remedy.controls",
                options: present.enumerated().map { index, control in
                    ("\(index)", "\(say.name(control.over)) → \(say.name(control.under))")
                },
                chosen: Set(present.indices.map(String.init)),
                to: &h
            )
        }
        parts.choice("over", label: "remedy.control_over", options: agencies, any: "remedy.nobody", to: &h)
        parts.choice("under", label: "remedy.control_under", options: agencies, any: "remedy.nobody", to: &h)
    }

    /// A procedure that needs no bodies: commitments, consultations.
    private func plain(_ name: String, token: String, to h: inout HTML) {
        let words = visit.words
        let set = inForce[name]
        h(.section, .class("panel"), .id(name), .ariaLabelledBy("\(name)-title")) { h in
            h(.h2, .id("\(name)-title"), text: words("remedy.procedure.\(name)"))
            if set == nil { h(.p, .class("notice"), text: words("remedy.not_set_up")) }
            h(.details) { h in
                h(.summary, text: words("remedy.set_up"))
                PostForm(visit: visit, action: "/grievances/mechanism", token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("procedure"), .value(name))
                    common(name, set, to: &h)
                    FormParts(words: words).button("remedy.set_up", to: &h)
                }
            }
        }
    }
}

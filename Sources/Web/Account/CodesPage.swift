internal import Foundation
internal import Hummingbird
internal import Identity
internal import Store
internal import Vocabulary

/// The page on which whoever manages people makes one-time codes: to invite, or to let somebody choose a new password.
///
/// A code is shown once, to be handed over; no password is ever set for another.
struct CodesPage {
    /// For how many days a code may be made.
    static let lives = [1, 7, 14]

    let visit: Visit
    let codes: [HandedCode]
    let people: [Person]
    let agencies: [Agency]
    var refusal: FormRefusal?
    /// A code that was just made, and whom it is for.
    var made: (code: ReadableCode, email: String)?

    static func respond(
        _ visit: Visit,
        refusal: FormRefusal? = nil,
        made: (code: ReadableCode, email: String)? = nil
    ) async throws -> Response {
        let (store, reader) = (visit.services.store, visit.reader)
        let reachesAll = reader.can(.manageAgencies)
        let page = CodesPage(
            visit: visit,
            codes: try await store.openCodes(as: reader),
            people: try await store.people(as: reader),
            agencies: try await store.agencies().filter { reachesAll || $0.number == reader.agency },
            refusal: refusal,
            made: made
        )
        return page.response
    }

    static func invite(_ visit: Visit, _ request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let roles = Set(form.all("role").compactMap(Role.init(rawValue:)))
        guard let email = form["email"], email.contains("@"), email.utf8.count <= 200, !roles.isEmpty,
            let agency = form["agency"].flatMap({ Int64($0) }), let end = end(form, visit)
        else { return try await respond(visit, refusal: FormRefusal(visit.words("form.incomplete"))) }
        let clearance = form["clearance"].flatMap { Int($0) }.flatMap(HandlingMarking.init(rawValue:)) ?? .amber
        let draft = Person.Draft(
            name: "",
            email: email,
            agency: AgencyNumber(rawValue: agency),
            roles: roles,
            clearance: clearance
        )
        let code = makeCode()
        _ = try await visit.services.store.invite(draft, digest: code.hash.data, until: end, by: visit.reader)
        return try await respond(visit, made: (code, email))
    }

    static func reset(_ visit: Visit, _ request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let number = form["person"].flatMap({ Int64($0) }), let end = end(form, visit) else {
            throw SiteError(.badRequest)
        }
        let person = try await visit.services.store.person(PersonNumber(rawValue: number), as: visit.reader)
        let code = makeCode()
        _ = try await visit.services.store.makeReset(
            of: person.number,
            digest: code.hash.data,
            until: end,
            clearsSecondFactor: form["second_factor"] != nil,
            by: visit.reader
        )
        return try await respond(visit, made: (code, person.about.email))
    }

    static func withdraw(_ visit: Visit, _ request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let id = form["id"].flatMap({ Int64($0) }) else { throw SiteError(.badRequest) }
        try await visit.services.store.withdrawInvitation(id, by: visit.reader)
        return Redirect.afterForm(to: visit.path("/invitations"))
    }

    private static func makeCode() -> ReadableCode {
        var generator = SystemRandomNumberGenerator()
        return ReadableCode.make(.invitation, using: &generator)
    }

    private static func end(_ form: QueryString, _ visit: Visit) -> Date? {
        guard let days = form["days"].flatMap({ Int($0) }), lives.contains(days) else { return nil }
        return Entrance.date(visit.services.entrance.now().adding(days * 86_400))
    }

    var response: Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: words("codes.title"), hasForm: true)
        let response = frame.response(status: refusal?.status ?? .ok) { h, token in
            h(.h1, text: words("codes.title"))
            h(.p, .class("lead"), text: words("codes.about"))
            FormFault(sentences: refusal?.sentences ?? []).write(to: &h)
            if let made {
                OnceOnly(
                    title: words("codes.made", ["email": made.email]),
                    about: words("codes.hand_over", ["path": visit.path("/invitation")]),
                    texts: [made.code.text]
                ).write(to: &h)
            }
            h(.div, .class("columns")) { h in
                invitation(token: token, to: &h)
                reset(token: token, to: &h)
            }
            waiting(token: token, to: &h)
        }
        return refusal?.apply(to: response) ?? response
    }

    private func invitation(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("codes.invite"))
            StackForm(action: visit.path("/invitations"), token: token, submit: words("codes.invite_submit"))
                .write(to: &h) { h in
                    FormField(name: "email", label: words("sign_in.email"), type: "email").write(to: &h)
                    choice("agency", label: words("codes.agency"), to: &h) { h in
                        for agency in agencies {
                            h(.option, .value("\(agency.number.rawValue)"), text: agency.name)
                        }
                    }
                    h(.fieldset, .class("choices")) { h in
                        h(.legend, text: words("codes.roles"))
                        for role in Role.allCases {
                            h(.label) { h in
                                h(.input, .type("checkbox"), .name("role"), .value(role.rawValue))
                                h.text(words("role.\(role.rawValue)"))
                            }
                        }
                    }
                    choice("clearance", label: words("codes.clearance"), to: &h) { h in
                        for marking in HandlingMarking.allCases {
                            h(
                                .option,
                                .value("\(marking.rawValue)"),
                                marking == .amber ? .selected : nil,
                                text: words.token("marking", "\(marking.rawValue)")
                            )
                        }
                    }
                    life(id: "invitation-days", to: &h)
                }
        }
    }

    private func reset(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("codes.reset"))
            h(.p, text: words("codes.reset_about"))
            StackForm(action: visit.path("/invitations/reset"), token: token, submit: words("codes.reset_submit"))
                .write(to: &h) { h in
                    choice("person", label: words("codes.person"), to: &h) { h in
                        for person in people where person.about.state == .active {
                            h(
                                .option,
                                .value("\(person.number.rawValue)"),
                                text: "\(person.about.name) (\(person.about.email))"
                            )
                        }
                    }
                    h(.div, .class("choices")) { h in
                        h(.label) { h in
                            h(.input, .type("checkbox"), .name("second_factor"), .value("1"))
                            h.text(words("codes.clear_factor"))
                        }
                    }
                    life(id: "reset-days", to: &h)
                }
        }
    }

    private func waiting(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("codes.open"))
            guard !codes.isEmpty else {
                h(.p, .class("quiet"), text: words("codes.open_none"))
                return
            }
            PlainTable(
                words: words,
                caption: words("codes.open"),
                items: codes,
                columns: [
                    .text("sign_in.email") { $0.email },
                    .text("codes.agency") { $0.agencyName },
                    .text("codes.kind") { words($0.person == nil ? "codes.kind.invitation" : "codes.kind.reset") },
                    .text("codes.made_by") { $0.madeBy },
                    .text("codes.expires") { words.time($0.expiresAt) },
                    .init("codes.action") { code, h in
                        RowButton(
                            action: visit.path("/invitations/withdraw"),
                            token: token,
                            id: code.id,
                            text: words("codes.withdraw"),
                            about: code.email
                        ).write(to: &h)
                    },
                ]
            ).write(to: &h)
        }
    }

    private func life(id: String, to h: inout HTML) {
        let words = visit.words
        choice("days", id: id, label: words("codes.life"), to: &h) { h in
            for days in Self.lives {
                h(.option, .value("\(days)"), days == 7 ? .selected : nil, text: words.plural("account.days", days))
            }
        }
    }

    private func choice(
        _ name: String,
        id: String? = nil,
        label: String,
        to h: inout HTML,
        options: (inout HTML) -> Void
    ) {
        h(.label, .for(id ?? name), text: label)
        h(.select, .id(id ?? name), .name(name)) { h in options(&h) }
    }
}

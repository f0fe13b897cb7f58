internal import Hummingbird
internal import Identity
internal import Store
internal import Vocabulary

/// The page on which somebody uses a code that an administrator handed them: to come in for the first time, or to choose a
/// new password.
struct InvitationPage {
    let visit: Visit
    /// The code that was typed, and what it opens.
    var opened: (code: ReadableCode, grant: HandedCode)?
    var refusal: FormRefusal?
    var name = ""

    /// Takes the code, and shows what it opens.
    static func take(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await visit.form(request)
        do {
            let opened = try await open(form["code"], visit, Browser(request, context))
            return InvitationPage(visit: visit, opened: opened).response
        } catch {
            return InvitationPage(visit: visit, refusal: try FormRefusal(error, visit.words)).response
        }
    }

    /// Takes name and password: the code is used up in the transaction that makes the person or changes the password.
    static func accept(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await visit.form(request)
        let (entrance, store) = (visit.services.entrance, visit.services.store)
        let browser = Browser(request, context)
        var page = InvitationPage(visit: visit, name: form["name"] ?? "")
        do {
            let opened = try await open(form["code"], visit, browser)
            page.opened = opened
            let grant = opened.grant
            let name = grant.person == nil ? String(page.name.prefix(200)) : ""
            let hash = try await entrance.hash(newPassword: form.exact("password"), name: name, email: grant.email)
            let person: PersonNumber
            if grant.person != nil {
                person = try await store.acceptReset(digest: opened.code.hash.data, passwordHash: hash)
            } else {
                person = try await store.acceptInvitation(
                    digest: opened.code.hash.data,
                    name: name,
                    languages: [visit.language.rawValue],
                    passwordHash: hash
                )
            }
            guard let record = try await store.signInRecord(of: person) else { throw SignInRefusal.wrong }
            let (cookies, isIn) = try await entrance.enter(record, next: nil, from: browser)
            return Redirect.afterForm(to: visit.path(isIn ? "/account" : "/sign-in/code")).setting(
                cookies,
                by: visit.cookies
            )
        } catch let error as StoreError where error.code == .invalid || error.code == .conflict {
            let key = error.code == .invalid ? "form.incomplete" : "invitation.taken"
            page.refusal = FormRefusal(visit.words(key))
            return page.response
        } catch let error as StoreError where error.code == .notFound {
            return InvitationPage(visit: visit, refusal: FormRefusal(visit.words("code.refused.unknown"))).response
        } catch {
            page.refusal = try FormRefusal(error, visit.words)
            return page.response
        }
    }

    /// What a code opens; each code that opens nothing counts against the address that it came from.
    static func open(
        _ typed: String?,
        _ visit: Visit,
        _ browser: Browser
    ) async throws -> (code: ReadableCode, grant: HandedCode) {
        let entrance = visit.services.entrance
        let charge = try await entrance.charge(.code, browser)
        let code = try CodeReading.code(typed, for: .invitation)
        guard let grant = try await visit.services.store.openCode(digest: code.hash.data) else {
            throw SignInRefusal.because(key: CodeGrant.Refusal.unknown.messageKey)
        }
        try await entrance.giveBack(charge)
        return (code, grant)
    }

    var response: Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: words("invitation.title"), hasForm: true)
        let response = frame.response(status: refusal?.status ?? .ok) { h, token in
            h(.h1, text: words("invitation.title"))
            if let opened {
                h(.p, .class("lead"), text: about(opened.grant))
            } else {
                h(.p, .class("lead"), text: words("invitation.about"))
            }
            h(.section, .class("panel")) { h in
                FormFault(sentences: refusal?.sentences ?? []).write(to: &h)
                if let opened { accepting(opened, token: token, to: &h) } else { asking(token: token, to: &h) }
            }
            if let opened, opened.grant.person == nil, let button = visit.services.openID?.buttonName {
                h(.section, .class("panel")) { h in
                    StackForm(
                        action: "/sign-in/oidc",
                        token: token,
                        submit: words("invitation.with_provider", ["name": button]),
                        isQuiet: true
                    ).write(to: &h) { h in
                        h(.input, .type("hidden"), .name("language"), .value(visit.language.rawValue))
                        h(.input, .type("hidden"), .name("invitation"), .value(opened.code.text))
                    }
                }
            }
        }
        return refusal?.apply(to: response) ?? response
    }

    private func about(_ grant: HandedCode) -> String {
        let words = visit.words
        guard grant.person == nil else { return words("invitation.reset", ["email": grant.email]) }
        let roles = RoleWords.text(grant.roles, words)
        return words(
            "invitation.welcome",
            ["agency": grant.agencyName, "roles": roles, "email": grant.email]
        )
    }

    private func asking(token: String, to h: inout HTML) {
        let words = visit.words
        StackForm(action: visit.path("/invitation"), token: token, submit: words("invitation.open")).write(to: &h) {
            h in
            FormField(
                name: "code",
                label: words("invitation.code"),
                hint: words("invitation.code_hint"),
                longest: 60
            ).write(to: &h)
        }
    }

    private func accepting(_ opened: (code: ReadableCode, grant: HandedCode), token: String, to h: inout HTML) {
        let words = visit.words
        let isReset = opened.grant.person != nil
        StackForm(
            action: visit.path("/invitation/accept"),
            token: token,
            submit: words(isReset ? "invitation.renew" : "invitation.accept")
        ).write(to: &h) { h in
            h(.input, .type("hidden"), .name("code"), .value(opened.code.text))
            // For the browser's keeper of passwords.
            h(
                .input,
                .type("hidden"),
                .name("username"),
                .value(opened.grant.email),
                Attribute("autocomplete", "username")
            )
            if !isReset { NameFields(words: words, name: name).write(to: &h) }
            NewPasswordField(words: words).write(to: &h)
        }
    }
}

internal import Hummingbird
internal import Store
internal import Vocabulary

/// The page by which somebody signs in, and what answers its form.
struct SignInPage {
    let visit: Visit
    var refusal: FormRefusal?
    var email = ""
    /// Whom the demo lets a visitor be.
    var demo: [DemoEntry.Seat] = []

    static func respond(_ visit: Visit, refusal: FormRefusal? = nil, email: String = "") async throws -> Response {
        var page = SignInPage(visit: visit, refusal: refusal, email: email)
        if visit.services.mode == .demo { page.demo = try await DemoEntry.seats(visit.services.store) }
        return page.response
    }

    /// Takes the form.
    static func take(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await visit.form(request)
        let entrance = visit.services.entrance
        let browser = Browser(request, context)
        let next = NextPath.safe(form["next"])
        let email = form["email"] ?? ""
        do {
            let (record, hash) = try await entrance.recognise(
                email: email,
                password: form.exact("password"),
                from: browser
            )
            let (cookies, isIn) = try await entrance.enter(record, renewedHash: hash, next: next, from: browser)
            let place = isIn ? next ?? visit.path("/") : visit.path("/sign-in/code")
            return Redirect.afterForm(to: place).setting(cookies, by: visit.cookies)
        } catch {
            return try await respond(visit, refusal: try FormRefusal(error, visit.words), email: email)
        }
    }

    /// Where to go afterwards, from the address or from the form that was refused.
    private var next: String? { NextPath.safe(visit.query["next"]) }

    var response: Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: words("sign_in.title"), hasForm: true)
        let response = frame.response(status: refusal?.status ?? .ok) { h, token in
            h(.h1, text: words("sign_in.title"))
            if let person = visit.reader.person, person.rawValue > 0 {
                h(.p, text: words("sign_in.already", ["name": visit.reader.name]))
            }
            if !demo.isEmpty { DemoEntry(visit: visit, seats: demo, token: token, next: next).write(to: &h) }
            h(.section, .class("panel")) { h in
                if !demo.isEmpty { h(.h2, text: words("sign_in.with_password")) }
                FormFault(sentences: refusal?.sentences ?? []).write(to: &h)
                form(token: token, to: &h)
            }
            if let button = visit.services.openID?.buttonName {
                h(.section, .class("panel")) { h in
                    StackForm(
                        action: "/sign-in/oidc",
                        token: token,
                        submit: words("sign_in.with_provider", ["name": button]),
                        isQuiet: true
                    ).write(to: &h) { h in
                        h(.input, .type("hidden"), .name("language"), .value(visit.language.rawValue))
                        if let next { h(.input, .type("hidden"), .name("next"), .value(next)) }
                    }
                }
            }
            h(.p, .class("quiet")) { h in
                h.text(words("sign_in.no_account") + " ")
                h(.a, .href(visit.path("/invitation")), text: words("sign_in.have_code"))
            }
        }
        return refusal?.apply(to: response) ?? response
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        StackForm(action: visit.path("/sign-in"), token: token, submit: words("sign_in.submit")).write(to: &h) { h in
            if let next { h(.input, .type("hidden"), .name("next"), .value(next)) }
            FormField(
                name: "email",
                label: words("sign_in.email"),
                type: "email",
                value: email,
                autocomplete: "username"
            )
            .write(to: &h)
            FormField(
                name: "password",
                label: words("sign_in.password"),
                type: "password",
                autocomplete: "current-password"
            )
            .write(to: &h)
        }
    }
}

/// The page that asks for a code of the authenticator app or a recovery code.
struct SecondFactorPage {
    let visit: Visit
    var refusal: FormRefusal?

    /// Takes the form.
    static func take(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await visit.form(request)
        do {
            let (cookies, next) = try await visit.services.entrance.enter(
                code: form["code"] ?? "",
                from: Browser(request, context)
            )
            return Redirect.afterForm(to: next ?? visit.path("/")).setting(cookies, by: visit.cookies)
        } catch {
            return SecondFactorPage(visit: visit, refusal: try FormRefusal(error, visit.words)).response
        }
    }

    var response: Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: words("second_factor.title"), hasForm: true)
        let response = frame.response(status: refusal?.status ?? .ok) { h, token in
            h(.h1, text: words("second_factor.title"))
            h(.section, .class("panel")) { h in
                FormFault(sentences: refusal?.sentences ?? []).write(to: &h)
                StackForm(action: visit.path("/sign-in/code"), token: token, submit: words("sign_in.submit"))
                    .write(to: &h) { h in
                        FormField(
                            name: "code",
                            label: words("second_factor.code"),
                            autocomplete: "one-time-code",
                            hint: words("second_factor.hint"),
                            longest: 40
                        )
                        .write(to: &h)
                    }
            }
            h(.p) { h in h(.a, .href(visit.path("/sign-in")), text: words("second_factor.again")) }
        }
        return refusal?.apply(to: response) ?? response
    }
}

/// What answers the button that signs out.
enum SignOutForm {
    static func take(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        _ = try await visit.form(request)
        if let session = Browser(request, context).session {
            try await visit.services.store.endSession(digest: session.data)
        }
        return Redirect.afterForm(to: visit.path("/sign-in"))
            .setting([.forgetting(SessionCookie.name), .forgetting(Browser.stepCookie)], by: visit.cookies)
    }
}

internal import Hummingbird
internal import Identity
internal import Logging
internal import Store
internal import Vocabulary

/// The two addresses of sign-in through a provider; they have no language, because the provider knows only one of each.
struct OpenIDRoutes {
    let services: SiteServices

    func add(to router: Router<SiteContext>) {
        router.post("/sign-in/oidc") { request, context in try await begin(request, context) }
        router.get("/sign-in/oidc/callback") { request, context in try await finish(request, context) }
    }

    private func begin(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let desk = services.openID else { throw SiteError(.notFound) }
        let form = try await FormBody.read(request)
        try services.csrf.check(request, token: form[RequestForgeryGuard.fieldName])
        let language = form["language"].flatMap(Language.init(rawValue:)) ?? LanguageChoice.language(of: request)
        let visit = visit(request, context, language)
        let purpose: OpenIDDesk.Purpose
        if let text = form["invitation"] {
            let opened: (code: ReadableCode, grant: HandedCode)
            do { opened = try await InvitationPage.open(text, visit, Browser(request, context)) } catch {
                return InvitationPage(visit: visit, refusal: try FormRefusal(error, visit.words)).response
            }
            guard opened.grant.person == nil else { throw SiteError(.badRequest) }
            purpose = .invitation(opened.code)
        } else if form["link"] != nil {
            guard let seat = Seat(context.reader) else {
                throw try await services.store.refusal(of: context.reader, lacking: nil, to: "person")
            }
            do {
                try await services.entrance.prove(
                    seat.person,
                    password: form.exact("current"),
                    session: seat.session,
                    from: Browser(request, context)
                )
            } catch {
                return try await AccountPage.respond(visit, refusal: try FormRefusal(error, visit.words))
            }
            purpose = .link(seat.person)
        } else {
            purpose = .signIn
        }
        do {
            let (address, cookie) = try await desk.begin(purpose, language: language, next: NextPath.safe(form["next"]))
            return OpenIDDeparture(address: address, name: desk.buttonName).response(visit).setting(
                [cookie],
                by: visit.cookies
            )
        } catch let fault as OpenIDFault {
            return try await refuse(fault, visit, context)
        }
    }

    private func finish(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let desk = services.openID else { throw SiteError(.notFound) }
        let ticket = CookiePolicy(for: request).value(OpenIDDesk.cookie, in: request)
        guard let begun = desk.leave(with: ticket) else {
            return try await refuse(
                OpenIDFault(.staleAnswer, "cookie"),
                visit(request, context, LanguageChoice.language(of: request)),
                context
            )
        }
        let visit = visit(request, context, begun.language)
        let answer = QueryString(parsing: request.uri.query ?? "").items.map { (name: $0.name, value: $0.value) }
        let claim: OutsideIdentityClaim
        do { claim = try await desk.finish(begun, answer: answer) } catch let fault as OpenIDFault {
            return try await refuse(fault, visit, context)
        }
        do {
            return try await use(claim, begun, visit, Browser(request, context), context.reader)
                .setting([.forgetting(OpenIDDesk.cookie)], by: visit.cookies)
        } catch let error as StoreError where error.code == .conflict || error.code == .notFound {
            let key = error.code == .conflict ? "openid.taken" : "code.refused.unknown"
            return try await SignInPage.respond(visit, refusal: FormRefusal(visit.words(key)))
        } catch {
            return try await SignInPage.respond(visit, refusal: try FormRefusal(error, visit.words))
        }
    }

    /// Does what was wanted of the provider's word.
    ///
    /// An account is found by issuer and subject, never by an address.
    private func use(
        _ claim: OutsideIdentityClaim,
        _ begun: OpenIDDesk.Begun,
        _ visit: Visit,
        _ browser: Browser,
        _ reader: Reader
    ) async throws -> Response {
        let store = services.store
        switch begun.purpose {
        case .signIn:
            let record = try await store.signInRecord(
                forIssuer: claim.identity.issuer,
                subject: claim.identity.subject
            )
            guard let record, record.state == .active else { throw SignInRefusal.because(key: "openid.unlinked") }
            return try await enter(record, begun, visit, browser)
        case .link(let person):
            // The same person must still be signed in here: an answer alone ties nothing.
            guard let seat = Seat(reader), seat.person == person else { throw SignInRefusal.stale }
            try await store.setIdentity(claim.identity, of: person, by: reader)
            return Redirect.afterForm(to: visit.path("/account"))
        case .invitation(let code):
            let person = try await store.acceptInvitation(
                digest: code.hash.data,
                name: String((claim.name ?? claim.identity.subject).prefix(200)),
                languages: [visit.language.rawValue],
                passwordHash: nil,
                identity: claim.identity
            )
            guard let record = try await store.signInRecord(of: person) else { throw SignInRefusal.wrong }
            return try await enter(record, begun, visit, browser)
        }
    }

    private func enter(
        _ record: SignInRecord,
        _ begun: OpenIDDesk.Begun,
        _ visit: Visit,
        _ browser: Browser
    ) async throws -> Response {
        let (cookies, isIn) = try await services.entrance.enter(record, next: begun.next, from: browser)
        return Redirect.afterForm(to: isIn ? begun.next ?? visit.path("/") : visit.path("/sign-in/code"))
            .setting(cookies, by: visit.cookies)
    }

    private func visit(_ request: Request, _ context: SiteContext, _ language: Language) -> Visit {
        Visit(services: services, language: language, request: request, reader: context.reader, place: "/sign-in")
    }

    /// Says that it did not work; the reason goes to the log, without what the provider or the visitor sent.
    private func refuse(_ fault: OpenIDFault, _ visit: Visit, _ context: SiteContext) async throws -> Response {
        context.logger.warning("sign-in through the provider failed", metadata: ["reason": "\(fault.code.rawValue)"])
        return try await SignInPage.respond(visit, refusal: FormRefusal(visit.words(fault.messageKey)))
            .setting([.forgetting(OpenIDDesk.cookie)], by: visit.cookies)
    }
}

/// Sends the browser on to the provider.
///
/// A page and no redirect: `form-action 'self'` holds for where a form's answer leads, too (CSP level 3, section 6.4.1).
struct OpenIDDeparture {
    let address: String
    let name: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("openid.going", ["name": name])
        var frame = PageFrame(visit: visit, title: title)
        frame.onward = address
        return frame.response { h, _ in
            h(.h1, text: title)
            h(.p) { h in h(.a, .class("button"), .href(address), text: words("openid.go")) }
        }
    }
}

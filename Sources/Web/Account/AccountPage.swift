internal import Hummingbird
internal import Store
internal import Vocabulary

/// A person's own page: name and languages, how they sign in, where they are signed in, tokens, and what they read.
struct AccountPage {
    let visit: Visit
    let seat: Seat
    let person: Person
    let sessions: [Session]
    let devices: [Device]
    let tokens: [APIToken]
    let trail: [AccessEntry]
    var refusal: FormRefusal?
    /// A token that was just made: shown once.
    var newToken: String?

    static func respond(_ visit: Visit, refusal: FormRefusal? = nil, newToken: String? = nil) async throws -> Response {
        guard let seat = Seat(visit.reader) else { return noAccount(visit) }
        let (store, reader) = (visit.services.store, visit.reader)
        let person = try await store.person(seat.person, as: reader)
        let page = AccountPage(
            visit: visit,
            seat: seat,
            person: person,
            sessions: try await store.sessions(of: seat.person, as: reader),
            devices: try await store.devices(of: seat.person, as: reader),
            tokens: try await store.tokens(of: seat.person, as: reader),
            trail: try await store.ownTrail(of: reader, limit: 25),
            refusal: refusal,
            newToken: newToken
        )
        return page.response
    }

    private static func noAccount(_ visit: Visit) -> Response {
        let words = visit.words
        return PageFrame(visit: visit, title: words("account.title")).response { h, _ in
            h(.h1, text: words("account.title"))
            EmptyState(
                title: words("account.none"),
                advice: words("account.none_advice"),
                link: (visit.path("/sign-in"), words("sign_in.title"))
            ).write(to: &h)
        }
    }

    var response: Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: words("account.title"), hasForm: true)
        let response = frame.response(status: refusal?.status ?? .ok) { h, token in
            h(.h1, text: words("account.title"))
            h(.p, .class("lead"), text: who)
            FormFault(sentences: refusal?.sentences ?? []).write(to: &h)
            if let newToken {
                OnceOnly(title: words("account.tokens.new"), about: words("account.tokens.once"), texts: [newToken])
                    .write(to: &h)
            }
            h(.div, .class("columns")) { h in
                AccountProfile(visit: visit, person: person, token: token).write(to: &h)
                AccountPassword(visit: visit, person: person, token: token).write(to: &h)
                AccountSecondFactor(visit: visit, person: person, token: token).write(to: &h)
                if visit.services.openID != nil {
                    AccountProvider(visit: visit, person: person, token: token).write(to: &h)
                }
            }
            AccountSessions(visit: visit, seat: seat, sessions: sessions, devices: devices, token: token).write(to: &h)
            if visit.reader.can(.issueTokens) {
                AccountTokens(visit: visit, tokens: tokens, token: token).write(to: &h)
            }
            AccountTrail(visit: visit, entries: trail).write(to: &h)
        }
        return refusal?.apply(to: response) ?? response
    }

    private var who: String {
        let roles = RoleWords.text(visit.reader.roles, visit.words)
        return visit.words(
            "account.who",
            ["agency": visit.reader.agencyName, "roles": roles, "email": person.about.email]
        )
    }
}

/// Something secret that is shown once and never again.
struct OnceOnly {
    let title: String
    let about: String
    let texts: [String]

    func write(to h: inout HTML) {
        h(.section, .class("panel why"), .role("status")) { h in
            h(.h2, text: title)
            h(.p, text: about)
            h(.ul, .class("secrets")) { h in
                for text in texts { h(.li) { h in h(.code, .class("secret"), text: text) } }
            }
        }
    }
}

internal import Store

/// Who is signed in, in the banner of every page, with the way to the account and out; or the way in.
struct PersonBadge {
    let visit: Visit
    /// The token of the form that signs out.
    let token: String

    func write(to h: inout HTML) {
        let words = visit.words
        // The owner of the machine has no account.
        if visit.services.mode == .owner, visit.reader.person == nil { return }
        h(.nav, .class("person"), .ariaLabel(words("badge.label"))) { h in
            guard visit.reader.session != nil else {
                h(.a, .class("button"), .href(visit.path("/sign-in") + next), text: words("sign_in.title"))
                return
            }
            h(.a, .class("person-name"), .href(visit.path("/account"))) { h in
                h(.span, text: visit.reader.name)
                h(.small, text: visit.reader.agencyName)
            }
            h(.form, Attribute("method", "post"), Attribute("action", visit.path("/sign-out"))) { h in
                FormToken(token: token).write(to: &h)
                h(.button, .type("submit"), .class("quiet-button"), text: words("badge.sign_out"))
            }
        }
    }

    /// Back to this page after signing in, where it is one to come back to.
    private var next: String {
        guard let here = NextPath.safe(visit.here), visit.place != "/" else { return "" }
        return QueryString().setting("next", to: here).encoded
    }
}

/// Says on every page of a demo that it is one, and who the visitor is in it.
struct DemoBanner {
    let visit: Visit

    func write(to h: inout HTML) {
        let words = visit.words
        h(.aside, .class("demo-banner"), .ariaLabel(words("demo.label"))) { h in
            h(.p) { h in
                h(.strong, text: words("demo.label"))
                h.text(" ")
                h.text(visit.reader.session == nil ? words("demo.nobody") : words("demo.you", ["name": who]))
                h.text(" ")
                h(.a, .href(visit.path("/sign-in")), text: words("demo.change"))
            }
        }
    }

    private var who: String {
        let roles = RoleWords.text(visit.reader.roles, visit.words)
        return "\(visit.reader.name) (\(roles))"
    }
}

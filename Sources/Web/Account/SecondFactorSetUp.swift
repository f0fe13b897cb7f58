internal import Foundation
internal import Hummingbird
internal import Identity
internal import Store

/// Sets a second factor: the secret is shown, and counts once a code of it was typed.
struct SecondFactorSetUp {
    let visit: Visit
    let factor: TOTP
    let ticket: String
    let email: String
    var refusal: FormRefusal?

    static func begin(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        try await AccountForms.take(visit, request) { seat, form in
            try await AccountForms.prove(seat, form, visit, request, context)
            let entrance = visit.services.entrance
            var generator = SystemRandomNumberGenerator()
            let factor = TOTP.make(using: &generator)
            let waiting = Entrance.NewFactor(person: seat.person, factor: factor)
            let ticket = entrance.newFactors.seat(waiting, at: entrance.now())
            let email = try await visit.services.store.person(seat.person, as: visit.reader).about.email
            return SecondFactorSetUp(visit: visit, factor: factor, ticket: ticket, email: email).response
        }
    }

    static func confirm(_ visit: Visit, _ request: Request) async throws -> Response {
        try await AccountForms.take(visit, request) { seat, form in
            let (entrance, store) = (visit.services.entrance, visit.services.store)
            let ticket = form["ticket"] ?? ""
            guard let waiting = entrance.newFactors.guest(with: ticket, at: entrance.now()),
                waiting.person == seat.person
            else { throw SignInRefusal.stale }
            guard
                case .accepted(let step) = waiting.factor.check(
                    form["code"] ?? "",
                    at: entrance.now(),
                    lastUsedStep: nil
                )
            else {
                let email = try await store.person(seat.person, as: visit.reader).about.email
                return SecondFactorSetUp(
                    visit: visit,
                    factor: waiting.factor,
                    ticket: ticket,
                    email: email,
                    refusal: FormRefusal(visit.words("second_factor.not_yet"))
                ).response
            }
            _ = entrance.newFactors.leave(with: ticket, at: entrance.now())
            var generator = SystemRandomNumberGenerator()
            let (codes, kept) = RecoveryCodes.make(using: &generator)
            try await store.setSecondFactor(
                (Data(waiting.factor.secretText.utf8), Int64(step), kept.text),
                of: seat.person,
                by: visit.reader
            )
            return RecoveryCodesPage(visit: visit, codes: codes.map(\.text)).response
        }
    }

    static func remove(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        try await AccountForms.take(visit, request) { seat, form in
            try await AccountForms.prove(seat, form, visit, request, context)
            try await visit.services.store.setSecondFactor(nil, of: seat.person, by: visit.reader)
            return nil
        }
    }

    static func renewCodes(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        try await AccountForms.take(visit, request) { seat, form in
            try await AccountForms.prove(seat, form, visit, request, context)
            let store = visit.services.store
            guard try await store.person(seat.person, as: visit.reader).hasSecondFactor else {
                throw SiteError(.badRequest)
            }
            var generator = SystemRandomNumberGenerator()
            let (codes, kept) = RecoveryCodes.make(using: &generator)
            try await store.setRecoveryCodes(kept.text, of: seat.person, by: visit.reader)
            return RecoveryCodesPage(visit: visit, codes: codes.map(\.text)).response
        }
    }

    var response: Response {
        let words = visit.words
        let title = words("second_factor.set_up")
        let address = factor.address(issuer: words("site.name"), account: email)
        let frame = PageFrame(visit: visit, title: title, hasForm: true)
        return frame.response(status: refusal?.status ?? .ok) { h, token in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("second_factor.how"))
            h(.section, .class("panel")) { h in
                h(.p, text: words("second_factor.secret"))
                h(.p) { h in h(.code, .class("secret"), text: grouped(factor.secretText)) }
                // An address of an app on the same device; no page of any site.
                h(.p) { h in h(.a, .class("button"), Attribute("href", address), text: words("second_factor.link")) }
            }
            h(.section, .class("panel")) { h in
                FormFault(sentences: refusal?.sentences ?? []).write(to: &h)
                StackForm(
                    action: visit.path("/account/second-factor/confirm"),
                    token: token,
                    submit: words("second_factor.confirm")
                ).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("ticket"), .value(ticket))
                    FormField(
                        name: "code",
                        label: words("second_factor.first_code"),
                        autocomplete: "one-time-code",
                        longest: 20
                    ).write(to: &h)
                }
            }
        }
    }

    /// Four letters and a space, to be typed without losing the place.
    private func grouped(_ text: String) -> String {
        stride(from: 0, to: text.count, by: 4)
            .map { String(text.dropFirst($0).prefix(4)) }
            .joined(separator: " ")
    }
}

/// The recovery codes, shown once.
struct RecoveryCodesPage {
    let visit: Visit
    let codes: [String]

    var response: Response {
        let words = visit.words
        let title = words("recovery.title")
        return PageFrame(visit: visit, title: title).response { h, _ in
            h(.h1, text: title)
            OnceOnly(title: words("recovery.keep"), about: words("recovery.about"), texts: codes).write(to: &h)
            h(.p) { h in h(.a, .class("button"), .href(visit.path("/account")), text: words("recovery.done")) }
        }
    }
}

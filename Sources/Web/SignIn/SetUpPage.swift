internal import Hummingbird
internal import Identity
internal import Store
internal import Vocabulary

/// The page on which the first person of an installation makes themselves known, with the code that the server printed.
struct SetUpPage {
    let visit: Visit
    var refusal: FormRefusal?
    var typed = QueryString()

    static func respond(_ visit: Visit) async throws -> Response {
        // Once somebody is there, nothing here says that there ever was such a page.
        guard try await visit.services.store.hasNobody() else { throw SiteError(.notFound) }
        return SetUpPage(visit: visit).response
    }

    /// Takes the form.
    static func take(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        guard try await visit.services.store.hasNobody() else { throw SiteError(.notFound) }
        let form = try await visit.form(request)
        let entrance = visit.services.entrance
        let browser = Browser(request, context)
        do {
            let charge = try await entrance.charge(.code, browser)
            let code = try CodeReading.code(form["code"], for: .setUp)
            do { try entrance.firstRun.check(code, at: entrance.now()) } catch {
                throw SignInRefusal.because(key: error.messageKey)
            }
            try await entrance.giveBack(charge)
            let (name, email) = (form["name"] ?? "", form["email"] ?? "")
            let hash = try await entrance.hash(newPassword: form.exact("password"), name: name, email: email)
            let person = try await visit.services.store.setUp(
                agency: String((form["agency"] ?? "").prefix(200)),
                name: String(name.prefix(200)),
                email: String(email.prefix(200)),
                languages: [visit.language.rawValue],
                passwordHash: hash
            )
            entrance.firstRun.close()
            guard let record = try await visit.services.store.signInRecord(of: person) else {
                throw SignInRefusal.wrong
            }
            let cookies = try await entrance.begin(record, .none, from: browser)
            return Redirect.afterForm(to: visit.path("/account")).setting(cookies, by: visit.cookies)
        } catch let error as StoreError where error.code == .invalid {
            return SetUpPage(visit: visit, refusal: FormRefusal(visit.words("form.incomplete")), typed: form).response
        } catch {
            return SetUpPage(visit: visit, refusal: try FormRefusal(error, visit.words), typed: form).response
        }
    }

    var response: Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: words("set_up.title"), hasForm: true)
        let response = frame.response(status: refusal?.status ?? .ok) { h, token in
            h(.h1, text: words("set_up.title"))
            h(.p, .class("lead"), text: words("set_up.about"))
            h(.section, .class("panel")) { h in
                FormFault(sentences: refusal?.sentences ?? []).write(to: &h)
                StackForm(action: visit.path("/set-up"), token: token, submit: words("set_up.submit"))
                    .write(to: &h) { h in
                        FormField(
                            name: "code",
                            label: words("set_up.code"),
                            value: typed["code"] ?? "",
                            hint: words("set_up.code_hint"),
                            longest: 60
                        ).write(to: &h)
                        FormField(
                            name: "agency",
                            label: words("set_up.agency"),
                            value: typed["agency"] ?? "",
                            autocomplete: "organization"
                        ).write(to: &h)
                        NameFields(words: words, name: typed["name"] ?? "", email: typed["email"] ?? "")
                            .write(to: &h)
                        NewPasswordField(words: words).write(to: &h)
                    }
            }
        }
        return refusal?.apply(to: response) ?? response
    }
}

/// Reads codes that somebody typed.
enum CodeReading {
    /// The code; a slip of the pen is told from a code that opens nothing.
    static func code(_ typed: String?, for purpose: ReadableCode.Purpose) throws(SignInRefusal) -> ReadableCode {
        do { return try ReadableCode(typed ?? "", for: purpose) } catch {
            throw .because(key: error.messageKey)
        }
    }
}

/// The name and, where it is not known, the address of a person.
struct NameFields {
    let words: Words
    let name: String
    var email: String?

    func write(to h: inout HTML) {
        FormField(name: "name", label: words("person.name"), value: name, autocomplete: "name").write(to: &h)
        if let email {
            FormField(
                name: "email",
                label: words("sign_in.email"),
                type: "email",
                value: email,
                autocomplete: "username"
            ).write(to: &h)
        }
    }
}

/// A password to be chosen.
struct NewPasswordField {
    let words: Words

    func write(to h: inout HTML) {
        FormField(
            name: "password",
            label: words("password.new"),
            type: "password",
            autocomplete: "new-password",
            hint: words("password.hint")
        ).write(to: &h)
    }
}

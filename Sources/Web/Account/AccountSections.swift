internal import Store
internal import Vocabulary

/// The name and the languages of a person.
struct AccountProfile {
    let visit: Visit
    let person: Person
    let token: String

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("account.profile"))
            StackForm(action: visit.path("/account/profile"), token: token, submit: words("account.save"))
                .write(to: &h) { h in
                    FormField(
                        name: "name",
                        label: words("person.name"),
                        value: person.about.name,
                        autocomplete: "name"
                    ).write(to: &h)
                    h(.fieldset, .class("choices")) { h in
                        h(.legend, text: words("account.languages"))
                        for language in Language.allCases {
                            h(.label) { h in
                                h(
                                    .input,
                                    .type("checkbox"),
                                    .name("language"),
                                    .value(language.rawValue),
                                    person.about.languages.contains(language.rawValue) ? .checked : nil
                                )
                                h.text(words("language.\(language.rawValue)"))
                            }
                        }
                    }
                }
        }
    }
}

/// The field by which somebody proves again who they are, where they have a password.
struct ProofField {
    let visit: Visit
    let person: Person
    let prefix: String

    func write(to h: inout HTML) {
        guard person.hasPassword else {
            h(.p, .class("hint"), text: visit.words("account.prove.recent"))
            return
        }
        FormField(
            name: "current",
            label: visit.words("account.prove.password"),
            type: "password",
            autocomplete: "current-password",
            prefix: prefix
        ).write(to: &h)
    }
}

/// The change of a password.
struct AccountPassword {
    let visit: Visit
    let person: Person
    let token: String

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("sign_in.password"))
            StackForm(
                action: visit.path("/account/password"),
                token: token,
                submit: words(person.hasPassword ? "account.password.change" : "account.password.set")
            ).write(to: &h) { h in
                ProofField(visit: visit, person: person, prefix: "password-").write(to: &h)
                NewPasswordField(words: words).write(to: &h)
                h(.p, .class("hint"), text: words("account.password.effect"))
            }
        }
    }
}

/// The second factor: whether there is one, and the way to set it or to take it away.
struct AccountSecondFactor {
    let visit: Visit
    let person: Person
    let token: String

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("second_factor.title"))
            h(.p, text: words(person.hasSecondFactor ? "second_factor.is_set" : "second_factor.is_not_set"))
            StackForm(
                action: visit.path("/account/second-factor"),
                token: token,
                submit: words(person.hasSecondFactor ? "second_factor.replace" : "second_factor.begin")
            ).write(to: &h) { h in
                ProofField(visit: visit, person: person, prefix: "factor-").write(to: &h)
            }
            if person.hasSecondFactor {
                more("recovery-codes", submit: words("second_factor.new_codes"), to: &h)
                more("second-factor/remove", submit: words("second_factor.remove"), to: &h)
            }
        }
    }

    private func more(_ path: String, submit: String, to h: inout HTML) {
        h(.details) { h in
            h(.summary, text: submit)
            StackForm(action: visit.path("/account/\(path)"), token: token, submit: submit, isQuiet: true)
                .write(to: &h) { h in
                    ProofField(visit: visit, person: person, prefix: path.replacing("/", with: "-") + "-")
                        .write(to: &h)
                }
        }
    }
}

/// The tie to another organisation's provider.
struct AccountProvider {
    let visit: Visit
    let person: Person
    let token: String

    func write(to h: inout HTML) {
        let words = visit.words
        let name = visit.services.openID?.buttonName ?? ""
        h(.section, .class("panel")) { h in
            h(.h2, text: words("account.provider"))
            h(
                .p,
                text: words(
                    person.identityIssuer == nil ? "account.provider.none" : "account.provider.tied",
                    ["name": name]
                )
            )
            StackForm(action: "/sign-in/oidc", token: token, submit: words("account.provider.tie", ["name": name]))
                .write(to: &h) { h in
                    h(.input, .type("hidden"), .name("link"), .value("1"))
                    h(.input, .type("hidden"), .name("language"), .value(visit.language.rawValue))
                    ProofField(visit: visit, person: person, prefix: "provider-").write(to: &h)
                }
            if person.identityIssuer != nil, person.hasPassword {
                h(.details) { h in
                    h(.summary, text: words("account.provider.untie"))
                    StackForm(
                        action: visit.path("/account/provider/remove"),
                        token: token,
                        submit: words("account.provider.untie"),
                        isQuiet: true
                    ).write(to: &h) { h in
                        ProofField(visit: visit, person: person, prefix: "untie-").write(to: &h)
                    }
                }
            }
        }
    }
}

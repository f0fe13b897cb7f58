internal import Store

/// A button that acts on one row.
struct RowButton {
    let action: String
    let token: String
    let id: Int64
    let text: String
    /// What the row is, so that a button alone says what it does.
    let about: String

    func write(to h: inout HTML) {
        h(.form, Attribute("method", "post"), Attribute("action", action)) { h in
            FormToken(token: token).write(to: &h)
            h(.input, .type("hidden"), .name("id"), .value("\(id)"))
            h(.button, .type("submit"), .class("quiet-button"), .ariaLabel("\(text): \(about)"), text: text)
        }
    }
}

/// Where a person is signed in, and the browsers that the account knows.
struct AccountSessions {
    let visit: Visit
    let seat: Seat
    let sessions: [Session]
    let devices: [Device]
    let token: String

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("account.sessions"))
            PlainTable(words: words, caption: words("account.sessions"), items: sessions, columns: sessionColumns)
                .write(to: &h)
            if sessions.count > 1 {
                StackForm(
                    action: visit.path("/account/sessions/end-others"),
                    token: token,
                    submit: words("account.sessions.end_others"),
                    isQuiet: true
                ).write(to: &h)
            }
            h(.h3, text: words("account.devices"))
            h(.p, text: words("account.devices.about"))
            PlainTable(words: words, caption: words("account.devices"), items: devices, columns: deviceColumns)
                .write(to: &h)
        }
    }

    private var sessionColumns: [PlainTable<Session>.Column] {
        let words = visit.words
        return [
            .text("account.sessions.device") { $0.device ?? "–" },
            .text("account.sessions.address") { $0.address },
            .text("account.sessions.began") { words.time($0.beganAt) },
            .text("account.sessions.last_seen") { words.time($0.lastSeen) },
            .init("account.sessions.action") { session, h in
                guard session.id != seat.session else {
                    return h(.strong, text: words("account.sessions.this"))
                }
                RowButton(
                    action: visit.path("/account/sessions/end"),
                    token: token,
                    id: session.id,
                    text: words("account.sessions.end"),
                    about: session.device ?? "–"
                ).write(to: &h)
            },
        ]
    }

    private var deviceColumns: [PlainTable<Device>.Column] {
        let words = visit.words
        return [
            .text("account.sessions.device") { $0.label },
            .text("account.sessions.began") { words.time($0.firstSeen) },
            .text("account.sessions.last_seen") { words.time($0.lastSeen) },
            .init("account.sessions.action") { device, h in
                RowButton(
                    action: visit.path("/account/devices/forget"),
                    token: token,
                    id: device.id,
                    text: words("account.devices.forget"),
                    about: device.label
                ).write(to: &h)
            },
        ]
    }
}

/// The tokens for the data interface.
struct AccountTokens {
    let visit: Visit
    let tokens: [APIToken]
    let token: String

    /// For how many days a token may be issued.
    static let lives = [7, 30, 90, 365]

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("account.tokens"))
            h(.p, text: words("account.tokens.about"))
            let standing = tokens.filter { !$0.isRevoked }
            if !standing.isEmpty {
                PlainTable(words: words, caption: words("account.tokens"), items: standing, columns: columns).write(
                    to: &h
                )
            }
            form(to: &h)
        }
    }

    private var columns: [PlainTable<APIToken>.Column] {
        let words = visit.words
        return [
            .text("account.tokens.label") { $0.label },
            .text("account.tokens.scopes") { kept in
                Capability.allCases.filter(kept.scopes.contains).map(\.rawValue).joined(separator: " ")
            },
            .text("account.tokens.expires") { words.time($0.expiresAt) },
            .init("account.tokens.action") { kept, h in
                RowButton(
                    action: visit.path("/account/tokens/revoke"),
                    token: token,
                    id: kept.id,
                    text: words("account.tokens.revoke"),
                    about: kept.label
                ).write(to: &h)
            },
        ]
    }

    private func form(to h: inout HTML) {
        let words = visit.words
        StackForm(action: visit.path("/account/tokens"), token: token, submit: words("account.tokens.issue"))
            .write(to: &h) { h in
                FormField(
                    name: "label",
                    label: words("account.tokens.label"),
                    hint: words("account.tokens.label_hint"),
                    longest: 80
                ).write(to: &h)
                h(.label, .for("days"), text: words("account.tokens.life"))
                h(.select, .id("days"), .name("days")) { h in
                    for days in Self.lives {
                        h(
                            .option,
                            .value("\(days)"),
                            days == 30 ? .selected : nil,
                            text: words.plural("account.days", days)
                        )
                    }
                }
                h(.fieldset, .class("choices")) { h in
                    h(.legend, text: words("account.tokens.scopes"))
                    h(.p, .class("hint"), text: words("account.tokens.scopes_hint"))
                    for capability in Capability.allCases where visit.reader.can(capability) {
                        h(.label) { h in
                            h(.input, .type("checkbox"), .name("scope"), .value(capability.rawValue))
                            h.text(words("capability.\(capability.rawValue)"))
                        }
                    }
                }
            }
    }
}

/// What a person did lately, as the access trail has it.
struct AccountTrail {
    let visit: Visit
    let entries: [AccessEntry]

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("account.trail"))
            h(.p, text: words("account.trail.about"))
            PlainTable(
                words: words,
                caption: words("account.trail"),
                items: entries,
                columns: [
                    .text("account.trail.at") { words.time($0.at) },
                    .text("account.trail.action") { $0.action },
                    .text("account.trail.subject") {
                        [$0.subjectKind, $0.subject].compactMap(\.self).joined(separator: " ")
                    },
                    .text("account.trail.why") {
                        [$0.purpose.map { words("reason.purpose.\($0.rawValue)") }, $0.caseReference]
                            .compactMap(\.self).joined(separator: ", ")
                    },
                ]
            ).write(to: &h)
        }
    }
}

internal import Store

/// A small table: headings, and rows whose last cell may hold a form.
struct ActionTable {
    let caption: String
    let headings: [String]

    func write(to h: inout HTML, rows: (inout HTML) -> Void) {
        h(.table, .class("data"), .role("table")) { h in
            h(.caption, .class("unseen"), text: caption)
            h(.thead, .role("rowgroup")) { h in
                h(.tr, .role("row")) { h in
                    for heading in headings { h(.th, .scope("col"), .role("columnheader"), text: heading) }
                }
            }
            h(.tbody, .role("rowgroup")) { h in rows(&h) }
        }
    }

    /// One row; each cell repeats its heading for narrow screens.
    func row(to h: inout HTML, _ texts: [String], last: ((inout HTML) -> Void)? = nil) {
        h(.tr, .role("row")) { h in
            for (heading, text) in zip(headings, texts) {
                h(.td, .role("cell"), Attribute("data-label", heading)) { h in
                    h(.span, .class("value"), text: text)
                }
            }
            if let last, let heading = headings.last {
                h(.td, .role("cell"), Attribute("data-label", heading)) { h in
                    h(.span, .class("value")) { h in last(&h) }
                }
            }
        }
    }
}

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
            let table = ActionTable(
                caption: words("account.sessions"),
                headings: ["device", "address", "began", "last_seen", "action"].map { words("account.sessions.\($0)") }
            )
            table.write(to: &h) { h in
                for session in sessions {
                    let device = session.device ?? "–"
                    table.row(
                        to: &h,
                        [device, session.address, words.time(session.beganAt), words.time(session.lastSeen)]
                    ) { h in
                        if session.id == seat.session {
                            h(.strong, text: words("account.sessions.this"))
                        } else {
                            RowButton(
                                action: visit.path("/account/sessions/end"),
                                token: token,
                                id: session.id,
                                text: words("account.sessions.end"),
                                about: device
                            ).write(to: &h)
                        }
                    }
                }
            }
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
            let known = ActionTable(
                caption: words("account.devices"),
                headings: ["device", "began", "last_seen", "action"].map { words("account.sessions.\($0)") }
            )
            known.write(to: &h) { h in
                for device in devices {
                    known.row(
                        to: &h,
                        [device.label, words.time(device.firstSeen), words.time(device.lastSeen)]
                    ) { h in
                        RowButton(
                            action: visit.path("/account/devices/forget"),
                            token: token,
                            id: device.id,
                            text: words("account.devices.forget"),
                            about: device.label
                        ).write(to: &h)
                    }
                }
            }
        }
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
                let table = ActionTable(
                    caption: words("account.tokens"),
                    headings: ["label", "scopes", "expires", "action"].map { words("account.tokens.\($0)") }
                )
                table.write(to: &h) { h in
                    for kept in standing {
                        let scopes = Capability.allCases.filter(kept.scopes.contains).map(\.rawValue)
                        table.row(
                            to: &h,
                            [kept.label, scopes.joined(separator: " "), words.time(kept.expiresAt)]
                        ) { h in
                            RowButton(
                                action: visit.path("/account/tokens/revoke"),
                                token: token,
                                id: kept.id,
                                text: words("account.tokens.revoke"),
                                about: kept.label
                            ).write(to: &h)
                        }
                    }
                }
            }
            form(to: &h)
        }
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
            let table = ActionTable(
                caption: words("account.trail"),
                headings: ["at", "action", "subject", "why"].map { words("account.trail.\($0)") }
            )
            table.write(to: &h) { h in
                for entry in entries {
                    let why = [entry.purpose.map { words("reason.purpose.\($0.rawValue)") }, entry.caseReference]
                    let subject = [entry.subjectKind, entry.subject].compactMap(\.self).joined(separator: " ")
                    table.row(
                        to: &h,
                        [
                            words.time(entry.at), entry.action, subject,
                            why.compactMap(\.self).joined(separator: ", "),
                        ]
                    )
                }
            }
        }
    }
}

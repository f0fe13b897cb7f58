internal import Identity
internal import Store

/// Why a new password was not taken.
struct NewPasswordRefusal: Error, Sendable {
    let refusals: [PasswordRefusal]

    /// The sentences for the visitor.
    func sentences(in words: Words) -> [String] {
        refusals.map { refusal in
            let text = words(refusal.messageKey)
            return refusal.messageArguments.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
        }
    }
}

extension Entrance {
    /// Checks a new password against the rules and hashes it.
    ///
    /// - Throws: ``NewPasswordRefusal``, or ``SiteError`` with `busy`.
    func hash(newPassword typed: String, name: String, email: String) async throws -> String {
        let password: Password
        do { password = try Password(typed) } catch { throw NewPasswordRefusal(refusals: [error]) }
        return try await desk.queueing {
            let words = PasswordRules.OwnWords(name: name, email: email, others: ["Touchstone"])
            let refusals = try await desk.work { [rules] in try rules.refusals(of: password, for: words) }
            guard refusals.isEmpty else { throw NewPasswordRefusal(refusals: refusals) }
            return try await desk.hash(password).text
        }
    }

    /// Has somebody who is signed in prove again who they are, before they change how they sign in: by their password,
    /// or by having signed in a short while ago where they have none.
    func prove(_ person: PersonNumber, password typed: String, session: Int64, from browser: Browser) async throws {
        guard let record = try await store.signInRecord(of: person) else { throw SignInRefusal.wrong }
        // What one visitor of the demo sets would keep the next one out.
        guard !record.email.hasSuffix(DemoPeople.domain) else { throw SignInRefusal.because(key: "demo.fixed") }
        if record.passwordHash != nil {
            _ = try await recognise(email: record.email, password: typed, from: browser)
            return
        }
        let age = try await store.age(ofSession: session)
        let limit = sessions.limits(of: record.roles.map(\.rawValue)).stepUp
        guard age < Double(limit) else { throw SignInRefusal.because(key: "account.prove.again") }
    }
}

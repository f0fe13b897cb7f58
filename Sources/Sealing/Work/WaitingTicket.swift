import Secrets
public import Vocabulary

/// For phones without scripts, instead of a puzzle: the form says when it was given out, and is not taken at once.
public struct WaitingTicket: Sendable {
    private static let kind = "waiting"

    /// The form for which tickets are good.
    public let form: String
    /// The fewest seconds that a person needs to fill the form in.
    public let shortest: Int
    /// How many seconds a form may stay open: people write slowly, and go away in between.
    public let longest: Int
    private let secret: TicketSecret

    /// Tickets for a form.
    public init(form: String, shortest: Int = 20, longest: Int = 86_400, secret: TicketSecret) {
        (self.form, self.shortest, self.longest, self.secret) = (form, shortest, longest, secret)
    }

    /// A new ticket; the generator must be a cryptographic one.
    public func ticket(at now: UTCInstant, using generator: inout some RandomNumberGenerator) -> String {
        let ticket = SignedTicket(
            issued: now.milliseconds / 1_000,
            number: 0,
            nonce: SecretBytes.random(SignedTicket.nonceCount, using: &generator)
        )
        return ticket.text(kind: Self.kind, form: form, secret: secret)
    }

    /// Checks a ticket.
    public func check(_ ticket: String, at now: UTCInstant) throws(TicketFault) {
        guard let ticket = SignedTicket(ticket, kind: Self.kind, form: form, secret: secret) else { throw .foreign }
        let age = now.milliseconds / 1_000 - ticket.issued
        guard age >= 0 else { throw .notYet }
        guard age >= shortest else { throw .tooFast }
        guard age <= longest else { throw .expired }
    }
}

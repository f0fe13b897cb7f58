internal import Hummingbird
internal import Store

/// A person at a session: only they have an account page.
///
/// The owner of the machine has no account, and a program with a
/// token does not change how its person signs in.
struct Seat: Sendable {
    let person: PersonNumber
    let session: Int64

    init?(_ reader: Reader) {
        guard let person = reader.person, let session = reader.session else { return nil }
        self.person = person
        self.session = session
    }

    /// The seat of a visitor; throws a denial where there is none.
    static func of(_ visit: Visit) async throws -> Seat {
        guard let seat = Seat(visit.reader) else {
            throw try await visit.services.store.refusal(of: visit.reader, lacking: nil, to: "person")
        }
        return seat
    }
}

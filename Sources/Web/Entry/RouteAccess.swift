internal import Store

/// Who gets past the door of a page or an endpoint; what they find behind it is decided by the views of the store.
enum RouteAccess: Sendable, Hashable {
    /// Everybody: the rows shown are those that the reader may see.
    case anyone
    /// Whoever is signed in, and the owner of the machine.
    case signedIn
    /// Whoever has a capability.
    case capability(Capability)

    /// Whether a reader gets past.
    func admits(_ reader: Reader) -> Bool {
        switch self {
        case .anyone: true
        case .signedIn: reader.isKnown
        case .capability(let capability): reader.can(capability)
        }
    }

    /// Throws a ``Denial`` that says why not and whom to ask.
    func check(_ reader: Reader, _ store: FactStore, subject: String) async throws {
        guard !admits(reader) else { return }
        let capability: Capability? = if case .capability(let needed) = self { needed } else { nil }
        throw try await store.refusal(of: reader, lacking: capability, to: subject)
    }
}

/// Why somebody does not get something, and whom to ask; never what it is.
public struct Denial: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reasons.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// Nobody is signed in.
        case signIn = "sign_in"
        /// The roles of the person do not allow it.
        case capability
        /// The marking of the owner's agency does not reach the reader.
        case marking
        /// It can be had for a purpose and a case, and none was given.
        case purpose
        /// It is sealed: two persons have to open it.
        case sealed
        /// Somebody else has to do it.
        case samePerson = "same_person"

        /// What it says, in English.
        public var meaning: String {
            switch self {
            case .signIn: "Sign in first."
            case .capability: "Your roles do not allow it."
            case .marking: "Its owner has not shared it with your agency."
            case .purpose: "It is given for a purpose and a case: say which."
            case .sealed: "It is sealed: two persons have to open it."
            case .samePerson: "Somebody else has to do it."
            }
        }
    }

    /// Why.
    public let reason: Reason
    /// The capability that is missing, if it is that.
    public let capability: Capability?
    /// The kind of thing, such as `report`, or the name of the field, such as `report.text`.
    public let subject: String
    /// The agency to ask, with its address.
    public let ask: Agency?

    init(_ reason: Reason, capability: Capability? = nil, subject: String, ask: Agency? = nil) {
        self.reason = reason
        self.capability = capability
        self.subject = subject
        self.ask = ask
    }

    /// The denial in English, for logs and the command line.
    public var description: String {
        let why = capability.map { "\(reason.meaning) It takes the right to \($0.meaning)." } ?? reason.meaning
        guard let ask else { return "\(subject): \(why)" }
        let address = ask.contact.isEmpty ? "" : " (\(ask.contact))"
        return "\(subject): \(why) Ask \(ask.name)\(address)."
    }
}

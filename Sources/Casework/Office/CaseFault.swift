public import Docket
public import Offences

/// Why something is not done in a case.
public enum CaseFault: Error, Sendable, Hashable {
    /// There is no such case for who asks.
    case noSuchCase
    /// The rules of cases refuse it.
    case refused(CaseRefusal)
    /// The triage card refuses it.
    case notTriaged(TriageRefusal)
    /// Who asks does not see what they name.
    case noSuchThing(CaseReference)
    /// A word that stands for a choice is none of the choices; which field.
    case unknownWord(field: String)
    /// What was said is longer than an act may be, or holds control characters.
    case notText
    /// Others wrote at the same time, again and again.
    case busy
    /// What is kept cannot be read: a fault of the store; which act.
    case broken(String)

    /// The key of the sentence in the catalogue of messages.
    public var messageKey: String {
        switch self {
        case .noSuchCase: "case.fault.no_such_case"
        case .refused(let refusal): refusal.reason.messageKey
        case .notTriaged(let refusal): "offences.triage.refused.\(refusal.reason.rawValue)"
        case .noSuchThing: "case.fault.no_such_thing"
        case .unknownWord: "case.fault.unknown_word"
        case .notText: "case.fault.not_text"
        case .busy: "case.fault.busy"
        case .broken: "case.fault.broken"
        }
    }
}

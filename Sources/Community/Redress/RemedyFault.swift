public import Media

/// Why a complaint, a commitment or a consultation is not taken as asked; what a procedure refuses is a `Refusal`.
public enum RemedyFault: Error, Sendable, Hashable {
    /// Nobody has said who plays which part in the procedure.
    case notSetUp(procedure: String)
    /// There is no such file for who asks.
    case noSuchFile
    /// Who asks has no part in which this can be said.
    case noPart
    /// What was sent as a photo is none that is taken.
    case noPhoto(MediaFault.Reason)
    /// A report is published only once it was read out to those whose matter it is.
    case notReadOut
    /// A report was published too short a time ago: two of nearly the same people would tell single ones.
    case reportedRecently(until: String)
    /// Who is complained of is named by nobody.
    case nobodyNamed
    /// Who owes something cannot be who leads the dialogue and writes down whether it was done.
    case ownPromise
    /// The receipt opens no complaint.
    case noSuchReceipt
    /// The file is none that can be taken: the message says why.
    case notTaken(messageKey: String)
    /// It holds as many words and papers as it can.
    case full
    /// Nothing was said.
    case nothingSaid
    /// Statistics were published too short a time ago: two of nearly the same files would tell single cases.
    case publishedRecently(until: String)
    /// The form that opened a file was sent before, with other words: those stand.
    case sentBefore
    /// What was said is too long or holds control characters.
    case notText
    /// Others wrote at the same time, again and again.
    case busy
    /// A file of the procedure cannot be read.
    case broken(String)

    /// The key of the sentence in the catalogue of messages.
    public var messageKey: String {
        switch self {
        case .notSetUp: "remedy.fault.not_set_up"
        case .noSuchFile: "remedy.fault.no_such_file"
        case .noPart: "remedy.fault.no_part"
        case .noPhoto(let reason): reason.messageKey
        case .notReadOut: "impact.fault.not_read_out"
        case .reportedRecently: "impact.fault.reported_recently"
        case .nobodyNamed: "remedy.fault.nobody_named"
        case .ownPromise: "remedy.fault.own_promise"
        case .noSuchReceipt: "remedy.fault.no_such_receipt"
        case .notTaken(let key): key
        case .full: "remedy.fault.full"
        case .nothingSaid: "remedy.fault.nothing_said"
        case .publishedRecently: "remedy.fault.published_recently"
        case .sentBefore: "remedy.fault.sent_before"
        case .notText: "remedy.fault.not_text"
        case .busy: "remedy.fault.busy"
        case .broken: "remedy.fault.broken"
        }
    }
}

import EPCIS
import Formats
import Store
import Vocabulary

/// What a job says of what was refused: a JSON array that the site words in its reader's language.
enum CaptureErrors {
    /// How many errors a job tells; the quarantine has all.
    private static let limit = 1000

    /// Errors of refused events.
    static func json(_ refusals: [FactBatch.Refusal]) -> String {
        var out = Array("[".utf8)
        for (number, refusal) in refusals.prefix(limit).enumerated() {
            if number > 0 { out.append(UInt8(ascii: ",")) }
            let exception = refusal.reason.code == .ownedByAnother ? EPCISException.security : .validation
            out += "{\"exception\":\"\(exception.rawValue)\",\"line\":\(refusal.line)".utf8
            out += ",\"position\":\(refusal.position),\"code\":\"\(refusal.reason.code.rawValue)\",\"path\":".utf8
            JSONString.append(refusal.reason.path.utf8, to: &out)
            out += ",\"found\":\(refusal.reason.found.json),\"expected\":\(refusal.reason.expected.json)}".utf8
        }
        out.append(UInt8(ascii: "]"))
        return String(decoding: out, as: UTF8.self)
    }

    /// The error of a document that the store could not take.
    static let failure = "[{\"exception\":\"\(EPCISException.implementation.rawValue)\"}]"

    /// The error of a document with more events than one capture takes.
    static func json(limit: Int) -> String {
        "[{\"exception\":\"\(EPCISException.captureLimitExceeded.rawValue)\",\"limit\":\(limit)}]"
    }
}

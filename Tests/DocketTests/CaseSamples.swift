import Docket
import Foundation
import Vocabulary

let (police, customs, unit): (MemberID, MemberID, MemberID) = (MemberID(1), MemberID(2), MemberID(3))

func moment(_ minutes: Int) -> UTCInstant {
    UTCInstant(milliseconds: 1_767_225_600_000 + minutes * 60_000) ?? UTCInstant(Date(timeIntervalSince1970: 0))
}

/// A case that is written down act by act; each a minute after the other.
struct Scribe {
    var file = CaseFile([])
    var minutes = 0

    /// Does something; throws what the file refuses.
    mutating func act(
        _ agency: MemberID,
        _ deed: CaseDeed,
        by person: String = "ana",
        isOwn: Bool = false
    ) throws(CaseRefusal) {
        minutes += 1
        let act = CaseAct(
            ActID("a\(minutes)"),
            at: moment(minutes),
            by: person,
            of: agency,
            isOwn: isOwn,
            deed
        )
        try file.append(act, now: moment(minutes))
    }

    /// The reason for which something is refused; nil if it is taken.
    mutating func refusal(
        _ agency: MemberID,
        _ deed: CaseDeed,
        by person: String = "ana",
        isOwn: Bool = false
    ) -> CaseRefusal.Reason? {
        do {
            try act(agency, deed, by: person, isOwn: isOwn)
            return nil
        } catch { return error.reason }
    }
}

/// A case that the police lead with customs.
func opened() throws -> Scribe {
    var scribe = Scribe()
    try scribe.act(police, .opened(title: "Ridge", summary: "Ore without a licence"))
    try scribe.act(police, .partnerAdded(customs, reason: "the ore left by their post"))
    return scribe
}

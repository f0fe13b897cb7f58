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

/// Numbers by chance that a seed gives again.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

public import Foundation
import Remedy
public import Store
import Vocabulary

/// Invented complaints, commitments, a consultation, a dialogue group and an impact assessment of the demo: of people who do not
/// exist, in a country that does not.
public enum DemoRemedy {
    /// Makes them in a store that has the demo's people; once.
    ///
    /// - Returns: How many files were made; 0 if they are there, or the people are not.
    public static func make(in store: FactStore, content: URL) async throws -> Int {
        guard try await store.remedySettings().isEmpty else { return 0 }
        var seats: [Role: (reader: Reader, digest: Data)] = [:]
        for role in [Role.communityLiaison, .supervisor, .company, .auditor, .oversight] {
            guard let seat = try await DemoPeople.sitDown(role, in: store) else { return 0 }
            seats[role] = seat
        }
        guard let liaison = seats[.communityLiaison]?.reader, let ministry = seats[.supervisor]?.reader,
            let company = seats[.company]?.reader, let auditor = seats[.auditor]?.reader,
            let oversight = seats[.oversight]?.reader
        else { return 0 }
        let cast = DemoCast(
            liaison: liaison,
            ministry: ministry,
            company: company,
            auditor: auditor,
            oversight: oversight
        )
        let office = try RemedyOffice(store, content: content)
        try await setUp(office, cast)
        let stage = DemoStage(office: office, cast: cast)
        let examples = try await DemoPeople.examples(in: store)
        var count = try await stage.play(site: examples.site, licence: examples.licence)
        count += try await DemoAssessment(office: office, cast: cast).play(site: examples.site)
        for seat in seats.values { try await store.endSession(digest: seat.digest) }
        return count
    }

    private static func setUp(_ office: RemedyOffice, _ cast: DemoCast) async throws {
        let languages: Set<String> = ["eng", "fra", "por", "spa"]
        var company = MechanismSettings(calendar: "mz", keeper: cast.oversight.agency, languages: languages)
        company.bodies = [
            BodyID("secretariat"): cast.ministry.agency, BodyID("fact-finding-team"): cast.ministry.agency,
            BodyID("independent-panel"): cast.auditor.agency, BodyID("appeals-panel"): cast.oversight.agency,
            BodyID("mediation-office"): cast.liaison.agency,
        ]
        var state = company
        state.bodies = [
            BodyID("reception"): cast.liaison.agency, BodyID("inspection"): cast.auditor.agency,
            BodyID("oversight-body"): cast.oversight.agency, BodyID("superior-authority"): cast.ministry.agency,
            BodyID("mediation-office"): cast.liaison.agency,
        ]
        let plain = MechanismSettings(calendar: "mz", languages: languages)
        try await office.setUp("company", company, by: .local)
        try await office.setUp("state", state, by: .local)
        try await office.setUp("commitment", plain, by: .local)
        try await office.setUp("fpic", plain, by: .local)
        try await office.setUp("mediation", plain, by: .local)
        try await office.setUp("impact", plain, by: .local)
    }
}

/// Who acts in the demo.
struct DemoCast {
    let liaison: Reader
    let ministry: Reader
    let company: Reader
    let auditor: Reader
    let oversight: Reader
}

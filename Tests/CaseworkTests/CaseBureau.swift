import Casework
import Docket
import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

/// Three agencies, two of which work on one case.
struct CaseBureau {
    let shelf: Shelf
    let office: CaseOffice
    /// A supervisor and an inspector of the agency that leads.
    let (lead, inspector): (Reader, Reader)
    /// A supervisor of the agency that is asked in, and somebody there who does not work on cases.
    let (partner, clerk): (Reader, Reader)
    /// A supervisor of an agency that has no part in it.
    let stranger: Reader

    static let content = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Content")
    static let company = CaseReference("party", "P-1")

    init(partnerClearance: HandlingMarking = .red) async throws {
        shelf = try Shelf()
        let lexicon = try Lexicon.load(from: Self.content)
        let offences = try OffenceShelf(content: Self.content, offences: lexicon.offences, packs: ["simulated"])
        office = CaseOffice(shelf.store, shelf: offences)
        let staff = Staff(shelf.store)
        let (customs, police) = (try await staff.agency(), try await staff.agency())
        lead = try await staff.person(.supervisor, of: 1)
        inspector = try await staff.person(.inspector, of: 1)
        partner = try await staff.person(.supervisor, of: customs, clearance: partnerClearance)
        clerk = try await staff.person(.company, of: customs)
        stranger = try await staff.person(.supervisor, of: police)
        _ = try await shelf.handIn([[("party", ["id": "P-1", "name": "Ore Trading"])]], marking: .green)
    }

    var store: FactStore { shelf.store }

    func member(_ reader: Reader) -> MemberID { MemberID(Int(reader.agency.rawValue)) }

    /// A case about the company, in which both agencies have a part.
    func opened() async throws -> Int64 {
        let id = try await office.open("Ore", "Where is it from?", from: Self.company, id: "open", by: lead)
        try await office.act(.partnerAdded(member(partner), reason: "imports"), id: "in", in: id, by: lead)
        return id
    }

    /// The fault with which something is refused.
    func fault(_ body: () async throws -> Void) async -> CaseFault? {
        do {
            try await body()
            return nil
        } catch { return error as? CaseFault }
    }
}

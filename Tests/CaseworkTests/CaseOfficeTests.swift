import Casework
import Docket
import Offences
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite struct CaseOfficeTests {
    @Test func `two agencies work on a case, and each sees what it may`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        let office = bureau.office
        let secret = ItemID("n-own")
        try await office.act(
            .noteWritten(secret, text: "our source"),
            isOwn: true,
            id: "a1",
            in: id,
            by: bureau.partner
        )
        try await office.act(.noteWritten(ItemID("n"), text: "seen"), id: "a2", in: id, by: bureau.partner)
        let ours = try await office.file(id, as: bureau.lead)
        let theirs = try await office.file(id, as: bureau.partner)
        #expect(ours.state.notes.map(\.content.text) == ["seen"])
        #expect(theirs.state.notes.map(\.content.text) == ["our source", "seen"])
        #expect(ours.file.setAside.isEmpty && theirs.file.setAside.isEmpty)
        #expect(ours.cover.lead == bureau.lead.agency && ours.state.sources == [CaseBureau.company])
        #expect(try await office.file(id, as: bureau.inspector).state == ours.state)
        let trail = try bureau.shelf.rows("SELECT action FROM access WHERE subject_kind = 'case' ORDER BY id").joined()
        #expect(Set(trail) == ["case-opened", "case-act", "case-read"])
    }

    @Test func `who has no part in a case learns nothing of it`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        let note = CaseDeed.noteWritten(ItemID("n"), text: "let me in")
        for reader in [bureau.stranger, bureau.clerk, .everyone] {
            #expect(try await bureau.store.cases(as: reader).isEmpty)
            #expect(try await bureau.store.caseDuties(as: reader).isEmpty)
            #expect(await bureau.fault { _ = try await bureau.office.file(id, as: reader) } == .noSuchCase)
            #expect(
                await bureau.fault { try await bureau.office.act(note, id: "x", in: id, by: reader) } == .noSuchCase
            )
        }
        var naming = try await bureau.office.naming(CaseBureau.company, as: bureau.stranger)
        #expect(naming.seen.isEmpty && naming.asked.isEmpty)
        try await bureau.office.act(.madeKnown(true), id: "known", in: id, by: bureau.lead)
        naming = try await bureau.office.naming(CaseBureau.company, as: bureau.stranger)
        #expect(naming.seen.isEmpty && naming.asked == [bureau.lead.agency])
        #expect(try await bureau.office.naming(CaseBureau.company, as: bureau.clerk).asked.isEmpty)
        #expect(try await bureau.office.naming(CaseBureau.company, as: bureau.partner).seen.map(\.id) == [id])
    }

    @Test func `an agency that is taken out sees the case no more`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        let out = CaseDeed.partnerRemoved(bureau.member(bureau.partner), reason: "their part is done")
        try await bureau.office.act(out, id: "out", in: id, by: bureau.lead)
        #expect(await bureau.fault { _ = try await bureau.office.file(id, as: bureau.partner) } == .noSuchCase)
        #expect(try await bureau.store.cases(as: bureau.partner).isEmpty)
    }

    @Test func `a case that is marked more strictly is seen by those who are cleared`() async throws {
        let bureau = try await CaseBureau(partnerClearance: .amberStrict)
        let id = try await bureau.opened()
        #expect(try await bureau.store.cases(as: bureau.inspector).count == 1)
        try await bureau.office.act(.marked("TLP:RED", reason: "an informant"), id: "red", in: id, by: bureau.lead)
        for reader in [bureau.partner, bureau.inspector] {
            #expect(try await bureau.store.cases(as: reader).isEmpty)
            #expect(await bureau.fault { _ = try await bureau.office.file(id, as: reader) } == .noSuchCase)
        }
        #expect(try await bureau.office.file(id, as: bureau.lead).cover.marking == .red)
    }

    @Test func `nobody learns of a thing by naming it`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        _ = try await bureau.shelf.handIn([[("party", ["id": "P-2", "name": "Hidden"])]], marking: .amberStrict)
        for thing in [CaseReference("party", "P-2"), CaseReference("party", "P-3"), CaseReference("access", "1")] {
            let deed = CaseDeed.subjectAdded(thing, role: "buyer")
            let fault = await bureau.fault { try await bureau.office.act(deed, id: "s", in: id, by: bureau.partner) }
            #expect(fault == .noSuchThing(thing))
            #expect(
                await bureau.fault { _ = try await bureau.office.naming(thing, as: bureau.partner) }
                    == .noSuchThing(thing)
            )
        }
        let known = CaseDeed.subjectAdded(CaseReference("party", "P-2"), role: "buyer")
        try await bureau.office.act(known, id: "s2", in: id, by: bureau.lead)
    }

    @Test func `what is sent twice is one, and what is written at once is all kept`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        #expect(try await bureau.opened() == id)
        let note = CaseDeed.noteWritten(ItemID("n"), text: "once")
        for _ in 0..<3 { try await bureau.office.act(note, id: "n", in: id, by: bureau.lead) }
        let twice = CaseFault.refused(CaseRefusal(.idUsedTwice, ["n"]))
        let other = CaseDeed.noteWritten(ItemID("n"), text: "twice")
        #expect(await bureau.fault { try await bureau.office.act(other, id: "n", in: id, by: bureau.lead) } == twice)
        #expect(await bureau.fault { try await bureau.office.act(note, id: "n", in: id, by: bureau.partner) } == twice)
        let reopened = await bureau.fault {
            _ = try await bureau.office.open("Gold", "", from: CaseBureau.company, id: "open", by: bureau.lead)
        }
        #expect(reopened == .refused(CaseRefusal(.idUsedTwice, ["open"])))
        await withTaskGroup { group in
            for number in 0..<12 {
                group.addTask {
                    let reader = number.isMultiple(of: 2) ? bureau.lead : bureau.partner
                    let deed = CaseDeed.noteWritten(ItemID("m\(number)"), text: "\(number)")
                    // Whoever is told that others are writing sends it again.
                    while await bureau.fault({ try await bureau.office.act(deed, id: "m\(number)", in: id, by: reader) }
                    ) == .busy {}
                }
            }
        }
        let state = try await bureau.office.file(id, as: bureau.lead).state
        #expect(Set(state.notes.map(\.content.text)) == Set(["once"] + (0..<12).map { "\($0)" }))
        #expect(state.notes.count == 13)
    }

    @Test func `who inspects does not close, and who has a part does not lead`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        let closing = CaseDeed.closed(.notShown, reason: "nothing found", lessons: "")
        await #expect(throws: Denial.self) {
            try await bureau.office.act(closing, id: "c1", in: id, by: bureau.inspector)
        }
        #expect(
            await bureau.fault { try await bureau.office.act(closing, id: "c2", in: id, by: bureau.partner) }
                == .refused(CaseRefusal(.notTheLead))
        )
        await #expect(throws: Denial.self) {
            _ = try await bureau.office.open("Mine", "", from: nil, id: "o", by: bureau.inspector)
        }
        try await bureau.office.act(closing, id: "c3", in: id, by: bureau.lead)
        #expect(try await bureau.store.cases(at: .closed, as: bureau.partner).map(\.id) == [id])
    }

    @Test func `what is to be done stands in the list of who has to do it`() async throws {
        let bureau = try await CaseBureau()
        let id = try await bureau.opened()
        let request = CaseRequest(to: bureau.member(bureau.partner), for: "lists", because: "origin", due: "2026-03-09")
        try await bureau.office.act(.requested(ItemID("r"), request), id: "r", in: id, by: bureau.lead)
        let task = CaseTask("weigh", of: bureau.member(bureau.lead), due: "2026-03-01")
        try await bureau.office.act(.taskSet(ItemID("t"), task), isOwn: true, id: "t", in: id, by: bureau.inspector)
        let theirs = try await bureau.store.caseDuties(as: bureau.partner)
        #expect(theirs.map(\.duty.kind) == [.request] && theirs.first?.duty.day?.text == "2026-03-09")
        #expect(try await bureau.store.caseDuties(as: bureau.lead).map(\.duty.item) == ["t"])
        try await bureau.office.act(
            .requestRefused(ItemID("r"), reason: "no order"),
            id: "no",
            in: id,
            by: bureau.partner
        )
        #expect(try await bureau.store.caseDuties(as: bureau.partner).isEmpty)
    }
}

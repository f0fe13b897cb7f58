import Fieldwork
import Forms
import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Who sees what was answered, and through what one answers")
struct SightTests {
    @Test("A link opens its own form and no other; without one nobody gets in")
    func links() async throws {
        let office = try FieldOffice()
        let form = try await office.add().added.form
        try await office.add(FieldOffice.form(id: "second"))
        let link = "abcdefghjkmnpqrstuvwxyz2345"
        let door = FormDoor.link(link)
        #expect(try await office.store.formsToFill(through: door).isEmpty)
        try await office.desk.makeLink(link, to: form, by: .local)
        #expect(try await office.store.formsToFill(through: door).map(\.version.name) == ["plain"])
        try await office.send(FieldOffice.answers("uuid:1"), door: door)
        let refusal = await #expect(throws: SubmissionRefusal.self) {
            try await office.send(FieldOffice.answers("uuid:2", id: "second"), door: door)
        }
        #expect(refusal?.reason == .unknownForm)
        // Nothing says who it was, nor at what time of day.
        let row = try office.shelf.rows("SELECT received_by, length(received_at) FROM submission")
        #expect(row == [["", "10"]])
        #expect(try office.shelf.rows("SELECT count(*) FROM access WHERE action = 'submission-received'") == [["0"]])
        try await office.store.setFormLink(nil, of: form, by: .local)
        #expect(try await office.store.formsToFill(through: door).isEmpty)
        await #expect(throws: StoreError(.notFound, "")) {
            try await office.send(FieldOffice.answers("uuid:1"), door: door)
        }
    }

    @Test("A form that takes the time by itself gets no link")
    func nameless() async throws {
        let office = try FieldOffice()
        let text = String(decoding: FieldOffice.form(), as: UTF8.self)
            .replacingOccurrences(of: "<name/>", with: "<begin/><name/>")
            .replacingOccurrences(
                of: "<bind nodeset=\"/data/name\"",
                with:
                    "<bind nodeset=\"/data/begin\" type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"start\"/>"
                    + "<bind nodeset=\"/data/name\""
            )
        let form = try await office.add(Array(text.utf8)).added.form
        let fault = await #expect(throws: FormAdditionFault.self) {
            try await office.desk.makeLink("abcdefghjkmnpqrstuvwxyz2345", to: form, by: .local)
        }
        guard case .refused(let faults)? = fault else { return #expect(Bool(false), "refused") }
        #expect(faults.map(\.code) == [.recordsMoment])
    }

    @Test("The public, strangers and roles without the right see no answer")
    func sight() async throws {
        let office = try FieldOffice()
        let form = try await office.add().added.form
        let id = try await office.send(FieldOffice.answers("uuid:1", photo: "a.png")).kept.id
        let staff = Staff(office.store)
        let own: [(Role, Bool)] = [(.inspector, true), (.communityLiaison, true), (.analyst, false), (.company, false)]
        for (role, isIn) in own {
            let reader = try await staff.person(role, of: 1)
            let found = try await office.store.openSubmission(id, as: reader)
            #expect((found != nil) == isIn, "\(role)")
            #expect(try await office.store.submissionCount(of: form, as: reader) == (isIn ? 1 : 0), "\(role)")
        }
        for reader in [Reader.everyone, try await staff.person(.inspector, of: staff.agency())] {
            #expect(try await office.store.forms(as: reader).isEmpty)
            #expect(try await office.store.openSubmission(id, as: reader) == nil)
            #expect(try await office.store.setAside(of: form, as: reader).isEmpty)
            #expect(try await office.desk.definition(version: 1, as: reader) == nil)
        }
        let lines = try office.shelf.rows("SELECT count(*) FROM access WHERE action = 'submission-read'")
        #expect(lines == [["2"]], "each reading is in the trail")
        let stranger = try await staff.person(.supervisor, of: staff.agency())
        await #expect(throws: Denial.self) { try await office.store.setFormState(.closed, of: form, by: stranger) }
        let analyst = try await staff.person(.analyst, of: 1)
        await #expect(throws: Denial.self) { try await office.store.setFormState(.closed, of: form, by: analyst) }
    }
}

import Remedy
import Store
import Vocabulary

/// The dialogue of the demo: a group with its balance, two meetings, and a mediation that is not over.
extension DemoStage {
    /// - Returns: How many files were made.
    func dialogue(_ site: String?) async throws -> Int {
        let group = try await group(site)
        try await firstMeeting(of: group)
        try await secondMeeting(of: group)
        try await mediation(site)
        return 5
    }

    private static let seats: [(id: String, group: String, sex: Intake.Sex)] = [
        ("women 1", "women", .woman), ("women 2", "women", .woman), ("youth 1", "youth", .woman),
        ("villages 1", "community", .man), ("villages 2", "community", .man), ("diggers 1", "miners", .man),
        ("mine 1", "company", .man), ("district 1", "state", .woman),
    ]

    private func group(_ site: String?) async throws -> Int64 {
        let charter = Charter(
            groups: [
                .init("women", seats: 2, quorum: 1), .init("youth", seats: 1, quorum: 0),
                .init("community", seats: 2, quorum: 1), .init("miners", seats: 2, quorum: 0),
                .init("company", seats: 1, quorum: 1), .init("state", seats: 1, quorum: 0),
            ],
            leastWomen: 40
        )
        let draft = GroupDraft(name: "Dialogue of the valley (invented)", site: site, charter: charter, isPublic: true)
        let file = try await office.found(draft, event: "demo-group", at: ago(200), by: cast.liaison)
        for seat in Self.seats {
            // The district sends somebody for a term that ends soon.
            let until = seat.group == "state" ? day(20) : nil
            let seated = GroupFact.seated(
                Seat(
                    SeatID(seat.id),
                    group: seat.group,
                    sex: seat.sex,
                    choice: .assembly,
                    from: day(-199),
                    until: until
                )
            )
            let event = "demo-group-\(seat.id.replacing(" ", with: "-"))"
            try await office.say(seated, inGroup: file, event: event, at: ago(199), by: cast.liaison)
        }
        return file
    }

    private func attend(_ meeting: Int64, _ name: String, _ days: Int, without absent: Set<String>) async throws {
        let there = Self.seats.filter { !absent.contains($0.id) }
        let facts = there.map { (MeetingFact.attended(SeatID($0.id), $0.sex), Author.Part.facilitator) }
        try await office.say(facts, inMeeting: meeting, event: "demo-\(name)-there", at: ago(days), by: cast.liaison)
    }

    /// Held, minuted, read out and approved.
    private func firstMeeting(of group: Int64) async throws {
        let draft = MeetingDraft(
            group: group,
            title: "First meeting",
            agenda: ["A siren before each blast", "Where the trucks may drive", "A market for the diggers"],
            day: day(-60),
            place: "School of the lower quarter"
        )
        let file = try await office.call(draft, event: "demo-meeting", at: ago(75), by: cast.liaison)
        try await attend(file, "meeting", 60, without: ["youth 1", "diggers 1"])
        let minutes = [
            ItemMinutes(item: 1, .decided, text: "The mine sounds a siren an hour before each blast."),
            ItemMinutes(
                item: 2,
                .dissent,
                text: "The women want no trucks near the school; the mine sees no other road.",
                seat: SeatID("women 1")
            ), ItemMinutes(item: 3, .postponed, text: "Until the diggers are there."),
        ]
        let (liaison, held) = (cast.liaison, ago(60))
        try await office.take(minutes, ofMeeting: file, event: "demo-minutes", at: held, by: liaison)
        let promise = CommitmentDraft(
            what: "A siren is bought and tested with the villages",
            owner: cast.company.agency,
            due: day(15),
            proof: "A test that the dialogue group hears",
            confirmer: "villages 1",
            isPublic: true
        )
        _ = try await office.make(promise, inMeeting: file, event: "demo-siren", at: held, by: liaison)
        let closing: [(MeetingFact, Author.Part)] = [
            (.minutesRead(language: "vmw"), .facilitator), (.minutesApproved, .facilitator),
        ]
        try await office.say(closing, inMeeting: file, event: "demo-approved", at: ago(59), by: liaison)
    }

    /// Held, and its minutes wait to be read out.
    private func secondMeeting(of group: Int64) async throws {
        let draft = MeetingDraft(
            group: group,
            title: "Second meeting",
            agenda: ["A market for the diggers", "Dust on the haul road"],
            day: day(-10),
            place: "School of the lower quarter"
        )
        let file = try await office.call(draft, event: "demo-meeting-2", at: ago(20), by: cast.liaison)
        try await attend(file, "meeting-2", 10, without: ["district 1"])
        let minutes = [
            ItemMinutes(item: 1, .decided, text: "The diggers sell at the market on Saturdays.", seat: SeatID("mine 1"))
        ]
        try await office.take(minutes, ofMeeting: file, event: "demo-minutes-2", at: ago(10), by: cast.liaison)
    }

    /// About the road near the school: agreed to, with a mediator, and terms that one side has not answered.
    private func mediation(_ site: String?) async throws {
        let draft = MediationDraft(
            title: "The trucks and the school",
            agencies: [cast.company.agency],
            others: ["The women of the lower quarter"],
            site: site
        )
        let file = try await office.propose(draft, event: "demo-mediation", at: ago(50), by: cast.liaison)
        let women = Author.Part.seat(SeatID("The women of the lower quarter"))
        let mediator = RemedyOffice.author(cast.liaison, .facilitator).id
        func say(
            _ fact: MediationFact,
            _ part: RemedyPart,
            for voice: Author.Part? = nil,
            _ days: Int,
            _ name: String
        ) async throws {
            try await office.say(
                fact,
                as: part,
                for: voice,
                inMediation: file,
                event: "demo-mediation-\(name)",
                at: ago(days),
                by: part == .party ? cast.company : cast.liaison
            )
        }
        try await say(.agreed, .chair, for: women, 45, "women")
        try await say(.agreed, .party, 44, "mine")
        try await say(.mediatorAccepted(id: mediator), .chair, for: women, 42, "women-mediator")
        try await say(.mediatorAccepted(id: mediator), .party, 41, "mine-mediator")
        try await say(.met(minutes: "Both sides walked the road together."), .chair, 30, "walk")
        let terms = "No trucks from seven to nine and from twelve to two; a wall along the school by March."
        try await say(.termsProposed(terms), .chair, 20, "terms")
        try await say(.termsAccepted, .chair, for: women, 18, "women-terms")
    }
}

import Remedy
import Testing
import Vocabulary

@Suite("Groups and meetings")
struct MeetingTests {
    private static let charter = Charter(
        groups: [
            .init("village", seats: 2, quorum: 1), .init("women", seats: 2, quorum: 1),
            .init("mine", seats: 1, quorum: 1),
        ],
        leastWomen: 40
    )

    private static let seats = [
        Seat("v1", group: "village", sex: .man, choice: .assembly, from: day("2026-01-01")),
        Seat("v2", group: "village", sex: .man, choice: .assembly, from: day("2026-01-01"), until: day("2026-06-30")),
        Seat("w1", group: "women", sex: .woman, choice: .elected, from: day("2026-01-01")),
        Seat("w2", group: "women", sex: .woman, choice: .elected, from: day("2026-01-01")),
        Seat("w1b", group: "women", sex: .woman, choice: .elected, from: day("2026-01-01"), alternateOf: "w1"),
        Seat("m1", group: "mine", sex: .man, choice: .named, from: day("2026-01-01")),
    ]

    private static let chair = Author("c", .facilitator)

    private static func seat(_ id: SeatID) -> Author { Author("x", .seat(id)) }

    private static func run(_ facts: [(Author, MeetingFact)], on text: String = "2026-03-02") throws -> MeetingFile {
        var file = MeetingFile(MeetingRules(charter: charter, seats: seats, calendar: try Bench.plain()))
        for (index, (author, fact)) in ([(chair, .called(agenda: ["water"]))] + facts).enumerated() {
            let event = Event(EventID("e\(index)"), at: try noon(text), rank: index, by: author, fact)
            try file.append(event, now: noon(text))
        }
        return file
    }

    private static let all: [(Author, MeetingFact)] = [
        (chair, .attended("v1", .man)), (chair, .attended("w1b", .woman)), (chair, .attended("m1", .man)),
        (seat("w1b"), .proposed(id: "d1", text: "a well first")),
    ]

    @Test func theBalanceOfGroups() {
        let spring = Balance(of: Self.seats, against: Self.charter, on: day("2026-03-02"))
        #expect(spring.unbalanced.isEmpty && spring.held == 5 && spring.women == 2 && spring.hasEnoughWomen)
        let summer = Balance(of: Self.seats, against: Self.charter, on: day("2026-07-01"))
        #expect(summer.unbalanced.map(\.group) == ["village"] && summer.rows[0].held == 1)
        let guest = Seat("p1", group: "police", sex: .man, choice: .named, from: day("2026-01-01"))
        #expect(
            Balance(of: Self.seats + [guest], against: Self.charter, on: day("2026-03-02")).unbalanced.map(\.group) == [
                "police"
            ]
        )
        #expect(!Balance(of: [], against: Self.charter, on: day("2026-03-02")).hasEnoughWomen)
    }

    @Test func decisionsAreByConsent() throws {
        let agree: [(Author, MeetingFact)] = [
            (Self.seat("v1"), .voiced(id: "d1", .agree)), (Self.seat("m1"), .voiced(id: "d1", .reservations("in May"))),
        ]
        let decided: (Author, MeetingFact) = (Self.chair, .decided(id: "d1"))
        #expect(refusal { try Self.run(Self.all + agree + [decided]) } == .consentMissing)
        let objecting: (Author, MeetingFact) = (Self.seat("w1b"), .voiced(id: "d1", .object("too far")))
        #expect(refusal { try Self.run(Self.all + agree + [objecting, decided]) } == .objected)
        // Who has objected may change their mind, and nobody else's counts for it.
        let moved: (Author, MeetingFact) = (Self.seat("w1b"), .voiced(id: "d1", .agree))
        let meeting = try Self.run(Self.all + agree + [objecting, moved, decided])
        #expect(meeting.state.proposals[0].isDecided && meeting.state.proposals[0].reservations == ["m1": "in May"])
        #expect(meeting.state.attendance == [.man: 2, .woman: 1])
        #expect(refusal { try Self.run(Self.all + [(Self.seat("w1"), .voiced(id: "d1", .agree))]) } == .notSeated)
        #expect(refusal { try Self.run([Self.all[0], Self.all[3], decided]) } == .noQuorum)
        #expect(refusal { try Self.run(Self.all + [(Self.seat("v1"), .decided(id: "d1"))]) } == .notTheirs)
    }

    @Test func aSeatSpeaksWithOneVoice() throws {
        #expect(refusal { try Self.run(Self.all + [(Self.chair, .attended("w1", .woman))]) } == .alreadySo)
        #expect(refusal { try Self.run([(Self.chair, .attended("zz", .man))]) } == .notSeated)
        #expect(refusal { try Self.run([(Self.chair, .attended("v2", .man))], on: "2026-07-01") } == .notSeated)
    }

    @Test func minutesStandOnceTheyAreReadOut() throws {
        let written: [(Author, MeetingFact)] = [(Self.chair, .minuted("We spoke of water."))]
        let approved: (Author, MeetingFact) = (Self.chair, .minutesApproved)
        #expect(refusal { try Self.run(Self.all + written + [approved]) } == .notRead)
        let read: (Author, MeetingFact) = (Self.chair, .minutesRead(language: "vmw"))
        let corrected: (Author, MeetingFact) = (Self.seat("v1"), .minutesCorrected("And of the road."))
        #expect(refusal { try Self.run(Self.all + written + [read, corrected, approved]) } == .notRead)
        let meeting = try Self.run(Self.all + written + [read, corrected, read, approved])
        #expect(meeting.state.isApproved && meeting.state.minutes.count == 2)
        #expect(
            refusal { try Self.run(Self.all + written + [read, approved, (Self.chair, .minuted("more"))]) } == .ended
        )
    }

    @Test func anItemIsDecidedByConsentAndNotByAWord() throws {
        func chair(_ fact: MeetingFact) -> (Author, MeetingFact) { (Self.chair, fact) }
        let early = chair(.concluded(item: 1, .decided, text: "A siren before each blast."))
        #expect(refusal { try Self.run(Self.all + [early]) } == .consentMissing)
        let proposal = (Self.seat("v1"), MeetingFact.proposed(id: MeetingState.proposal(ofItem: 1), text: "A siren"))
        let voices = ["w1b", "m1", "v1"].map { (Self.seat($0), MeetingFact.voiced(id: "item-1", .agree)) }
        let decided = Self.all + [proposal] + voices + [chair(.decided(id: "item-1")), early]
        let meeting = try Self.run(decided)
        #expect(meeting.state.conclusions[1]?.outcome == .decided && meeting.state.hasMinutes)
        // Read out, then said anew: it has to be read out again.
        let read = chair(.minutesRead(language: "vmw"))
        let later = chair(.concluded(item: 1, .postponed, text: "Until the company has answered."))
        #expect(refusal { try Self.run(decided + [read, later, chair(.minutesApproved)]) } == .notRead)
        let approved = try Self.run(decided + [read, later, read, chair(.minutesApproved)])
        #expect(approved.state.isApproved && approved.state.conclusions[1]?.outcome == .postponed)
        #expect(refusal { try Self.run(Self.all + [chair(.concluded(item: 99, .noted, text: "x"))]) } == .nothingThere)
        #expect(refusal { try Self.run(Self.all + [chair(.concluded(item: 1, .noted, text: " "))]) } == .reasonMissing)
        let own = (Self.seat("v1"), MeetingFact.concluded(item: 1, .noted, text: "x"))
        #expect(refusal { try Self.run(Self.all + [own]) } == .notTheirs)
    }
}

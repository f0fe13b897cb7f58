import Formats
import Offences
import Testing
import Vocabulary

@Suite("Boards as files")
struct BoardFileTests {
    @Test func whatIsWrittenIsReadAgain() throws {
        let withdrawal = BoardEntry.Withdrawal(
            by: OfficerID("ana"),
            at: moment("2026-05-04T09:00:00Z"),
            reason: "wrong “site”\nsecond line",
            confirmedBy: OfficerID("rui")
        )
        let look = BoardEntry.SecondLook(
            by: OfficerID("rui"),
            at: moment("2026-05-03T09:00:00+02:00"),
            agrees: false,
            words: "não"
        )
        for acts in [nil, day("2026-03-01")...day("2026-03-02")] {
            let file = BoardFile(
                offence: OffenceID("O01"),
                pack: acts == nil ? nil : "pe",
                acts: acts,
                now: moment("2026-11-22T12:00:00Z"),
                entries: [
                    .make("1", "O01.1a", looks: [look]), .make("2", "O01.1b", .contradicts, withdrawal: withdrawal),
                ]
            )
            let bytes = file.node.bytes()
            let read = try BoardFile(reading: bytes, file: "x")
            #expect(read == file)
        }
    }

    @Test(
        arguments: [
            #"{"kind":"element-board","offence":"O01","now":"2026-11-22T12:00:00Z","entries":[{}]}"#,
            #"{"kind":"element-board","offence":"O1","now":"2026-11-22T12:00:00Z","entries":[]}"#,
            #"{"kind":"element-board","offence":"O01","now":"yesterday","entries":[]}"#,
            #"{"kind":"element-board","offence":"O01","now":"2026-11-22T12:00:00Z","entries":[],"score":90}"#,
            #"{"kind":"element-board","offence":"O01","offence":"O02","now":"2026-11-22T12:00:00Z","entries":[]}"#,
        ]
    )
    func whatIsNotABoardIsRefused(_ text: String) {
        #expect(throws: ContentFaults.self) { try BoardFile(reading: [UInt8](text.utf8), file: "x") }
    }

    @Test func aMomentIsTheSameByEveryClock() {
        #expect(BoardEntry.make("1", "O01.1a", at: "2026-05-02T11:00:00+02:00") == .make("1", "O01.1a"))
    }

    @Test func aBoardHoldsNoMoreThanItMay() throws {
        let entries = Array(repeating: JSONNode.object([]), count: BoardFile.mostEntries + 1)
        let node = JSONNode.object([
            .init("kind", .string("element-board")), .init("offence", .string("O01")),
            .init("now", .string("2026-11-22T12:00:00Z")), .init("entries", .array(entries)),
        ])
        #expect(throws: ContentFaults.self) { try BoardFile(reading: node.bytes(), file: "x") }
    }
}

import Testing
import Vocabulary

@testable import Sealing

@Suite("Word lists of receipts")
struct WordListTests {
    @Test("1,024 words of 4 to 8 letters that differ in their first four", arguments: Language.allCases)
    func form(language: Language) throws {
        let list = try Lists.list(language)
        #expect(list.words.count == 1_024)
        #expect(Set(list.folded.map { $0.prefix(4) }).count == 1_024)
        #expect(list.words.allSatisfy { $0 == $0.lowercased() })
    }

    @Test("No two words are one slip apart", arguments: Language.allCases)
    func distance(language: Language) throws {
        let list = try Lists.list(language)
        for (index, word) in list.folded.enumerated() {
            for other in list.folded[..<index] where abs(other.count - word.count) <= 1 {
                // What lies between the first and the last letter that differ is at most one letter, or two in turn.
                let start = zip(word, other).prefix { $0 == $1 }.count
                let end = zip(word.reversed(), other.reversed()).prefix { $0 == $1 }.count
                guard start + end + 2 >= min(word.count, other.count) else { continue }
                let distance = LetterFolding.distance(word, other)
                #expect(distance >= 2, "\(list.words[index]): \(String(decoding: other, as: UTF8.self))")
            }
        }
    }

    @Test("No two words sound alike", arguments: Language.allCases)
    func sound(language: Language) throws {
        let list = try Lists.list(language)
        var seen: [String: String] = [:]
        for word in list.words {
            let key = SoundKey.of(word, language)
            #expect(seen[key] == nil, "\(word) sounds like \(seen[key] ?? "")")
            seen[key] = word
        }
    }

    @Test("Every kind of fault in a list is told with its line")
    func faults() throws {
        let good = try Lists.text("Content/receipt-words/en.txt")
        let lines = good.split(separator: "\n").map(String.init)
        func fault(_ change: (inout [String]) -> Void) -> ReceiptWordList.Fault? {
            var changed = lines
            change(&changed)
            do {
                _ = try ReceiptWordList(.en, parsing: changed.joined(separator: "\n"))
                return nil
            } catch { return error }
        }
        #expect(fault { $0[4] = "abc" } == .init(reason: .notAWord, line: 5))
        #expect(fault { $0[4] = "it's" } == .init(reason: .notAWord, line: 5))
        #expect(fault { $0.swapAt(9, 10) }?.reason == .order)
        #expect(fault { $0[1] = $0[0] } == .init(reason: .order, line: 2))
        #expect(fault { $0.removeLast() } == .init(reason: .number, line: 1_024))
    }

    @Test("The field: x generates every element, so that each place has a weight of its own")
    func field() {
        var seen: Set<UInt16> = []
        var element: UInt16 = 1
        for _ in 0..<1_023 {
            seen.insert(element)
            element = TenBitField.timesX(element)
        }
        #expect(seen.count == 1_023 && element == 1 && !seen.contains(0))
    }
}

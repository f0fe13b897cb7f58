import Formats
import KernelSamples
import Secrets
import Testing
import Vocabulary

@testable import Sealing

@Suite("Receipts")
struct ReceiptTests {
    @Test("Words and digits give the receipt back, in every language, however they are typed")
    func roundTrip() throws {
        let seed = testSeed("receipts")
        var dice = Dice(seed: seed)
        let lists = try Lists.all()
        let reader = ReceiptReader(lists)
        for round in 0..<200 {
            let receipt = Receipt.make(using: &dice)
            let digits = receipt.digits
            #expect(digits.count == 7 && digits.allSatisfy { $0.utf8.count == 4 })
            for text in [digits.joined(separator: " "), digits.joined(), digits.joined(separator: "-")] {
                #expect(try reader.read(text).receipt.secret == receipt.secret, "seed \(seed), round \(round)")
            }
            for list in lists {
                let words = receipt.words(in: list)
                #expect(words.count == 9)
                let plain = try words.map { String(decoding: try #require(LetterFolding.fold($0)), as: UTF8.self) }
                let typed = [
                    words.joined(separator: " "),
                    words.joined(separator: "-").uppercased(),
                    plain.joined(separator: "\n"),
                    plain.map { String($0.prefix(4)) }.joined(separator: ", "),
                    words.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "  "),
                ]
                for text in typed {
                    let reading = try reader.read(text, in: list.language)
                    #expect(reading.receipt.secret == receipt.secret, "\(text): seed \(seed)")
                    #expect(reading.language == list.language)
                }
                #expect(try reader.read(typed[0]).receipt.secret == receipt.secret, "the language is found")
            }
        }
    }

    @Test("Words whose spaces are missing or misplaced are read if there is one way only")
    func runTogether() throws {
        var dice = Dice(seed: testSeed("run together"))
        let list = try Lists.list(.en)
        let reader = ReceiptReader([list])
        var read = 0
        for _ in 0..<200 {
            let receipt = Receipt.make(using: &dice)
            let words = receipt.words(in: list)
            guard let reading = try? reader.read(words.joined()) else { continue }
            #expect(reading.receipt.secret == receipt.secret)
            read += 1
        }
        #expect(read > 190)
    }

    @Test("One wrong word is always noticed; the place and the word are offered when it was nearly right")
    func wrongWord() throws {
        let seed = testSeed("wrong word")
        var dice = Dice(seed: seed)
        let list = try Lists.list(.fr)
        let reader = ReceiptReader([list])
        var named = 0
        for _ in 0..<300 {
            let words = Receipt.make(using: &dice).words(in: list)
            let place = Int.random(in: 0..<9, using: &dice)
            var other = words
            repeat { other[place] = list.words[Int.random(in: 0..<1_024, using: &dice)] } while other == words
            #expect(throws: ReceiptFault.self, "seed \(seed)") { try reader.read(other.joined(separator: " ")) }

            // Two letters that changed places within the first four: no word of the list, usually.
            var letters = Array(words[place])
            guard letters[1] != letters[2] else { continue }
            letters.swapAt(1, 2)
            var slipped = words
            slipped[place] = String(letters)
            do {
                let reading = try reader.read(slipped.joined(separator: " "))
                Issue.record("\(slipped) is taken as \(reading.receipt.words(in: list)) (seed \(seed))")
            } catch {
                guard let suggestion = error.suggestions.first(where: { $0.place == place + 1 }) else { continue }
                #expect(error.language == .fr)
                if suggestion.texts.first == words[place] { named += 1 }
            }
        }
        #expect(named > 200)
    }

    @Test("Two neighbours that changed places are named")
    func swappedWords() throws {
        var dice = Dice(seed: testSeed("swapped"))
        let list = try Lists.list(.es)
        let reader = ReceiptReader([list])
        for _ in 0..<100 {
            var words = Receipt.make(using: &dice).words(in: list)
            let place = Int.random(in: 0..<8, using: &dice)
            guard words[place] != words[place + 1] else { continue }
            words.swapAt(place, place + 1)
            do {
                _ = try reader.read(words.joined(separator: " "))
                Issue.record("swapped words are taken")
            } catch {
                // Once in some hundred times another pair would explain it as well, and both are named.
                #expect(error.reason == .swapped)
                #expect(error.suggestions.contains { $0.place == place + 1 && $0.texts == [words[place + 1]] })
                #expect(error.suggestions.contains { $0.place == place + 2 && $0.texts == [words[place]] })
            }
        }
    }

    @Test("Every wrong digit and every two neighbours that changed places are noticed")
    func wrongDigits() throws {
        var dice = Dice(seed: testSeed("digits"))
        let reader = ReceiptReader([])
        for _ in 0..<30 {
            let digits = Array(Receipt.make(using: &dice).digits.joined())
            for place in digits.indices {
                var changed = digits
                changed[place] = digits[place] == "9" ? "0" : "9"
                do {
                    _ = try reader.read(String(changed))
                    Issue.record("a wrong digit is taken")
                } catch {
                    #expect(error.reason == .wrongDigits)
                    let right = String(digits[place / 4 * 4..<place / 4 * 4 + 4])
                    let offered = error.suggestions.first { $0.place == place / 4 + 1 }
                    #expect(offered?.texts.contains(right) == true)
                }
                guard place + 1 < digits.count, digits[place] != digits[place + 1] else { continue }
                var swapped = digits
                swapped.swapAt(place, place + 1)
                #expect(throws: ReceiptFault.self) { try reader.read(String(swapped)) }
            }
        }
    }

    @Test("What is no receipt is refused with what is wrong")
    func refusals() throws {
        let reader = ReceiptReader(try Lists.all())
        let cases: [(String, ReceiptFault.Reason)] = [
            ("", .empty), ("  - ", .empty), ("1234", .wrongCount), ("abeille abricot", .wrongCount),
            (String(repeating: "a", count: 500), .tooLong),
            ("xqzt xqzt xqzt xqzt xqzt xqzt xqzt xqzt xqzt", .unknownWord),
            (String(repeating: "9", count: 28), .wrongDigits),
        ]
        for (text, reason) in cases {
            do {
                _ = try reader.read(text)
                Issue.record("\(text) is taken")
            } catch { #expect(error.reason == reason, "\(text)") }
        }
        var dice = Dice(seed: testSeed("noise"))
        for _ in 0..<100 {
            _ = try? reader.read(String(decoding: dice.bytes(Int.random(in: 0..<200, using: &dice)), as: UTF8.self))
        }
    }

    @Test("Keys: the same for the same receipt and salt, others for any other, and nothing leads back")
    func keys() throws {
        var dice = Dice(seed: testSeed("keys"))
        let receipt = Receipt.make(using: &dice)
        let salt = dice.bytes(32)
        let keys = try ReporterKeys(receipt, salt: salt)
        let again = try ReporterKeys(try ReceiptReader([]).read(receipt.digits.joined()).receipt, salt: salt)
        #expect(keys.lookUp == again.lookUp && keys.key.recipient == again.key.recipient)
        #expect(keys.threadKey == again.threadKey)
        let other = try ReporterKeys(receipt, salt: dice.bytes(32))
        #expect(other.lookUp != keys.lookUp && other.key.recipient.id != keys.key.recipient.id)
        let stored = keys.lookUp.bytes + keys.key.recipient.bytes
        for secret in [receipt.secret.exposed, keys.threadKey.exposed, keys.key.secret.exposed] {
            #expect(ByteRuns.longestCommon(stored, secret) < 5)
        }
        #expect(throws: SealingFault.self) { try ReporterKeys(receipt, salt: dice.bytes(15)) }
    }

    @Test("By receipt one reads answers, not the report, unless the reporter chose so")
    func thread() throws {
        var dice = Dice(seed: 9)
        let organisation = OpeningKey.make(.x25519)
        let reporter = try ReporterKeys(Receipt.make(using: &dice), salt: dice.bytes(32)).key
        let report = ReportID.make(using: &dice)
        for readsOwn in [false, true] {
            let thread = ReportThread(
                report: report,
                reporter: reporter.recipient,
                organisations: [organisation.recipient],
                reporterReadsOwn: readsOwn
            )
            let sent = try thread.seal(.report, content: [1])
            let later = try thread.seal(.messageToOrganisations, sequence: 1, content: [2])
            let answer = try thread.seal(.messageToReporter, sequence: 1, content: [3])
            for envelope in [sent, later, answer] { #expect(throws: Never.self) { try envelope.open(organisation) } }
            #expect(try answer.open(reporter) == [3])
            #expect((try? sent.open(reporter)) == (readsOwn ? [1] : nil))
            #expect((try? later.open(reporter)) == (readsOwn ? [2] : nil))
            #expect(throws: SealingFault.self) { try thread.seal(.share, content: [1]) }
        }
    }
}

/// How much two runs of bytes have in common.
enum ByteRuns {
    static func longestCommon(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var longest = 0
        for start in left.indices {
            for other in right.indices {
                let common = zip(left[start...], right[other...]).prefix { $0 == $1 }.count
                longest = max(longest, common)
            }
        }
        return longest
    }
}

import Testing
import Web

@Suite("Writing of pages")
struct HTMLTests {
    /// Small numbers that follow from a seed (Knuth's multiplier for linear congruence).
    private struct Numbers {
        var state: UInt64

        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
    }

    @Test("A page is its pieces in their order, however large they are", arguments: 1...40 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let capacities = [0, 16, 512, 8_192, 8_193, 65_536]
        var page = HTML(capacity: capacities[numbers.next(below: capacities.count)])
        var expected = ""
        for number in 0..<60 {
            let text = String(repeating: "\(number)&", count: 1 + numbers.next(below: 1_500))
            let escaped = text.replacing("&", with: "&amp;")
            switch numbers.next(below: 3) {
            case 0:
                page.text(text)
                expected += escaped
            case 1:
                page(.p, text: text)
                expected += "<p>\(escaped)</p>"
            default:
                var piece = HTML(capacity: capacities[numbers.next(below: capacities.count)])
                piece(.span) { h in
                    h.text(text)
                    h(.em, .class("x"), text: text)
                }
                page.append(piece)
                page.append(piece)
                let one = "<span>\(escaped)<em class=\"x\">\(escaped)</em></span>"
                expected += one + one
            }
        }
        #expect(String(decoding: page.bytes, as: UTF8.self) == expected, "seed \(seed)")
    }
}

import Testing
import Web

@Suite("The pace of a connection")
struct PaceTests {
    private static let limits: ConnectionLimits = {
        var limits = ConnectionLimits()
        limits.headSeconds = 10
        limits.idleSeconds = 60
        limits.stallSeconds = 20
        limits.bodyBytesPerSecond = 100
        return limits
    }()

    @Test("A head that does not come, and a connection that is not used, are given up")
    func head() {
        var pace = Pace(Self.limits, at: 0)
        pace.readRequested(at: 0)
        #expect(!pace.isExhausted(at: 9))
        #expect(pace.isExhausted(at: 11))
        pace.headCame(at: 9)
        pace.bodyEnded(at: 9)
        // The server may take its time.
        #expect(!pace.isExhausted(at: 1_000))
        pace.answerEnded(at: 1_000)
        #expect(!pace.isExhausted(at: 1_059))
        #expect(pace.isExhausted(at: 1_061))
    }

    @Test("A body that comes too slowly is given up, one at the slowest pace is not")
    func body() {
        for (bytes, isTooSlow) in [(10, true), (100, false)] {
            var pace = Pace(Self.limits, at: 0)
            pace.headCame(at: 0)
            var wasExhausted = false
            for second in 0..<300 {
                pace.readRequested(at: Double(second))
                wasExhausted = wasExhausted || pace.isExhausted(at: Double(second) + 0.99)
                pace.bodyCame(bytes: bytes, at: Double(second + 1))
            }
            #expect(wasExhausted == isTooSlow)
        }
    }

    @Test("However much came before, nobody may stop for long")
    func stall() {
        var pace = Pace(Self.limits, at: 0)
        pace.headCame(at: 0)
        pace.readRequested(at: 0)
        pace.bodyCame(bytes: 1 << 30, at: 1)
        pace.readRequested(at: 1)
        #expect(!pace.isExhausted(at: 20))
        #expect(pace.isExhausted(at: 22))
    }

    @Test("While the server does not read, its sender is not late")
    func backPressure() {
        var pace = Pace(Self.limits, at: 0)
        pace.headCame(at: 0)
        pace.readRequested(at: 0)
        pace.bodyCame(bytes: 1_000, at: 1)
        #expect(!pace.isExhausted(at: 500))
        pace.readRequested(at: 500)
        #expect(!pace.isExhausted(at: 519))
        #expect(pace.isExhausted(at: 521))
    }

    @Test("Who does not take the answer is given up")
    func reader() {
        var pace = Pace(Self.limits, at: 0)
        pace.headCame(at: 0)
        pace.bodyEnded(at: 0)
        pace.writable(false, at: 100)
        #expect(!pace.isExhausted(at: 119))
        pace.writable(true, at: 119)
        pace.writable(false, at: 119)
        #expect(!pace.isExhausted(at: 138))
        #expect(pace.isExhausted(at: 140))
    }

    @Test("A body is not read for ever after its answer")
    func lingering() {
        var pace = Pace(Self.limits, at: 0)
        pace.headCame(at: 0)
        pace.answerEnded(at: 0)
        pace.bodyCame(bytes: 1 << 20, at: 0)
        #expect(!pace.isExhausted(at: 0))
        pace.bodyCame(bytes: 16 << 20, at: 0)
        #expect(pace.isExhausted(at: 0))
    }
}

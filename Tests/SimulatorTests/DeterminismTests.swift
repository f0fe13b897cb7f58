import Simulator
import Testing

struct DeterminismTests {
    @Test func sameSeedGivesTheSameBytes() throws {
        let first = try WrittenCountry.shared.get()
        let second = try WrittenCountry(seed: 7)
        #expect(first.files.keys.sorted() == second.files.keys.sorted())
        for name in first.files.keys.sorted() {
            #expect(first.files[name] == second.files[name], "\(name) differs between two runs of one seed")
        }
        #expect(first.summary == second.summary)
    }

    @Test func anotherSeedGivesAnotherCountry() throws {
        let first = try WrittenCountry.shared.get()
        let second = try WrittenCountry(seed: 8)
        for name in ["outlines.geojson", "parties.ftm.jsonl", "epcis.json", "declarations.csv"] {
            #expect(first.files[name] != second.files[name])
        }
    }

    @Test(arguments: [-3, 0, 1])
    func smallScalesAreBroughtToOne(scale: Int) {
        #expect(Simulation(seed: 1, scale: scale).scale == 1)
    }

    @Test func hugeScalesAreBroughtToTheLargest() {
        #expect(Simulation(seed: 1, scale: .max).scale == Simulation.largestScale)
    }

    @Test func anErrorOfTheSinkEndsTheRun() {
        struct Full: Error {}
        #expect(throws: Full.self) {
            try Simulation(seed: 7).write(to: { _, _ in throw Full() })
        }
    }

    @Test func progressCountsUpToTheTotal() throws {
        var seen: [Simulation.Progress] = []
        _ = try Simulation(seed: 7).write(to: { _, _ in }, progress: { seen.append($0) })
        #expect(seen.map(\.done) == Array(0..<seen.count))
        #expect(seen.allSatisfy { $0.total == seen.count })
    }
}

import Foundation
import Provenance
import Testing

@Suite("Graphs on disk")
struct GraphFolderTests {
    /// A folder that is gone when the test ends.
    private final class Scratch {
        let path = FileManager.default.temporaryDirectory.appending(path: "graph-\(UUID().uuidString)").path

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func file(_ name: String) -> URL { URL(filePath: path + "/" + name) }
    }

    private static func tell(_ folder: GraphFolder, _ tellings: some Sequence<RandomCountry.Telling>) throws {
        for telling in tellings {
            switch telling {
            case .event(let event, let learnt): try folder.append(event, learnt: learnt)
            case .withdrawal(let name, let learnt): try folder.withdraw(event: name, learnt: learnt)
            }
        }
    }

    @Test("What was committed is there again, from the log, from the columns, and from both", arguments: 1...8)
    func comesBack(seed: Int) throws {
        let scratch = Scratch()
        let country = RandomCountry(seed: UInt64(seed), events: 90)
        let third = country.tellings.count / 3
        do {
            let folder = try GraphFolder.writing(scratch.path)
            try Self.tell(folder, country.tellings[..<third])
            try folder.commit(watermark: 7)
        }
        do {
            let folder = try GraphFolder.writing(scratch.path)
            #expect(folder.graph.watermark == 7)
            try Self.tell(folder, country.tellings[third..<(2 * third)])
            try folder.checkpoint()
            try Self.tell(folder, country.tellings[(2 * third)...])
            try folder.commit(watermark: 9)
        }
        let folder = try GraphFolder.reading(scratch.path)
        let fresh = try RandomCountry.graph(country.tellings)
        #expect(folder.graph.faults() == [])
        #expect(folder.graph.watermark == 9 && folder.droppedBytes == 0)
        #expect(folder.graph.stateDigest() == fresh.stateDigest())
        #expect(folder.graph.stateDigest(asOf: 100) == fresh.stateDigest(asOf: 100))
        for lot in country.lots {
            let graph = folder.graph
            #expect(graph.words(of: graph.trace(TraceQuery(lot))) == fresh.words(of: fresh.trace(TraceQuery(lot))))
            #expect(
                graph.words(of: graph.originMix(OriginQuery(lot))) == fresh.words(of: fresh.originMix(OriginQuery(lot)))
            )
        }
    }

    @Test("A log that is cut anywhere keeps its whole frames, and goes on")
    func tornLog() throws {
        let scratch = Scratch()
        let country = RandomCountry(seed: 5, events: 12)
        var ends: [Int] = []
        var digests: [[UInt64]] = []
        do {
            let folder = try GraphFolder.writing(scratch.path)
            for telling in country.tellings {
                try Self.tell(folder, [telling])
                try folder.commit()
                ends.append(try Data(contentsOf: scratch.file("events-0.log")).count)
                digests.append(folder.graph.stateDigest())
            }
        }
        let whole = try Data(contentsOf: scratch.file("events-0.log"))
        for size in stride(from: 0, through: whole.count, by: 7) {
            try whole.prefix(size).write(to: scratch.file("events-0.log"))
            let frames = ends.count { $0 <= size }
            let folder = try GraphFolder.writing(scratch.path)
            let expected = frames == 0 ? LotGraph().stateDigest() : digests[frames - 1]
            #expect(folder.graph.stateDigest() == expected, "\(size) bytes")
            try Self.tell(folder, country.tellings[frames...])
            try folder.commit()
            #expect(try GraphFolder.reading(scratch.path).graph.stateDigest() == digests.last, "\(size) bytes")
        }
    }

    @Test("A damaged byte in the columns is found wherever it is; in the log the frames before it are kept")
    func damage() throws {
        let scratch = Scratch()
        var dice = Dice(seed: 3)
        let country = RandomCountry(seed: 6, events: 30)
        do {
            let folder = try GraphFolder.writing(scratch.path)
            try Self.tell(folder, country.tellings)
            try folder.checkpoint()
        }
        let file = scratch.file("graph-1.lots")
        let whole = try Data(contentsOf: file)
        let plain = try GraphFolder.reading(scratch.path).graph.stateDigest()
        var found = 0
        for _ in 0..<200 {
            var bytes = whole
            bytes[Int.random(in: 0..<whole.count, using: &dice)] ^= UInt8(1 << Int.random(in: 0..<8, using: &dice))
            try bytes.write(to: file)
            do {
                // What lies between sections says nothing.
                #expect(try GraphFolder.reading(scratch.path).graph.stateDigest() == plain)
            } catch GraphError.rebuildNeeded {
                found += 1
            }
        }
        #expect(found > 150)
        for size in stride(from: 0, to: whole.count, by: 97) {
            try whole.prefix(size).write(to: file)
            #expect(throws: GraphError.self, "\(size) bytes") { try GraphFolder.reading(scratch.path) }
        }
        try GraphFolder.erase(scratch.path)
        let folder = try GraphFolder.writing(scratch.path)
        try Self.tell(folder, country.tellings)
        #expect(folder.graph.stateDigest() == plain)
    }

    @Test("A checkpoint that stopped half way leaves what was committed before")
    func tornCheckpoint() throws {
        let scratch = Scratch()
        let country = RandomCountry(seed: 7, events: 30)
        let digest: [UInt64]
        do {
            let folder = try GraphFolder.writing(scratch.path)
            try Self.tell(folder, country.tellings)
            try folder.checkpoint()
            digest = folder.graph.stateDigest()
        }
        // The next generation lies there half written, and `current` does not name it.
        try Data("TSLOTS\n1 cut".utf8).write(to: scratch.file("graph-2.lots"))
        try Data("TSLOTS\n1 cut".utf8).write(to: scratch.file("graph-2.lots.new"))
        try Data().write(to: scratch.file("events-2.log"))
        let folder = try GraphFolder.writing(scratch.path)
        #expect(folder.graph.stateDigest() == digest)
        try folder.checkpoint()
        #expect(try GraphFolder.reading(scratch.path).graph.stateDigest() == digest)
    }

    @Test("A machine that stops while it writes loses at the most what was not committed")
    func killed() async throws {
        let scratch = Scratch()
        try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
        setenv("GRAPH_FOLDER", scratch.path, 1)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let path = ProcessInfo.processInfo.environment["GRAPH_FOLDER"] ?? ""
            let folder = try GraphFolder.writing(path)
            let country = RandomCountry(seed: 8, events: 40)
            for telling in country.tellings.prefix(20) {
                if case .event(let event, let learnt) = telling { try folder.append(event, learnt: learnt) }
                try folder.commit()
            }
            for telling in country.tellings.dropFirst(20) {
                if case .event(let event, let learnt) = telling { try folder.append(event, learnt: learnt) }
            }
            kill(getpid(), SIGKILL)
        }
        let country = RandomCountry(seed: 8, events: 40)
        let fresh = LotGraph()
        for telling in country.tellings.prefix(20) {
            if case .event(let event, let learnt) = telling { try fresh.append(event, learnt: learnt) }
        }
        #expect(try GraphFolder.writing(scratch.path).graph.stateDigest() == fresh.stateDigest())
    }

    @Test("Two do not write at once; who reads does not write")
    func oneWriter() throws {
        let scratch = Scratch()
        let folder = try GraphFolder.writing(scratch.path)
        try folder.append(
            LotEvent("E", .made, time: 0, steps: [.init(outputs: [.init("A")])]),
            learnt: Learnt(0, record: 0)
        )
        try folder.commit()
        #expect(throws: GraphError.inUse) { try GraphFolder.writing(scratch.path) }
        #expect(throws: GraphError.inUse) { try GraphFolder.erase(scratch.path) }
        let reader = try GraphFolder.reading(scratch.path)
        #expect(reader.graph.lotCount == 1)
        #expect(throws: GraphError.inUse) { try reader.commit() }
    }
}

import Crypto
import Foundation
import KernelSamples
import Sealing
import Testing

/// What phones deliver in pieces is handed out once, whatever happens on the way.
@Suite struct PieceShelfTests {
    private static func name(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    private static func thing(_ count: Int, _ dice: inout Dice) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
    }

    @Test(
        "In any order, doubled, cut short, begun anew: each thing is handed out once",
        arguments: 1...40 as ClosedRange<UInt64>
    )
    func anyOrder(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let shelf = PieceShelf()
        var now = 1_000
        let things = (0..<3).map { _ in Self.thing(Int.random(in: 1...60_000, using: &dice), &dice) }
        var handedOut = [0, 0, 0]
        var ended: Set<Int> = []
        var steps = 0
        while ended.count < things.count {
            steps += 1
            try #require(steps < 20_000, "seed \(seed): it comes to an end")
            now += Int.random(in: 0...30, using: &dice)
            let which = Int.random(in: 0..<things.count, using: &dice)
            let (bytes, name) = (things[which], Self.name(things[which]))
            let size = [4_096, 8_192, 16_384].randomElement(using: &dice) ?? 4_096
            do throws(PieceShelf.Fault) {
                var standing = try shelf.begin(name, length: bytes.count, piece: size, at: now)
                if case .missing(let missing, let piece) = standing {
                    // One that is absent, or any; whole, or cut short on the way.
                    let count = (bytes.count + piece - 1) / piece
                    let isAny = Int.random(in: 0..<3, using: &dice) == 0
                    let number =
                        isAny ? Int.random(in: 0..<count, using: &dice) : missing.randomElement(using: &dice) ?? 0
                    var part = Array(bytes[(number * piece)..<min(bytes.count, (number + 1) * piece)])
                    if Int.random(in: 0..<4, using: &dice) == 0 {
                        part.removeLast(Int.random(in: 1...part.count, using: &dice))
                    }
                    standing = try shelf.put(part, as: number, of: name, at: now)
                }
                switch standing {
                case .missing: break
                case .whole(let whole):
                    #expect(whole == bytes, "seed \(seed)")
                    handedOut[which] += 1
                    // Nobody else is handed the same while it is being kept.
                    #expect(throws: PieceShelf.Fault.busy) { try shelf.standing(of: name, at: now) }
                    if Int.random(in: 0..<2, using: &dice) == 0 {
                        shelf.settle(name, as: nil, at: now)
                        handedOut[which] -= 1
                    } else {
                        shelf.settle(name, as: .kept, at: now)
                        ended.insert(which)
                    }
                case .ended(let ending): #expect(ending == .kept && ended.contains(which), "seed \(seed)")
                }
            } catch {
                #expect(error == .shape, "seed \(seed)")
            }
        }
        #expect(handedOut == [1, 1, 1], "seed \(seed)")
        #expect(shelf.held == 0 && shelf.count == 0)
    }

    @Test("A piece of other bytes spoils the whole, which is forgotten and begun anew")
    func damaged() throws {
        var dice = Dice(seed: 7)
        let bytes = Self.thing(9_000, &dice)
        let (shelf, name) = (PieceShelf(), Self.name(bytes))
        _ = try shelf.begin(name, length: 9_000, piece: 4_096, at: 0)
        _ = try shelf.put(Array(repeating: 0, count: 4_096), as: 0, of: name, at: 0)
        _ = try shelf.put(Array(bytes[4_096..<8_192]), as: 1, of: name, at: 0)
        #expect(throws: PieceShelf.Fault.damaged) { try shelf.put(Array(bytes[8_192...]), as: 2, of: name, at: 0) }
        #expect(throws: PieceShelf.Fault.unknown) { try shelf.standing(of: name, at: 0) }
        #expect(shelf.held == 0)
    }

    @Test("What cannot be is refused")
    func shapes() throws {
        let shelf = PieceShelf()
        let name = Self.name([1])
        for (length, piece) in [
            (0, 4_096), (-1, 4_096), (9 << 20, 4_096), (10, 0), (10, 4_095), (10, 1 << 20), (.max, 4_096),
        ] {
            #expect(throws: PieceShelf.Fault.shape) { try shelf.begin(name, length: length, piece: piece, at: 0) }
        }
        #expect(throws: PieceShelf.Fault.shape) { try shelf.begin([1, 2], length: 10, piece: 4_096, at: 0) }
        _ = try shelf.begin(name, length: 5_000, piece: 4_096, at: 0)
        #expect(throws: PieceShelf.Fault.shape) { try shelf.begin(name, length: 5_001, piece: 4_096, at: 0) }
        for (number, count) in [(-1, 4_096), (2, 904), (0, 904), (1, 4_096), (1, 0)] {
            let part = [UInt8](repeating: 0, count: count)
            #expect(throws: PieceShelf.Fault.shape) { try shelf.put(part, as: number, of: name, at: 0) }
        }
        #expect(throws: PieceShelf.Fault.unknown) { try shelf.put([1], as: 0, of: Self.name([2]), at: 0) }
    }

    @Test("No more waits than there is room for; who has left makes room, who is slow does not")
    func room() throws {
        var limits = PieceShelf.Limits()
        limits.room = 20_000
        limits.things = 3
        let shelf = PieceShelf(limits)
        var dice = Dice(seed: 3)
        let things = (0..<5).map { _ in Self.thing(16_000, &dice) }
        let names = things.map(Self.name)
        func put(_ which: Int, _ number: Int, at now: Int) throws(PieceShelf.Fault) {
            let part = Array(things[which][(number * 4_096)..<min(16_000, (number + 1) * 4_096)])
            _ = try shelf.put(part, as: number, of: names[which], at: now)
        }
        for which in 0..<3 { _ = try shelf.begin(names[which], length: 16_000, piece: 4_096, at: which) }
        #expect(throws: PieceShelf.Fault.full) { try shelf.begin(names[3], length: 16_000, piece: 4_096, at: 3) }
        for number in 0..<2 { try put(0, number, at: 10) }
        for number in 0..<2 { try put(1, number, at: 20) }
        #expect(throws: PieceShelf.Fault.full) { try put(2, 0, at: 30) }
        #expect(shelf.held == 4 * 4_096)
        // The first has not moved for ten minutes.
        try put(1, 2, at: 610)
        #expect(shelf.held <= limits.room && shelf.count == 2)
        #expect(throws: PieceShelf.Fault.unknown) { try shelf.standing(of: names[0], at: 611) }
        shelf.sweep(at: 610 + limits.keep)
        #expect(shelf.held == 0 && shelf.count == 0)
    }

    @Test("What is never taken is not asked for again, and that is forgotten too")
    func endings() throws {
        let shelf = PieceShelf()
        let name = Self.name([9])
        #expect(try shelf.begin(name, length: 1, piece: 4_096, at: 0) == .missing([0], piece: 4_096))
        #expect(try shelf.put([9], as: 0, of: name, at: 0) == .whole([9]))
        shelf.settle(name, as: .refused("a document"), at: 1)
        #expect(try shelf.put([9], as: 0, of: name, at: 2) == .ended(.refused("a document")))
        #expect(try shelf.begin(name, length: 1, piece: 4_096, at: 3) == .ended(.refused("a document")))
        #expect(throws: PieceShelf.Fault.unknown) { try shelf.standing(of: name, at: 8_000) }
    }
}

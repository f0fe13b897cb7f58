/// What a lot received, gave, lost in processing and has left, in whole grams.
public struct LotAccount: Sendable, Hashable {
    /// The lot.
    public let lot: LotNumber
    /// All mass put into it.
    public let receivedGrams: Int
    /// All mass that steps took out of it, to make something of it or to throw it away.
    public let givenGrams: Int
    /// Its part of the mass that was lost in the processing it went into; below zero where mass was gained.
    public let lostGrams: Int
    /// Its part of the contained metal that was lost there, as far as grades are known.
    public let lostMetalGrams: Int
    /// When the last thing happened to it.
    public let lastTime: Int
    /// Whether something put into it has no stated mass.
    public let isReceivedPartly: Bool
    /// Whether something taken out of it has no stated mass.
    public let isGivenPartly: Bool
    /// Whether the reader may not see everything that happened to it.
    public let isWithheld: Bool
    /// Whether a sum grew beyond what can be counted and stands at the largest number instead.
    public let isSaturated: Bool

    /// Received less given, grams; below zero if more was given than received.
    ///
    /// Neither sum is below zero, so the difference always fits.
    public var leftGrams: Int { receivedGrams - givenGrams }

    /// Whether both sums are known.
    public var isComplete: Bool { !isReceivedPartly && !isGivenPartly && !isWithheld && !isSaturated }
}

/// The accounts of all lots of a graph, in columns.
public struct LotBook: Sendable {
    struct Flags: OptionSet {
        let rawValue: UInt8
        /// An event filled it.
        static let isFilled = Flags(rawValue: 1)
        /// A statement says what it is.
        static let isStated = Flags(rawValue: 2)
        static let isReceivedPartly = Flags(rawValue: 4)
        static let isGivenPartly = Flags(rawValue: 8)
        static let isWithheld = Flags(rawValue: 16)
        static let isSaturated = Flags(rawValue: 32)
        static let isMoved = Flags(rawValue: 64)
    }

    var flags: [Flags]
    var received: [Int]
    /// The greatest mass that a statement gives a lot.
    var stated: [Int]
    var given: [Int]
    var lost: [Int]
    var lostMetal: [Int]
    var firstFill: [Int]
    var firstUse: [Int]
    var lastTime: [Int]

    init(lotCount: Int) {
        flags = Array(repeating: [], count: lotCount)
        received = Array(repeating: 0, count: lotCount)
        stated = received
        given = received
        lost = received
        lostMetal = received
        firstFill = Array(repeating: .max, count: lotCount)
        firstUse = firstFill
        lastTime = Array(repeating: .min, count: lotCount)
    }

    /// The account of a lot; nil if nothing on file filled it, so that nobody can say what it received.
    public func account(of lot: LotNumber) -> LotAccount? {
        let place = Int(lot.rawValue)
        guard place < flags.count else { return nil }
        let flags = flags[place]
        guard flags.contains(.isFilled) || flags.contains(.isStated) else { return nil }
        return LotAccount(
            lot: lot,
            receivedGrams: flags.contains(.isFilled) ? received[place] : stated[place],
            givenGrams: given[place],
            lostGrams: lost[place],
            lostMetalGrams: lostMetal[place],
            lastTime: lastTime[place],
            isReceivedPartly: flags.contains(.isReceivedPartly),
            isGivenPartly: flags.contains(.isGivenPartly),
            isWithheld: flags.contains(.isWithheld),
            isSaturated: flags.contains(.isSaturated)
        )
    }

    /// The part of the mass lost in processing that falls to a lot, whether or not it is known what filled the lot.
    public func lostGrams(of lot: LotNumber) -> Int {
        Int(lot.rawValue) < lost.count ? lost[Int(lot.rawValue)] : 0
    }

    /// The accounts of all lots that something filled, in the order in which the lots arrived.
    public var accounts: some Sequence<LotAccount> {
        flags.indices.lazy.compactMap { account(of: LotNumber(UInt32($0))) }
    }

    /// Counts mass put into a lot; nil where it is not stated.
    mutating func put(_ grams: Int?, into lot: Int, at time: Int) {
        flags[lot].insert(.isFilled)
        if let grams {
            received[lot] = Self.sum(received[lot], grams, &flags[lot])
        } else {
            flags[lot].insert(.isReceivedPartly)
        }
        firstFill[lot] = min(firstFill[lot], time)
        lastTime[lot] = max(lastTime[lot], time)
    }

    /// Counts mass taken out of a lot.
    mutating func take(_ grams: Int?, from lot: Int, at time: Int) {
        if let grams {
            given[lot] = Self.sum(given[lot], grams, &flags[lot])
        } else {
            flags[lot].insert(.isGivenPartly)
        }
        touch(lot, at: time)
    }

    /// Notes that a lot was there at a time.
    mutating func touch(_ lot: Int, at time: Int) {
        firstUse[lot] = min(firstUse[lot], time)
        lastTime[lot] = max(lastTime[lot], time)
    }

    /// Sums only grow, so standing at the largest number gives the same end whatever the order.
    private static func sum(_ left: Int, _ right: Int, _ flags: inout Flags) -> Int {
        let (total, overflow) = left.addingReportingOverflow(right)
        if overflow { flags.insert(.isSaturated) }
        return overflow ? .max : total
    }
}

extension LotGraph {
    /// Withdraws every event of that name from the moment at which its error was learnt.
    ///
    /// That is what an error declaration does (EPCIS 2.0, 7.4.1.2): the event stays, and answers as of an earlier time
    /// still rest on it. It makes no difference whether the event or the declaration arrives first.
    public func withdraw(event name: String, learnt: Learnt) throws(GraphError) {
        guard learnt.record >= 0, learnt.record < Int(UInt32.max) else { throw .recordOutOfRange(learnt.record) }
        withdraw(name: number(name), record: UInt32(learnt.record), batch: batch(learnt.time))
    }

    /// Withdraws what a record said from the moment at which another one replaced it.
    public func withdraw(record: Int, learnt time: Int) throws(GraphError) {
        guard record >= 0, record < Int(UInt32.max) else { throw .recordOutOfRange(record) }
        withdraw(name: 0, record: UInt32(record), batch: batch(time))
    }

    private func withdraw(name: UInt32, record: UInt32, batch: UInt32) {
        tables.withdrawalName.append(name)
        tables.withdrawalRecord.append(record)
        tables.withdrawalBatch.append(batch)
        withdrawals.add(tables.withdrawalName.count - 1, &tables)
    }

    func reviveWithdrawals() {
        for row in 0..<tables.withdrawalName.count { withdrawals.note(row, tables) }
    }

    /// What a question as of a time may rest on.
    struct Lens {
        /// The latest time of learning, or nil for all.
        var asOf: Int64?
        var hasWithdrawals: Bool
        var mayRead: RecordFilter?

        var isClear: Bool { asOf == nil && !hasWithdrawals && mayRead == nil }
    }

    func lens(asOf time: Int?, _ mayRead: RecordFilter? = nil) -> Lens {
        Lens(asOf: time.map { Int64($0) }, hasWithdrawals: tables.eventWithdrawn.count > 0, mayRead: mayRead)
    }

    /// Whether an event was known and not withdrawn; permission is another question.
    @inline(__always)
    func isKnown(_ event: Int, _ lens: borrowing Lens) -> Bool {
        let withdrawn = tables.eventWithdrawn[event]
        guard let asOf = lens.asOf else { return withdrawn == 0 }
        guard tables.batchTime.base[Int(tables.eventBatch.base[event])] <= asOf else { return false }
        return withdrawn == 0 || tables.batchTime.base[Int(withdrawn) - 1] > asOf
    }

    /// Whether an event is known to a question, and its reader may see it.
    @inline(__always)
    func isReadable(_ event: Int, _ lens: borrowing Lens) -> Bool {
        isKnown(event, lens) && (lens.mayRead?(tables.eventRecord.base[event]) ?? true)
    }
}

/// Which records a reader may see.
public struct RecordFilter: Sendable {
    private let isSeen: @Sendable (Int) -> Bool

    /// Makes a filter of a question.
    public init(_ isSeen: @escaping @Sendable (Int) -> Bool) {
        self.isSeen = isSeen
    }

    func callAsFunction(_ record: UInt32) -> Bool { isSeen(Int(record)) }
}

/// Finds the events that a withdrawal speaks of, and the withdrawals that speak of an event.
///
/// Withdrawals are few. The events are indexed by name and by record when the first of that kind comes.
struct WithdrawalIndex: ~Copyable {
    private var byName: [String: [Int]] = [:]
    private var byRecord: [UInt32: [Int]] = [:]
    private var eventsByName = SlotIndex()
    private var eventsByRecord = SlotIndex()
    private var hasNames = false
    private var hasRecords = false

    init() {}

    /// Notes a withdrawal whose effects stand in the tables already.
    mutating func note(_ row: Int, _ tables: borrowing GraphTables) {
        let name = tables.withdrawalName[row]
        if name == 0 {
            byRecord[tables.withdrawalRecord[row], default: []].append(row)
        } else {
            byName[Self.key(tables.words.text(Int(name) - 1)), default: []].append(row)
        }
    }

    mutating func add(_ row: Int, _ tables: inout GraphTables) {
        note(row, tables)
        var found: [Int] = []
        let name = tables.withdrawalName[row]
        if name == 0 {
            if !hasRecords {
                hasRecords = true
                for event in 0..<tables.eventCount { indexRecord(event, tables) }
            }
            let record = tables.withdrawalRecord[row]
            eventsByRecord.forEach(mixed(UInt64(record))) { event in
                if tables.eventRecord.base[event] == record { found.append(event) }
            }
        } else {
            if !hasNames {
                hasNames = true
                for event in 0..<tables.eventCount { indexName(event, tables) }
            }
            var text = tables.words.text(Int(name) - 1)
            text.withUTF8 { bytes in
                eventsByName.forEach(tables.names.lookupHash(bytes)) { event in
                    if tables.names.isEqual(tables.eventName.base[event], bytes) { found.append(event) }
                }
            }
        }
        for event in found { Self.apply(row, to: event, &tables) }
    }

    mutating func eventCame(_ event: Int, _ tables: inout GraphTables) {
        if hasNames { indexName(event, tables) }
        if hasRecords { indexRecord(event, tables) }
        applyAll(to: event, &tables)
    }

    /// The event turned out to have been learnt from an earlier record: what withdrew the later one is no matter.
    mutating func recordChanged(_ event: Int, _ tables: inout GraphTables) {
        if tables.eventWithdrawn[event] != 0 { tables.eventWithdrawn[event] = 0 }
        if hasRecords { indexRecord(event, tables) }
        applyAll(to: event, &tables)
    }

    private func applyAll(to event: Int, _ tables: inout GraphTables) {
        if !byName.isEmpty {
            for row in byName[Self.key(tables.names.text(ofCode: tables.eventName.base[event]))] ?? [] {
                Self.apply(row, to: event, &tables)
            }
        }
        if !byRecord.isEmpty {
            for row in byRecord[tables.eventRecord.base[event]] ?? [] { Self.apply(row, to: event, &tables) }
        }
    }

    private mutating func indexName(_ event: Int, _ tables: borrowing GraphTables) {
        func hash(_ event: Int) -> UInt64 { tables.names.hash(ofCode: tables.eventName.base[event]) }
        eventsByName.insert(event, hash(event), hashOf: hash)
    }

    private mutating func indexRecord(_ event: Int, _ tables: borrowing GraphTables) {
        func hash(_ event: Int) -> UInt64 { mixed(UInt64(tables.eventRecord.base[event])) }
        eventsByRecord.insert(event, hash(event), hashOf: hash)
    }

    private static func apply(_ row: Int, to event: Int, _ tables: inout GraphTables) {
        let batch = tables.withdrawalBatch[row]
        let before = tables.eventWithdrawn[event]
        if before != 0, tables.batchTime[Int(before) - 1] <= tables.batchTime[Int(batch)] { return }
        tables.eventWithdrawn[event] = batch + 1
    }

    /// A text that is equal to another only where the bytes are: Swift holds canonically equivalent spellings equal.
    private static func key(_ text: String) -> String {
        var key = ""
        for byte in text.utf8 { key.unicodeScalars.append(UnicodeScalar(byte)) }
        return key
    }
}

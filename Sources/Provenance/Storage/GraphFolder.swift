/// A graph of lots on disk: a file of columns that is mapped in a moment, and a log of the events after it.
///
/// One process writes at a time; others may read. What was committed is there after a crash: a frame of the log that was
/// cut short is dropped and the frames before it are kept, and a new file of columns takes the place of the old one only
/// once it is whole. A file of columns that does not fit its checksums is refused, and the graph has to be built again
/// from the records that it came from.
///
///     FOLDER/current           the number of the generation
///     FOLDER/graph-N.lots      the columns of generation N (none for 0)
///     FOLDER/events-N.log      the events since
///     FOLDER/lock              held by the process that writes
public final class GraphFolder {
    /// The graph; changes go through the folder, else they are not written.
    public let graph: LotGraph
    /// Bytes at the end of the log that were no whole frame, and were dropped.
    public private(set) var droppedBytes = 0

    private let path: String
    private var generation: Int
    private let lock: SystemFile?
    private var log: SystemFile?
    private var logSize = 0
    private var pending = EventLog()

    /// Opens a folder to write, made if it is not there.
    ///
    /// - Throws: ``GraphError/inUse`` if another process writes to it, ``GraphError/rebuildNeeded(_:)`` if it is damaged.
    public static func writing(_ path: String) throws(GraphError) -> GraphFolder {
        try SystemFile.makeFolder(path)
        let lock = try SystemFile(path + "/lock", .writing)
        guard lock.lock() else { throw .inUse }
        return try GraphFolder(path, lock)
    }

    /// Opens a folder to read what was committed by now.
    public static func reading(_ path: String) throws(GraphError) -> GraphFolder {
        try GraphFolder(path, nil)
    }

    /// Takes away what a folder holds, so that the graph can be built again.
    public static func erase(_ path: String) throws(GraphError) {
        guard SystemFile.exists(path) else { return }
        let lock = try SystemFile(path + "/lock", .writing)
        guard lock.lock() else { throw .inUse }
        let generation = (try? currentGeneration(path)) ?? 0
        SystemFile.remove(path + "/current")
        for number in [0, generation, generation + 1] {
            SystemFile.remove(graphPath(path, number))
            SystemFile.remove(logPath(path, number))
        }
        try SystemFile.syncFolder(path)
    }

    private init(_ path: String, _ lock: SystemFile?) throws(GraphError) {
        self.path = path
        self.lock = lock
        generation = try Self.currentGeneration(path)
        graph = generation == 0 ? LotGraph() : try GraphFile.open(Self.graphPath(path, generation))
        try replay()
    }

    /// Takes an event in; it is lasting after ``commit()``.
    @discardableResult
    public func append(_ event: LotEvent, learnt: Learnt) throws(GraphError) -> LotGraph.Outcome {
        let outcome = try graph.append(event, learnt: learnt)
        if outcome != .known { pending.add(event, learnt) }
        return outcome
    }

    /// Withdraws every event of that name; see ``LotGraph/withdraw(event:learnt:)``.
    public func withdraw(event name: String, learnt: Learnt) throws(GraphError) {
        try graph.withdraw(event: name, learnt: learnt)
        pending.addWithdrawal(event: name, learnt)
    }

    /// Withdraws what a record said; see ``LotGraph/withdraw(record:learnt:)``.
    public func withdraw(record: Int, learnt time: Int) throws(GraphError) {
        try graph.withdraw(record: record, learnt: time)
        pending.addWithdrawal(record: record, time)
    }

    /// Makes lasting what was taken in since, and how far the caller has read its source.
    public func commit(watermark: Int? = nil) throws(GraphError) {
        guard lock != nil else { throw .inUse }
        if let watermark, watermark != graph.watermark {
            graph.watermark = watermark
            pending.add(watermark: watermark)
        }
        guard !pending.isEmpty else { return }
        let file = try openLog()
        let frame = pending.frame()
        try file.write(frame, at: logSize)
        try file.sync()
        logSize += frame.count
    }

    /// Writes the columns anew, so that the next opening need not read the log.
    public func checkpoint() throws(GraphError) {
        try commit()
        let next = generation + 1
        let new = Self.graphPath(path, next)
        try GraphFile.write(graph, to: new + ".new")
        try SystemFile.move(new + ".new", to: new)
        try Self.startLog(Self.logPath(path, next), next)
        let current = path + "/current"
        let file = try SystemFile(current + ".new", .replacing)
        try file.write(Array("1 \(next)\n".utf8), at: 0)
        try file.sync()
        try SystemFile.syncFolder(path)
        // From here on the new generation counts.
        try SystemFile.move(current + ".new", to: current)
        try SystemFile.syncFolder(path)
        SystemFile.remove(Self.graphPath(path, generation))
        SystemFile.remove(Self.logPath(path, generation))
        generation = next
        log = nil
        logSize = EventLog.headSize
    }

    // MARK: Inside

    private static func graphPath(_ path: String, _ generation: Int) -> String { "\(path)/graph-\(generation).lots" }

    private static func logPath(_ path: String, _ generation: Int) -> String { "\(path)/events-\(generation).log" }

    private static func currentGeneration(_ path: String) throws(GraphError) -> Int {
        let current = path + "/current"
        guard SystemFile.exists(current) else { return 0 }
        let text = String(decoding: try SystemFile(current, .reading).read(64, at: 0), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == "1", let generation = Int(words[1]), generation > 0 else {
            throw .rebuildNeeded("\(current) is of another version")
        }
        return generation
    }

    private static func startLog(_ path: String, _ generation: Int) throws(GraphError) {
        let file = try SystemFile(path, .replacing)
        try file.write(EventLog.magic + GraphFile.littleEndian(UInt64(generation)), at: 0)
        try file.sync()
    }

    private func openLog() throws(GraphError) -> SystemFile {
        if let log { return log }
        let path = Self.logPath(path, generation)
        if !SystemFile.exists(path) { try Self.startLog(path, generation) }
        let file = try SystemFile(path, .writing)
        log = file
        logSize = max(logSize, EventLog.headSize)
        return file
    }

    /// Takes in the frames of the log as far as they are whole; whoever writes cuts off the rest.
    private func replay() throws(GraphError) {
        let path = Self.logPath(path, generation)
        logSize = EventLog.headSize
        guard SystemFile.exists(path) else { return }
        let file = try SystemFile(path, lock == nil ? .reading : .writing)
        let size = try file.size()
        let head = try file.read(EventLog.headSize, at: 0)
        if head.count < EventLog.headSize {
            // The log was being started when the machine stopped: nothing was committed to it.
            droppedBytes = size
            if lock != nil { try Self.startLog(path, generation) }
            return
        }
        guard head == EventLog.magic + GraphFile.littleEndian(UInt64(generation)) else {
            throw .rebuildNeeded("\(path) is no log of this version")
        }
        while true {
            let head = try file.read(EventLog.frameHead, at: logSize)
            guard head.count == EventLog.frameHead else { break }
            let length = Int(GraphFile.number(head[..<4]))
            guard length <= EventLog.frameLimit, logSize + EventLog.frameHead + length <= size else { break }
            let bytes = try file.read(length, at: logSize + EventLog.frameHead)
            let sum = bytes.withUnsafeBytes { Checksum.of($0) }
            guard bytes.count == length, sum == GraphFile.number(head[4...]) else { break }
            try take(bytes)
            logSize += EventLog.frameHead + length
        }
        droppedBytes = size - logSize
        if droppedBytes > 0, lock != nil { try file.cut(to: logSize) }
    }

    private func take(_ bytes: [UInt8]) throws(GraphError) {
        var reader = EventLogReader(bytes[...])
        while !reader.isAtEnd {
            switch reader.next() {
            case .event(let event, let learnt): try graph.append(event, learnt: learnt)
            case .withdrawalOfEvent(let name, let learnt): try graph.withdraw(event: name, learnt: learnt)
            case .withdrawalOfRecord(let record, let time): try graph.withdraw(record: record, learnt: time)
            case .watermark(let watermark): graph.watermark = watermark
            case nil: throw .rebuildNeeded("the log of \(path) holds what this version does not know")
            }
        }
    }
}

/// Events as they lie in the log of a graph: frames, each with its length and a checksum.
struct EventLog {
    static let magic: [UInt8] = Array("TSEVENT1".utf8)
    static let headSize = 16
    static let frameHead = 12
    /// No frame is longer; what says so is damaged.
    static let frameLimit = 1 << 30

    private(set) var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }

    mutating func add(_ event: LotEvent, _ learnt: Learnt) {
        bytes.append(1)
        put(learnt.time)
        put(learnt.record)
        put(event.name)
        bytes.append(event.kind.rawValue)
        put(event.time)
        put(event.site)
        put(event.giver)
        put(event.receiver)
        put(event.transformation)
        put(event.process)
        put(event.steps.count)
        for step in event.steps {
            put(step.inputs)
            put(step.outputs)
        }
    }

    mutating func addWithdrawal(event name: String, _ learnt: Learnt) {
        bytes.append(2)
        put(learnt.time)
        put(learnt.record)
        put(name)
    }

    mutating func addWithdrawal(record: Int, _ time: Int) {
        bytes.append(3)
        put(time)
        put(record)
    }

    mutating func add(watermark: Int) {
        bytes.append(4)
        put(watermark)
    }

    /// The frame of what was added, and nothing is left to write.
    mutating func frame() -> [UInt8] {
        var frame: [UInt8] = []
        frame.reserveCapacity(bytes.count + Self.frameHead)
        for shift in stride(from: 0, to: 32, by: 8) { frame.append(UInt8(truncatingIfNeeded: bytes.count >> shift)) }
        frame += GraphFile.littleEndian(bytes.withUnsafeBytes { Checksum.of($0) })
        frame += bytes
        bytes.removeAll(keepingCapacity: true)
        return frame
    }

    private mutating func put(_ quantities: [LotEvent.Quantity]) {
        put(quantities.count)
        for quantity in quantities {
            put(quantity.lot)
            put(quantity.grams ?? -1)
            guard let traits = quantity.traits else {
                bytes.append(0)
                continue
            }
            bytes.append(1)
            put(traits.mineral)
            put(traits.gradePPM ?? -1)
            bytes.append(traits.model?.rawValue ?? 0)
            put(traits.tag)
            put(traits.claim)
        }
    }

    /// Seven bits a byte, the sign folded into the lowest bit.
    private mutating func put(_ number: Int) {
        var rest = UInt64(bitPattern: Int64(number << 1) ^ Int64(number >> 63))
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func put(_ text: String?) {
        guard let text else { return put(-1) }
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }
}

/// Reads what ``EventLog`` wrote; nil where the bytes end or make no sense.
struct EventLogReader {
    enum Entry {
        case event(LotEvent, Learnt)
        case withdrawalOfEvent(String, Learnt)
        case withdrawalOfRecord(Int, Int)
        case watermark(Int)
    }

    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    mutating func next() -> Entry? {
        guard let tag = byte() else { return nil }
        switch tag {
        case 1: return event()
        case 2:
            guard let time = number(), let record = number(), let name = text() else { return nil }
            return .withdrawalOfEvent(name ?? "", Learnt(time, record: record))
        case 3:
            guard let time = number(), let record = number() else { return nil }
            return .withdrawalOfRecord(record, time)
        case 4: return number().map { .watermark($0) }
        default: return nil
        }
    }

    private mutating func event() -> Entry? {
        guard let time = number(), let record = number(), let name = text(), let kind = byte(),
            let kind = LotEvent.Kind(rawValue: kind), let happened = number(), let site = text(), let giver = text(),
            let receiver = text(), let transformation = text(), let process = text(), let count = number(),
            count <= bytes.count
        else { return nil }
        var steps: [LotEvent.Step] = []
        for _ in 0..<max(0, count) {
            guard let inputs = quantities(), let outputs = quantities() else { return nil }
            steps.append(.init(inputs: inputs, outputs: outputs))
        }
        let event = LotEvent(
            name ?? "",
            kind,
            time: happened,
            steps: steps,
            site: site,
            giver: giver,
            receiver: receiver,
            transformation: transformation,
            process: process
        )
        return .event(event, Learnt(time, record: record))
    }

    private mutating func quantities() -> [LotEvent.Quantity]? {
        guard let count = number(), count >= 0, count <= bytes.count else { return nil }
        var quantities: [LotEvent.Quantity] = []
        for _ in 0..<count {
            guard let lot = text(), let grams = number(), let hasTraits = byte() else { return nil }
            var quantity = LotEvent.Quantity(lot ?? "", grams: grams < 0 ? nil : grams)
            if hasTraits == 1 {
                guard let mineral = text(), let grade = number(), let model = byte(), let tag = text(),
                    let claim = text()
                else { return nil }
                quantity.traits = LotTraits(
                    mineral: mineral,
                    gradePPM: grade < 0 ? nil : grade,
                    model: CustodyModel(rawValue: model),
                    tag: tag,
                    claim: claim
                )
            }
            quantities.append(quantity)
        }
        return quantities
    }

    private mutating func byte() -> UInt8? {
        guard place < bytes.endIndex else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func number() -> Int? {
        var folded: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = byte() {
            folded |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return Int(Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)) }
            shift += 7
            if shift > 63 { return nil }
        }
        return nil
    }

    /// A text, or nil in the optional where none was written.
    private mutating func text() -> String?? {
        guard let count = number(), count >= -1, count <= bytes.endIndex - place else { return nil }
        if count < 0 { return .some(nil) }
        defer { place += count }
        return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
    }
}

import EPCIS
import Testing

/// Reads whole documents.
enum Reading {
    struct Result {
        var trees: [EventTree] = []
        var places: [EventPlace] = []
        var faults: [ReadFault] = []
        var header = DocumentHeader()
    }

    static func read(_ bytes: [UInt8], piece: Int = .max, limits: DocumentReader.Limits = .init()) -> Result {
        var reader = DocumentReader(limits: limits)
        var tree = EventTree()
        var result = Result()
        var fed = 0
        while true {
            switch reader.next(into: &tree) {
            case .event(let place):
                result.trees.append(tree)
                result.places.append(place)
                result.header = reader.header
            case .fault(let fault):
                result.faults.append(fault)
            case .needMore:
                if fed == bytes.count {
                    reader.finish()
                } else {
                    let next = min(bytes.count, piece == .max ? bytes.count : fed + piece)
                    reader.feed(bytes.span.extracting(fed..<next))
                    fed = next
                }
            case .end:
                if result.trees.isEmpty { result.header = reader.header }
                return result
            }
        }
    }

    static func preHashes(_ bytes: [UInt8], order: HashOrder = .reference, values: HashValues? = nil) -> [String] {
        let result = read(bytes)
        var hasher = EventHasher(order: order, values: values)
        hasher.ignoredFields = result.header.ignoredFields
        return result.trees.map { String(decoding: hasher.preHashString(of: $0), as: UTF8.self) }
    }

    static func ids(_ bytes: [UInt8], order: HashOrder = .reference, piece: Int = .max) -> [String] {
        let result = read(bytes, piece: piece)
        var hasher = EventHasher(order: order)
        hasher.ignoredFields = result.header.ignoredFields
        return result.trees.map { hasher.id(of: $0) }
    }
}

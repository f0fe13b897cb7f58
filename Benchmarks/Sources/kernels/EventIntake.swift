import Crypto
import EPCIS
import Foundation
import Provenance
import Vocabulary

/// An event from its bytes to its place in the graph of lots: read, judged, both digests that evidence uses, appended.
enum EventIntake {
    private struct Refused: Error {
        let line: Int
    }

    /// The number of events and of the lots in the graph, and a digest over both digests of every event.
    static func kernel(in folder: URL, suffix: String) throws -> () throws -> String {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "events.\(suffix)")))
        return {
            let graph = LotGraph()
            let validator = EventValidator()
            var reader = DocumentReader()
            var form = CanonicalEvent()
            var tree = EventTree()
            var canonical: [UInt8] = []
            var digests = SHA256()
            var count = 0
            var fed = 0
            while true {
                switch reader.next(into: &tree) {
                case .event(let place):
                    guard validator.accepts(tree) else { throw Refused(line: place.line) }
                    digests.update(data: Data(SHA256.hash(data: reader.bytes(of: place))))
                    canonical.removeAll(keepingCapacity: true)
                    guard form.append(tree, to: &canonical) != nil else { throw Refused(line: place.line) }
                    digests.update(data: Data(SHA256.hash(data: canonical)))
                    if let event = lotEvent(try EventReader().read(tree), count) {
                        try graph.append(event, learnt: Learnt(0, record: count))
                    }
                    count += 1
                case .fault(let fault):
                    throw fault
                case .needMore:
                    let next = min(bytes.count, fed + 1 << 18)
                    if next == fed { reader.finish() } else { reader.feed(bytes.span.extracting(fed..<next)) }
                    fed = next
                case .end:
                    let digest = digests.finalize().map { String(format: "%02x", $0) }.joined()
                    return "\(count) \(graph.lotCount) \(digest)"
                }
            }
        }
    }

    private static func lotEvent(_ event: EventOutline, _ number: Int) -> LotEvent? {
        func lots(_ role: EventOutline.Role) -> [LotEvent.Quantity] {
            event.quantities.filter { $0.role == role }.map { LotEvent.Quantity($0.lot, grams: $0.massGrams) }
        }
        let (kind, inputs, outputs): (LotEvent.Kind, [LotEvent.Quantity], [LotEvent.Quantity]) =
            switch event.kind {
            case .transformation: (.transformed, lots(.used), lots(.made))
            case .aggregation, .association: (.packed, lots(.packed), lots(.parent))
            case .object where event.action == "ADD": (.made, [], lots(.made))
            case .object, .transaction: (.moved, lots(.observed), lots(.observed))
            }
        guard !inputs.isEmpty || !outputs.isEmpty, let time = try? UTCInstant(event.time).milliseconds else {
            return nil
        }
        return LotEvent(
            event.id ?? "event-\(number)",
            kind,
            time: time,
            steps: [.init(inputs: inputs, outputs: outputs)],
            site: event.location ?? event.readPoint,
            giver: event.sourceParty,
            receiver: event.destinationParty,
            process: event.step
        )
    }
}

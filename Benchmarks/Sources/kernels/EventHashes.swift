import Crypto
import EPCIS
import Foundation
import Glibc

/// Event hash ids of a document, from its bytes, as `event_hashes.py` compares them.
enum EventHashes {
    /// The processor time of this process.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The number of events, and a digest of their ids one a line.
    static func kernel(in folder: URL, suffix: String) throws -> () throws -> String {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "events.\(suffix)")))
        return {
            var reader = DocumentReader()
            var hasher = EventHasher()
            var tree = EventTree()
            var ids: [UInt8] = []
            var count = 0
            var fed = 0
            while true {
                switch reader.next(into: &tree) {
                case .event:
                    if count > 0 { ids.append(UInt8(ascii: "\n")) }
                    hasher.appendID(of: tree, to: &ids)
                    count += 1
                case .fault(let fault):
                    throw fault
                case .needMore:
                    // In the pieces in which a file is read.
                    let next = min(bytes.count, fed + 1 << 18)
                    if next == fed { reader.finish() } else { reader.feed(bytes.span.extracting(fed..<next)) }
                    fed = next
                case .end:
                    let digest = SHA256.hash(data: ids).map { String(format: "%02x", $0) }.joined()
                    return "\(count) \(digest)"
                }
            }
        }
    }
}

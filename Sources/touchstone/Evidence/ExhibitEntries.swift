import Casework
import Custody
import Formats
import Vocabulary

/// Entries for custody logs as JSON Lines; `recorded` may be left out, since the log sets it.
struct ExhibitEntries {
    /// The lines that could not be read, with their numbers.
    private(set) var faults: [String] = []
    private var events: [(line: Int, event: CustodyEvent)] = []

    init(reading bytes: [UInt8], recorded now: UTCInstant) {
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do throws(CustodyFault) {
                events.append((index + 1, try Self.event(Array(line), now)))
            } catch {
                faults.append("\(index + 1): \(Self.words(error))")
            }
        }
    }

    private static func event(_ line: [UInt8], _ now: UTCInstant) throws(CustodyFault) -> CustodyEvent {
        let node: JSONNode
        do { node = try JSONNode(parsing: line, numbers: .safeIntegers) } catch {
            throw .notJSON(offset: error.offset)
        }
        guard let members = node.members, node["recorded"] == nil else { return try CustodyEvent(reading: node) }
        return try CustodyEvent(reading: .object(members + [.init("recorded", .string(now.text))]))
    }

    private static func words(_ fault: CustodyFault) -> String {
        switch fault {
        case .notJSON(let offset): "is not JSON from byte \(offset) on."
        case .missing(let member): "the member \(member) is missing (docs/custody.md)."
        case .unknown(let member): "there is no member \(member) (docs/custody.md)."
        case .wrong(let member, let expected): "\(member) is not what it has to be: \(expected)."
        }
    }

    /// The entries, with the number of the exhibit that each is of; 0 for those of no exhibit of the case.
    func events(inCase number: Int64) -> [(line: Int, exhibit: Int, event: CustodyEvent)] {
        let prefix = CaseExhibit.id(0, ofCase: number).rawValue.dropLast()
        return events.map { line, event in
            let name = event.exhibit.rawValue
            return (line, name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) ?? 0 : 0, event)
        }
    }
}

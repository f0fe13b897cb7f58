public import Formats
public import Vocabulary

/// A custody log as a file: JSON Lines, one exhibit or one entry a line, in any order.
///
/// A line with `act` is an entry (``CustodyEvent``); a line without is an exhibit: `id`, and `sha256` for a file, or
/// `milligrams` for a thing that was weighed, and `parent` where it was taken from another.
public struct CustodyLog: Sendable, Hashable {
    /// A line that is neither.
    public struct Fault: Sendable, Hashable {
        /// The line, from 1.
        public let line: Int
        /// What is wrong with it.
        public let fault: CustodyFault
    }

    /// The exhibits, in the order of the file.
    public private(set) var exhibits: [Exhibit] = []
    /// The entries, in the order of the file.
    public private(set) var entries: [CustodyEvent] = []
    /// The lines that could not be read; the others are read all the same.
    public private(set) var faults: [Fault] = []
    /// Entries of exhibits that no line describes.
    public private(set) var strays: [CustodyEvent] = []
    private var described: [ExhibitID: Exhibit] = [:]

    /// Reads a file.
    public init(reading bytes: [UInt8]) {
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do throws(CustodyFault) {
                try read(Array(line))
            } catch {
                faults.append(Fault(line: index + 1, fault: error))
            }
        }
        strays = entries.filter { described[$0.exhibit] == nil }
    }

    private mutating func read(_ line: [UInt8]) throws(CustodyFault) {
        let node: JSONNode
        do {
            node = try JSONNode(parsing: line, numbers: .safeIntegers)
        } catch {
            throw .notJSON(offset: error.offset)
        }
        guard node["act"] == nil else {
            entries.append(try CustodyEvent(reading: node))
            return
        }
        let exhibit = try Exhibit(reading: node)
        if let known = described[exhibit.id] {
            guard known == exhibit else { throw .wrong("id", expected: "one description of each exhibit") }
            return
        }
        described[exhibit.id] = exhibit
        exhibits.append(exhibit)
    }

    /// The chain of each exhibit, in the order of the file.
    public func chains(_ limits: CustodyLimits = CustodyLimits(), asOf now: UTCInstant) -> [CustodyChain] {
        let own = Dictionary(grouping: entries, by: \.exhibit)
        return exhibits.map { CustodyChain($0, own[$0.id] ?? [], limits, asOf: now) }
    }
}

extension Exhibit {
    /// The exhibit as JSON, as it stands in a log.
    public var json: JSONNode {
        var members: [JSONNode.Member] = [.init("id", .string(id.rawValue))]
        switch nature {
        case .physical(let milligrams?): members.append(.init("milligrams", .integer(milligrams)))
        case .physical(nil): break
        case .digital(let sha256): members.append(.init("sha256", .string(Hexadecimal.text(sha256))))
        }
        if let parent { members.append(.init("parent", .string(parent.rawValue))) }
        return .object(members)
    }

    /// Reads an exhibit.
    public init(reading node: JSONNode) throws(CustodyFault) {
        guard let members = node.members else { throw .notJSON(offset: 0) }
        var fields = CustodyFields(members)
        let id = ExhibitID(try fields.name("id"))
        let nature: Nature
        if node["sha256"] != nil {
            nature = .digital(sha256: try fields.digest("sha256"))
        } else {
            nature = .physical(milligrams: node["milligrams"] == nil ? nil : try fields.mass("milligrams"))
        }
        let parent = try fields.nameIfThere("parent").map { ExhibitID($0) }
        try fields.close()
        self.init(id, nature, parent: parent)
    }
}

import Formats
import Ledger

extension ProofBundle {
    /// A bundle as it was read, and whether its checksum is right.
    public struct Received: Sendable, Hashable {
        /// The bundle.
        public let bundle: ProofBundle
        /// Whether the checksum is that of the rest.
        public let isIntact: Bool
    }

    /// Reads a bundle in its only spelling, with the right checksum.
    ///
    /// - Throws: ``BundleFault``.
    public init(parsing bytes: [UInt8]) throws(BundleFault) {
        let received = try Self.received(bytes)
        guard received.isIntact else { throw BundleFault(.badValue, "checksum") }
        self = received.bundle
    }

    /// Reads a bundle in its only spelling; that the checksum is wrong keeps nobody from looking at the parts.
    public static func received(_ bytes: [UInt8]) throws(BundleFault) -> Received {
        guard bytes.count <= byteLimit else { throw BundleFault(.tooLong) }
        let root: JSONNode
        do {
            root = try JSONNode(parsing: bytes, numbers: .safeIntegers)
        } catch {
            throw BundleFault(.malformed, detail: "\(error.reason.rawValue) at byte \(error.offset)")
        }
        let reader = Reader(place: "", node: root)
        guard root["type"]?.string == type else { throw BundleFault(.otherType, "type") }
        guard root["version"]?.numberText == String(version) else { throw BundleFault(.otherType, "version") }
        try reader.only(["about", "checkpoint", "checksum", "items", "policy", "time", "type", "version"])
        let about = try reader.member("about")
        try about.only(["id", "kind"])
        var items: [Item] = []
        for each in try reader.member("items").elements() { items.append(try Item(each)) }
        var stamps: [Stamp] = []
        if root["time"] != nil {
            let list = try reader.member("time")
            for each in try list.elements() { stamps.append(try Stamp(each)) }
            guard !stamps.isEmpty else { throw list.fault(.missing) }
        }
        let bundle = try ProofBundle(
            about: Subject(kind: try about.member("kind").text(), id: try about.member("id").text()),
            items: items,
            checkpoint: try reader.member("checkpoint").note(),
            policy: try reader.member("policy").text(),
            stamps: stamps
        )
        let checksum = try reader.member("checksum").text()
        guard bundle.canonical(with: checksum) == bytes else { throw BundleFault(.notCanonical) }
        return Received(bundle: bundle, isIntact: checksum == bundle.checksum)
    }
}

extension ProofBundle.Item {
    fileprivate init(_ reader: Reader) throws(BundleFault) {
        try reader.only(["batch", "bytes", "entry", "hashes", "index", "statement"])
        var bytes: [UInt8]?
        if reader.has("bytes") { bytes = try reader.member("bytes").bytes() }
        let text = try reader.member("statement")
        let spelling = Array(try text.text().utf8)
        let statement: Statement
        do throws(StatementFault) {
            statement = try Statement(parsing: spelling)
        } catch {
            throw text.fault(.badStatement, "\(error)")
        }
        let batch = try reader.member("batch")
        try batch.only(["hashes", "index", "size"])
        let line = try reader.member("entry")
        guard let entry = CommitmentEntry(parsing: Array(try line.text().utf8)) else { throw line.fault(.badEntry) }
        self.init(
            bytes: bytes,
            statement: statement,
            batch: InclusionProof(
                index: try batch.member("index").count(),
                size: try batch.member("size").count(),
                hashes: try batch.member("hashes").hashes()
            ),
            entry: entry,
            index: try reader.member("index").count(),
            hashes: try reader.member("hashes").hashes()
        )
    }
}

extension ProofBundle.Stamp {
    fileprivate init(_ reader: Reader) throws(BundleFault) {
        try reader.only(["checkpoint", "consistency", "token"])
        self.init(
            checkpoint: try reader.member("checkpoint").note(),
            consistency: try reader.member("consistency").hashes(),
            token: try reader.member("token").bytes()
        )
    }
}

/// A value with the place where it stands.
private struct Reader {
    let place: String
    let node: JSONNode

    func fault(_ reason: BundleFault.Reason, _ detail: String = "") -> BundleFault {
        BundleFault(reason, place, detail: detail)
    }

    private func below(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// Refuses anything but an object with members of these names.
    func only(_ names: [String]) throws(BundleFault) {
        guard let members = node.members else { throw fault(.badValue) }
        for member in members where !names.contains(where: { $0.utf8.elementsEqual(member.name.utf8) }) {
            throw BundleFault(.unknownMember, below(member.name))
        }
    }

    func has(_ name: String) -> Bool { node[name] != nil }

    func member(_ name: String) throws(BundleFault) -> Reader {
        guard let value = node[name] else { throw BundleFault(.missing, below(name)) }
        return Reader(place: below(name), node: value)
    }

    func elements() throws(BundleFault) -> [Reader] {
        guard let elements = node.elements else { throw fault(.badValue) }
        return elements.enumerated().map { Reader(place: "\(place)[\($0)]", node: $1) }
    }

    func text() throws(BundleFault) -> String {
        guard let text = node.string else { throw fault(.badValue) }
        return text
    }

    func count() throws(BundleFault) -> UInt64 {
        guard let count = node.numberText.flatMap({ UInt64($0) }) else { throw fault(.badValue) }
        return count
    }

    func bytes() throws(BundleFault) -> [UInt8] {
        guard let bytes = Base64.bytes(try text().utf8) else { throw fault(.badValue) }
        return bytes
    }

    func hashes() throws(BundleFault) -> [TreeHash] {
        var hashes: [TreeHash] = []
        let elements = try elements()
        // A path between two trees has at most twice as many as one within.
        guard elements.count <= 2 * ProofBundle.hashLimit else { throw fault(.badHash) }
        for each in elements {
            guard let hash = TreeHash(base64: try each.text().utf8) else { throw each.fault(.badHash) }
            hashes.append(hash)
        }
        return hashes
    }

    func note() throws(BundleFault) -> SignedNote {
        let bytes = Array(try text().utf8)
        do throws(NoteFault) {
            let note = try SignedNote(parsing: bytes)
            guard note.bytes == bytes else { throw .badText }
            return note
        } catch {
            throw fault(.badNote, error.rawValue)
        }
    }
}

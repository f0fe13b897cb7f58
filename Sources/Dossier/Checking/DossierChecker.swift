import Formats

/// Checks a dossier: the bag to the last byte, and whether what its documents say of withheld things holds together.
public struct DossierChecker {
    /// Every fault, those of the bag first.
    public private(set) var faults: [BagFault]
    /// Which version it is; nil if that cannot be told.
    public private(set) var version: DossierVersion?
    /// What it is called; nil if that cannot be told.
    public private(set) var title: String?
    /// How many files its payload has, and how many bytes.
    public let (files, bytes): (Int, Int)
    /// What is withheld from it.
    public private(set) var withheld: [Withheld] = []
    /// How many commitments were opened: in a full version those that it keeps the salts of, else those that were given.
    public private(set) var opened = 0
    /// The custody logs, by their paths in the bag.
    public private(set) var logs: [String] = []

    private let bag: BagFiles
    private let digests: [BagPath: ContentDigests]
    /// The longest document that is read, bytes.
    private static let documentLimit = 256 << 20

    /// Checks a dossier.
    public init(_ bag: BagFiles, workers: Int? = nil) async throws(DossierError) {
        let checker = try await BagChecker(bag, workers: workers)
        self.bag = bag
        (faults, digests) = (checker.faults, checker.digests)
        let payload = bag.entries.filter(\.path.isPayload)
        (files, bytes) = (payload.count, payload.reduce(0) { $0 + $1.size })
        guard let root = try document(), read(root) else {
            faults.append(BagFault(.document, DossierMaker.dossierPath))
            return
        }
        try checkMarks(root)
        checkStatements(root)
        try checkGraph()
        if version == .full { try checkOpenings() }
    }

    private func document() throws(DossierError) -> JSONNode? {
        guard let entry = bag[DossierMaker.dossierPath], entry.size <= Self.documentLimit else { return nil }
        return try? JSONNode(parsing: try bag.bytes(of: entry, limit: Self.documentLimit))
    }

    private mutating func read(_ root: JSONNode) -> Bool {
        guard root["kind"]?.string == "dossier", root["form"]?.numberText == "1",
            let version = root["version"]?.string.flatMap(DossierVersion.init(rawValue:)),
            let list = root["withheld"], let things = list["things"]?.elements, let count = list["count"]?.numberText
        else { return false }
        (self.version, title) = (version, root["title"]?.string)
        logs = (root["logs"]?.elements ?? []).compactMap { $0["path"]?.string }.filter { bag[$0] != nil }
        for thing in things {
            guard let digest = Hexadecimal.bytes(Array((thing["commitment"]?.string ?? "").utf8)),
                let commitment = Commitment(digest: digest),
                let kind = thing["kind"]?.string.flatMap(Withheld.Kind.init(rawValue:)), let why = thing["why"]?.string
            else { return false }
            withheld.append(Withheld(commitment: commitment, kind: kind, why: why))
        }
        if count != "\(things.count)" {
            faults.append(
                BagFault(.withheldCount, DossierMaker.dossierPath, expected: count, found: "\(things.count)")
            )
        }
        return true
    }

    // MARK: - Withheld things

    /// Each mark in a document is in the list, and each of the list stands in a document.
    private mutating func checkMarks(_ root: JSONNode) throws(DossierError) {
        guard version != .full else { return }
        var marks: Set<String> = []
        Self.collect(root, into: &marks)
        for log in logs {
            guard let entry = bag[log], entry.size <= Self.documentLimit else { continue }
            for line in try bag.bytes(of: entry, limit: Self.documentLimit).split(separator: 0x0A) {
                if let node = try? JSONNode(parsing: Array(line)) { Self.collect(node, into: &marks) }
            }
        }
        let listed = Set(withheld.map { Self.mark(of: $0) })
        for mark in marks.subtracting(listed).sorted() {
            faults.append(BagFault(.withheldList, DossierMaker.dossierPath, found: Printable.text(mark)))
        }
        for mark in listed.subtracting(marks).sorted() {
            faults.append(BagFault(.withheldList, DossierMaker.dossierPath, expected: Printable.text(mark)))
        }
    }

    private static func mark(of thing: Withheld) -> String {
        thing.kind == .person
            ? Redactor.pseudonym + thing.commitment.digits.prefix(Redactor.pseudonymDigits) : thing.commitment.marked
    }

    private static func collect(_ node: JSONNode, into marks: inout Set<String>) {
        switch node {
        case .string(let text):
            if Commitment(marked: text) != nil || isPseudonym(text) { marks.insert(text) }
        case .array(let elements): for element in elements { collect(element, into: &marks) }
        case .object(let members): for member in members { collect(member.value, into: &marks) }
        case .null, .bool, .number: break
        }
    }

    private static func isPseudonym(_ text: String) -> Bool {
        guard text.utf8.starts(with: Redactor.pseudonym.utf8) else { return false }
        let digits = Array(text.utf8.dropFirst(Redactor.pseudonym.utf8.count))
        return digits.count == Redactor.pseudonymDigits && Hexadecimal.bytes(digits) != nil
    }

    /// The salts that a full version keeps open what they are said to open.
    private mutating func checkOpenings() throws(DossierError) {
        guard let entry = bag[DossierMaker.openingsPath] else { return }
        let lines = Opening.lines(try bag.bytes(of: entry, limit: Self.documentLimit))
        for (index, line) in lines.enumerated() {
            guard let line else {
                faults.append(BagFault(.commitment, DossierMaker.openingsPath, found: "\(index + 1)"))
                continue
            }
            guard let commitment = try commitment(of: line), commitment == line.commitment else {
                let file = line.kind == .file ? line.content : DossierMaker.openingsPath
                faults.append(BagFault(.commitment, Printable.text(file), expected: line.commitment.digits))
                continue
            }
            opened += 1
        }
    }

    private func commitment(of line: Opening.Line) throws(DossierError) -> Commitment? {
        guard line.kind == .file else { return Commitment(salt: line.salt, content: Array(line.content.utf8)) }
        guard let entry = bag[line.content] else { return nil }
        var hasher = Commitment.Hasher(salt: line.salt)
        try bag.pass(over: entry) { bytes throws(DossierError) in hasher.update(bytes) }
        return hasher.finish()
    }

    /// Checks openings that were given away for this dossier: whether it withholds what they open.
    ///
    /// - Parameters:
    ///   - lines: As of `openings.tsv`.
    ///   - folder: Where the files are that they name; the folder of an unpacked full version.
    public mutating func open(_ lines: [Opening.Line?], folder: String) throws(DossierError) {
        let listed = Set(withheld.map(\.commitment))
        for (index, line) in lines.enumerated() {
            guard let line, listed.contains(line.commitment) else {
                faults.append(BagFault(.withheldList, DossierMaker.openingsPath, found: "\(index + 1)"))
                continue
            }
            var isOpen = false
            if line.kind == .file {
                if let path = try? BagPath(line.content), FileTree.kind(of: "\(folder)/\(path.text)") != nil {
                    isOpen = try Commitment.of(file: "\(folder)/\(path.text)", salt: line.salt) == line.commitment
                }
            } else {
                isOpen = line.commitment.opens(salt: line.salt, content: Array(line.content.utf8))
            }
            guard isOpen else {
                let file = line.kind == .file ? line.content : DossierMaker.openingsPath
                faults.append(BagFault(.commitment, Printable.text(file), expected: line.commitment.digits))
                continue
            }
            opened += 1
        }
    }

    // MARK: - Statements

    /// What `dossier.json` says of each file is what the file is.
    private mutating func checkStatements(_ root: JSONNode) {
        var lists = DossierPlan.Papers.allCases.map { root[$0.rawValue]?.elements ?? [] }
        lists += (root["exhibits"]?.elements ?? []).map { $0["files"]?.elements ?? [] }
        for file in lists.joined() where file["content"] == nil {
            let said = file["path"]?.string ?? ""
            guard let path = try? BagPath(said), bag[path] != nil else {
                faults.append(BagFault(.statement, Printable.text(said), expected: DossierMaker.dossierPath))
                continue
            }
            guard let digest = file["sha256"]?.string else { continue }
            check(digest, of: path, by: DossierMaker.dossierPath)
        }
    }

    private mutating func check(_ digest: String, of path: BagPath, by document: String) {
        guard let known = digests[path] else { return }
        let found = Hexadecimal.text(known.sha256)
        if digest != found {
            faults.append(
                BagFault(.statement, path.text, expected: "\(document): \(Printable.text(digest))", found: found)
            )
        }
    }

    /// So is what `case.jsonld` says.
    private mutating func checkGraph() throws(DossierError) {
        guard let entry = bag[DossierMaker.graphPath], entry.size <= Self.documentLimit else {
            faults.append(BagFault(.document, DossierMaker.graphPath))
            return
        }
        guard let graph = try? CaseDocument(reading: try bag.bytes(of: entry, limit: Self.documentLimit)) else {
            faults.append(BagFault(.document, DossierMaker.graphPath))
            return
        }
        for hash in graph.hashes where hash.method == "SHA256" {
            guard let path = hash.path.flatMap({ try? BagPath($0) }) else { continue }
            check(hash.value, of: path, by: DossierMaker.graphPath)
        }
    }

    /// The bytes of a file of the dossier, such as a custody log; nil if it cannot be read.
    public func bytes(of path: String) -> [UInt8]? {
        bag[path].flatMap { try? bag.bytes(of: $0, limit: Self.documentLimit) }
    }
}

import Formats

/// The files of a plan, read as far as the documents of a dossier need them.
struct Material: Sendable {
    /// A file of the plan.
    struct File: Sendable, Hashable {
        /// Its path in the plan.
        let file: String
        /// Its path in the bag.
        let path: BagPath
        /// Where it is.
        let source: String
    }

    /// A custody log.
    struct Log: Sendable {
        let path: BagPath
        /// Its lines, as they are given away.
        let lines: [JSONNode]
        /// The file, one canonical line after the other.
        let bytes: [UInt8]
    }

    private let maker: DossierMaker
    private let plan: DossierPlan
    private(set) var files: [File]
    private var withheld: [String: Redactor.File] = [:]
    /// What was hashed while it was copied, by path in the plan.
    var digests: [String: ContentDigests] = [:]
    /// The longest custody log, bytes.
    private static let logLimit = 256 << 20

    init(_ maker: DossierMaker) throws(DossierError) {
        self.maker = maker
        plan = try Self.expanded(maker.plan, folder: maker.folder)
        files = []
        for (path, file) in try plan.files() {
            files.append(File(file: file, path: path, source: "\(maker.folder)/\(file)"))
        }
        guard maker.plan.withhold.isEmpty || maker.key != nil else { throw .key("") }
    }

    /// The plan with each folder that it names as the files in it.
    private static func expanded(_ plan: DossierPlan, folder: String) throws(DossierError) -> DossierPlan {
        func expand(_ names: [String]) throws(DossierError) -> [String] {
            var found: [String] = []
            for name in names {
                guard FileTree.kind(of: "\(folder)/\(name)") == .folder else {
                    found.append(name)
                    continue
                }
                for (path, _) in try FileTree.files(below: "\(folder)/\(name)") {
                    guard let text = String(validating: path, as: UTF8.self) else {
                        throw .path("\(name)/\(String(decoding: path, as: UTF8.self))", .encoding)
                    }
                    found.append(name == "." ? text : "\(name)/\(text)")
                }
            }
            return found
        }
        var plan = plan
        var exhibits: [DossierPlan.Exhibit] = []
        for exhibit in plan.exhibits {
            let files = try expand(exhibit.files)
            exhibits.append(.init(id: exhibit.id, description: exhibit.description, files: files))
        }
        plan.exhibits = exhibits
        for kind in DossierPlan.Papers.allCases { plan.papers[kind] = try expand(plan.papers[kind] ?? []) }
        return plan
    }

    /// Hashes what any version withholds, and commits to it.
    mutating func hashWithheld() async throws(DossierError) {
        guard let key = maker.key else { return }
        for thing in plan.withhold {
            guard case .file(let name) = thing.target, withheld[name] == nil else { continue }
            guard let file = files.first(where: { $0.file == name }) else { throw .missing(name) }
            let open = try OpenFile(reading: file.source)
            var hasher = ContentHasher()
            try FilePass.over(open, count: try open.size()) { bytes, _ throws(DossierError) in hasher.update(bytes) }
            let digests = hasher.finish()
            let salt = key.salt(kind: .file, place: name, sha256: digests.sha256)
            let opening = Opening(
                thing: Withheld(
                    commitment: try Commitment.of(file: file.source, salt: salt),
                    kind: .file,
                    why: thing.why
                ),
                salt: salt,
                from: thing.from,
                content: file.path.text
            )
            withheld[name] = Redactor.File(path: file.path, opening: opening, digests: digests)
            self.digests[name] = digests
        }
    }

    /// What takes out what a version withholds; nil for the full one, which withholds nothing.
    func redactor(for version: DossierVersion) throws(DossierError) -> Redactor? {
        guard version != .full, let key = maker.key else { return nil }
        return Redactor(maker.plan, version, key, files: withheld)
    }

    private func isWithheld(_ file: String, in version: DossierVersion) -> Bool {
        withheld[file].map { $0.opening.from <= version } ?? false
    }

    /// The files that are copied as they are: in a version that withholds anything, no custody logs.
    func copied(in version: DossierVersion) -> [File] {
        let logs = Set(plan.papers[.logs] ?? [])
        return files.filter { !isWithheld($0.file, in: version) && (version == .full || !logs.contains($0.file)) }
    }

    /// The custody logs as they are given away.
    func logs(redactor: inout Redactor?) throws(DossierError) -> [Log] {
        var logs: [Log] = []
        for name in plan.papers[.logs] ?? [] {
            if let redactor, redactor.files[name] != nil { continue }
            guard let file = files.first(where: { $0.file == name }) else { continue }
            let open = try OpenFile(reading: file.source)
            let size = try open.size()
            guard size <= Self.logLimit else { throw .unreadable(file: name, line: 0) }
            var (lines, bytes): ([JSONNode], [UInt8]) = ([], [])
            let text = try open.bytes(size, at: 0).split(separator: 0x0A, omittingEmptySubsequences: false)
            for (index, line) in text.enumerated() where line.contains(where: { $0 > 0x20 }) {
                var node: JSONNode
                do {
                    node = try JSONNode(parsing: Array(line), numbers: .safeIntegers)
                } catch { throw .unreadable(file: name, line: index + 1) }
                if var own = redactor {
                    node = try own.redact(entry: node, of: name, line: index + 1)
                    redactor = own
                }
                lines.append(node)
                bytes += try DossierMaker.canonical(node)
            }
            logs.append(Log(path: file.path, lines: lines, bytes: bytes))
        }
        return logs
    }

    // MARK: - dossier.json

    /// What the dossier says of itself, without what the version withholds.
    func dossier(redactor: inout Redactor?, in version: DossierVersion) throws(DossierError) -> JSONNode {
        var members: [JSONNode.Member] = []
        func plain(_ name: String, _ node: JSONNode, _ redactor: inout Redactor?) throws(DossierError) {
            let redacted = try Self.redact(node, at: "dossier.json/\(name)", &redactor)
            members.append(.init(name, redacted))
        }
        members.append(.init("kind", .string("dossier")))
        members.append(.init("form", .integer(1)))
        members.append(.init("version", .string(version.rawValue)))
        try plain("title", .string(plan.title), &redactor)
        try plain("reference", .string(plan.reference), &redactor)
        if let date = plan.date { try plain("date", .string(date), &redactor) }
        if let organisation = plan.organisation { try plain("organisation", .string(organisation), &redactor) }
        try plain("case", plan.facts, &redactor)
        try plain(
            "people",
            .array(
                plan.people.map {
                    .object([.init("name", .string($0.name)), .init("organisation", .bool($0.isOrganisation))])
                }
            ),
            &redactor
        )
        members.append(.init("exhibits", try exhibits(&redactor)))
        for kind in DossierPlan.Papers.allCases {
            let files = try self.files(plan.papers[kind] ?? [], kind.rawValue, at: kind.rawValue, &redactor)
            members.append(.init(kind.rawValue, files))
        }
        let things = (redactor?.openings.values.map(\.thing) ?? []).sorted {
            $0.commitment.digits < $1.commitment.digits
        }
        members.append(
            .init(
                "withheld",
                .object([.init("count", .integer(things.count)), .init("things", .array(things.map(\.json)))])
            )
        )
        return .object(members)
    }

    private static func redact(
        _ node: JSONNode,
        at place: String,
        _ redactor: inout Redactor?
    ) throws(DossierError) -> JSONNode {
        guard var own = redactor else { return node }
        let result = try own.redact(node, at: place)
        redactor = own
        return result
    }

    private func exhibits(_ redactor: inout Redactor?) throws(DossierError) -> JSONNode {
        var exhibits: [JSONNode] = []
        for exhibit in plan.exhibits {
            // Named by its label: the place, and with it the salt, stays when another exhibit is put before it.
            let place = "exhibits/\(Redactor.escaped(exhibit.id))"
            let words = JSONNode.object([
                .init("id", .string(exhibit.id)), .init("description", .string(exhibit.description)),
            ])
            let redacted = try Self.redact(words, at: "dossier.json/\(place)", &redactor)
            let files = try self.files(exhibit.files, "exhibits/\(exhibit.id)", at: place, &redactor)
            exhibits.append(.object((redacted.members ?? []) + [.init("files", files)]))
        }
        return .array(exhibits)
    }

    private func files(
        _ names: [String],
        _ folder: String,
        at place: String,
        _ redactor: inout Redactor?
    ) throws(DossierError) -> JSONNode {
        var entries: [JSONNode] = []
        for name in names {
            let path = try DossierPlan.path(folder, name)
            var members: [JSONNode.Member] = [.init("path", .string(path.text))]
            // Of a custody log that was redacted the manifests alone say the digest: it is another in each version.
            if let digests = digests[name] {
                members.append(.init("bytes", .integer(digests.count)))
                members.append(.init("sha256", .string(Hexadecimal.text(digests.sha256))))
            }
            let node = JSONNode.object(members)
            guard var own = redactor else {
                entries.append(node)
                continue
            }
            entries.append(
                try own.redact(file: name, node, at: "dossier.json/\(place)/\(Redactor.escaped(name))")
            )
            redactor = own
        }
        return .array(entries)
    }
}

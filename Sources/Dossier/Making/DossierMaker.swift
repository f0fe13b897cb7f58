import Formats

/// Makes a version of a dossier from a plan: a BagIt bag in a folder or an archive.
///
/// ```swift
/// let maker = DossierMaker(plan, folder: "case-7", version: .disclosure, key: key, verifyText: text)
/// let made = try await maker.make("case-7-disclosure.zip", as: .archive)
/// ```
public struct DossierMaker: Sendable {
    /// What was made.
    public struct Summary: Sendable, Hashable {
        /// Which version.
        public let version: DossierVersion
        /// How many files the payload has, and how many bytes.
        public internal(set) var (files, bytes) = (0, 0)
        /// How many things it withholds.
        public internal(set) var withheld = 0
        /// Files that were given away unsearched, because their words are compressed, drawn or encrypted.
        public internal(set) var opaque: [String] = []

        init(version: DossierVersion) { self.version = version }
    }

    let plan: DossierPlan
    let folder: String
    let version: DossierVersion
    let key: SaltKey?
    private let verifyText: [UInt8]
    let workers: Int?

    /// Prepares a dossier.
    ///
    /// - Parameters:
    ///   - folder: What the paths of the plan begin from.
    ///   - key: What the salts come from; needed where the plan withholds anything.
    ///   - verifyText: `VERIFY.txt`: how to check the bag.
    ///   - workers: How many files are read at once; the processors of the machine unless said.
    public init(
        _ plan: DossierPlan,
        folder: String,
        version: DossierVersion,
        key: SaltKey?,
        verifyText: [UInt8],
        workers: Int? = nil
    ) {
        (self.plan, self.folder, self.version, self.key) = (plan, folder, version, key)
        (self.verifyText, self.workers) = (verifyText, workers)
    }

    /// Makes it.
    ///
    /// - Throws: ``DossierError``; then nothing stands at `target`.
    public func make(_ target: String, as form: BagWriter.Form) async throws(DossierError) -> Summary {
        var material = try Material(self)
        try await material.hashWithheld()
        var redactor = try material.redactor(for: version)
        let logs = try material.logs(redactor: &redactor)
        let scan = redactor.map { $0.leaks(plan) }
        let writer = try BagWriter(target, as: form, root: plan.reference, workers: workers)
        let copied = material.copied(in: version)
        let sources = copied.map { BagWriter.Source($0.path, file: $0.source) }
        let digests = try await writer.add(sources, scan: scan)
        for (file, digests) in zip(copied, digests) { material.digests[file.file] = digests }
        var summary = Summary(version: version)
        if version != .full { summary.opaque = try opaque(copied) }

        let documents = try self.documents(material, &redactor, logs)
        // What a document names may have become known only now.
        try refuseLeaks(in: documents, copied.map(\.path), material, redactor)
        for (path, bytes) in documents { try writer.add(path, bytes) }
        try writer.finish(info)
        summary.files = copied.count + documents.count { $0.path.isPayload }
        summary.bytes =
            digests.reduce(0) { $0 + $1.count }
            + documents.reduce(0) { $0 + ($1.path.isPayload ? $1.bytes.count : 0) }
        summary.withheld = redactor?.openings.count ?? 0
        return summary
    }

    private typealias Document = (path: BagPath, bytes: [UInt8])

    private func documents(
        _ material: Material,
        _ redactor: inout Redactor?,
        _ logs: [Material.Log]
    ) throws(DossierError) -> [Document] {
        var documents: [Document] = []
        for log in logs where version != .full { documents.append((log.path, log.bytes)) }
        let dossier = try material.dossier(redactor: &redactor, in: version)
        documents.append((try BagPath.composed(Self.dossierPath), try Self.canonical(dossier)))
        let graph = CaseGraph(dossier: dossier, logs: logs.map(\.lines))
        documents.append((try BagPath.composed(Self.graphPath), graph.json.bytes(indented: true) + [0x0A]))
        if version == .full, key != nil {
            documents.append((try BagPath.composed(Self.openingsPath), try openings(material)))
        }
        documents.append((try BagPath.composed("VERIFY.txt"), verifyText))
        return documents
    }

    /// What the dossier says of itself.
    static let dossierPath = "data/dossier.json"
    /// The case in terms of CASE/UCO.
    static let graphPath = "data/case.jsonld"
    /// The salts, in the full version.
    static let openingsPath = "data/openings.tsv"

    static func canonical(_ node: JSONNode) throws(DossierError) -> [UInt8] {
        do {
            return try JSONCanonical.bytes(of: node) + [0x0A]
        } catch { throw .document(dossierPath) }
    }

    /// The openings of all that any version withholds.
    private func openings(_ material: Material) throws(DossierError) -> [UInt8] {
        var all: [Commitment: Opening] = [:]
        for version in DossierVersion.allCases where version != .full {
            var redactor = try material.redactor(for: version)
            _ = try material.logs(redactor: &redactor)
            _ = try material.dossier(redactor: &redactor, in: version)
            try refuseUnfound(redactor, in: version)
            // What both withhold is told with the version that withholds it first.
            all.merge(redactor?.openings ?? [:]) { first, _ in first }
        }
        return all.values.sorted { $0.thing.commitment.digits < $1.thing.commitment.digits }
            .flatMap { Array($0.line.utf8) }
    }

    /// A thing of the plan that was not found is a slip that could give somebody away.
    private func refuseUnfound(_ redactor: Redactor?, in version: DossierVersion) throws(DossierError) {
        guard let redactor else { return }
        for (index, thing) in plan.withhold.enumerated() where thing.from <= version {
            if !redactor.found.contains(index) { throw .missing("withhold[\(index)]") }
        }
    }

    private func refuseLeaks(
        in documents: [Document],
        _ names: [BagPath],
        _ material: Material,
        _ redactor: Redactor?
    ) throws(DossierError) {
        guard let redactor else { return }
        try refuseUnfound(redactor, in: version)
        let scan = redactor.leaks(plan)
        var leaks = names.flatMap { scan.leaks(inName: $0.text) }
        for (path, bytes) in documents { leaks += scan.leaks(in: bytes, of: path.text) }
        leaks += scan.leaks(in: info.bytes, of: "bag-info.txt") + scan.leaks(inName: plan.reference)
        guard leaks.isEmpty else { throw .leak(leaks) }
    }

    private func opaque(_ files: [Material.File]) throws(DossierError) -> [String] {
        var found: [String] = []
        for file in files where WordScan.isOpaque(try OpenFile(reading: file.source).bytes(32, at: 0)) {
            found.append(file.path.text)
        }
        return found
    }

    private var info: BagInfo {
        var fields: [BagInfo.Field] = []
        if let organisation = plan.organisation { fields.append(.init("Source-Organization", organisation)) }
        fields.append(.init("External-Identifier", plan.reference))
        fields.append(.init("External-Description", plan.title))
        fields.append(.init("Internal-Sender-Description", "dossier, version \(version.rawValue)"))
        if let date = plan.date { fields.append(.init("Bagging-Date", date)) }
        return BagInfo(fields)
    }
}

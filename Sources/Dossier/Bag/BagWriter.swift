#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes a BagIt 1.0 bag (RFC 8493), as a folder or as a ZIP archive of stored files.
///
/// Each file is read once: its bytes are hashed and written from the same buffer, several files at once. The same
/// content gives the same bytes every time.
///
/// ```swift
/// let writer = try BagWriter("case.zip", as: .archive, root: "case")
/// let digests = try await writer.add([BagWriter.Source(path, file: "photos/a.jpg")])
/// try writer.finish(BagInfo([.init("Source-Organization", "Inspectorate")]))
/// ```
public final class BagWriter {
    /// What the bag becomes.
    public enum Form: Sendable, Hashable {
        /// A folder.
        case folder
        /// An archive.
        case archive
    }

    /// A file that is to be copied.
    public struct Source: Sendable, Hashable {
        /// Its path in the bag, with `data/` before it.
        public let path: BagPath
        /// Where it is.
        public let file: String

        /// Names a file.
        public init(_ path: BagPath, file: String) { (self.path, self.file) = (path, file) }
    }

    private let sink: BagSink
    private var (payload, tags):
        ([(path: BagPath, digests: ContentDigests)], [(path: BagPath, digests: ContentDigests)])
    private var taken: [[UInt8]: BagPath] = [:]
    private let workers: Int

    /// Begins a bag.
    ///
    /// - Parameters:
    ///   - target: Where it is to stand; nothing stands there until ``finish(_:)``.
    ///   - root: The folder in the archive that holds all.
    ///   - workers: How many files are read at once; the processors of the machine unless said.
    public convenience init(
        _ target: String,
        as form: Form,
        root: String,
        workers: Int? = nil
    ) throws(DossierError) {
        try self.init(target, as: form, root: root, workers: workers, archiveForm: ZipForm())
    }

    package init(
        _ target: String,
        as form: Form,
        root: String,
        workers: Int?,
        archiveForm: ZipForm
    ) throws(DossierError) {
        let root = try BagPath.composed(root).text
        guard !root.utf8.contains(UInt8(ascii: "/")) else { throw .path(root, .character) }
        sink = try BagSink(target, form == .folder ? .folder : .archive, root: root, form: archiveForm)
        (payload, tags) = ([], [])
        self.workers = workers ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    /// Copies files, each in one pass.
    ///
    /// - Parameter scan: Looked for in every byte; what is found is thrown as ``DossierError/leak(_:)``.
    /// - Returns: Their digests, in the order of the files given.
    @discardableResult
    public func add(_ sources: [Source], scan: WordScan? = nil) async throws(DossierError) -> [ContentDigests] {
        var places: [BagSink.Place] = []
        var sizes: [Int] = []
        for source in sources {
            try take(source.path)
            guard case .file(let size)? = FileTree.kind(of: source.file) else {
                if FileTree.kind(of: source.file) == nil { throw .missing(source.file) }
                throw .notAFile(source.file)
            }
            sizes.append(size)
            places.append(try sink.place(source.path, size: size))
        }
        let (given, lengths) = (places, sizes)
        let copied = try await Workers.run(sources.count, workers: workers) {
            index throws(DossierError) in
            try Self.copy(sources[index], lengths[index], to: given[index], scan)
        }
        let leaks = copied.flatMap(\.leaks)
        guard leaks.isEmpty else { throw .leak(leaks) }
        let digests = copied.map(\.digests)
        try sink.close(digests)
        for (source, digests) in zip(sources, digests) { keep(source.path, digests) }
        return digests
    }

    private struct Copied: Sendable {
        let digests: ContentDigests
        let leaks: [Leak]
    }

    private static func copy(
        _ source: Source,
        _ size: Int,
        to place: BagSink.Place,
        _ scan: WordScan?
    ) throws(DossierError) -> Copied {
        let file = try OpenFile(reading: source.file)
        var hasher = ContentHasher()
        var search = scan.map { WordSearch($0, in: source.path.text) }
        var count = 0
        try place.write { target throws(DossierError) in
            count = try FilePass.over(file, count: size) { bytes, offset throws(DossierError) in
                hasher.update(bytes)
                search?.look(at: bytes)
                try target.write(bytes, at: place.offset + offset)
            }
        }
        guard count == size, try file.size() == size else { throw .changed(source.file) }
        return Copied(digests: hasher.finish(), leaks: search?.leaks ?? [])
    }

    /// Writes a file that was made here; below `data/` it is payload, elsewhere a tag file.
    @discardableResult
    public func add(_ path: BagPath, _ bytes: [UInt8]) throws(DossierError) -> ContentDigests {
        try take(path)
        let digests = try write(path, bytes)
        keep(path, digests)
        return digests
    }

    private func write(_ path: BagPath, _ bytes: [UInt8]) throws(DossierError) -> ContentDigests {
        let place = try sink.place(path, size: bytes.count)
        let digests = ContentDigests(of: bytes)
        try place.write { file throws(DossierError) in try file.write(bytes, at: place.offset) }
        try sink.close([digests])
        return digests
    }

    /// Writes the tag files, waits for the disk and gives the bag its name.
    ///
    /// - Parameter info: What `bag-info.txt` says; `Payload-Oxum` is added to it.
    public func finish(_ info: BagInfo) throws(DossierError) {
        var info = info
        let bytes = payload.reduce(0) { $0 + $1.digests.count }
        info.fields.append(BagInfo.Field(BagInfo.oxum, "\(bytes).\(payload.count)"))
        try addTag("bagit.txt", Array(BagChecker.declaration.utf8))
        try addTag("bag-info.txt", info.bytes)
        for algorithm in BagManifest.Algorithm.allCases {
            try addTag("manifest-\(algorithm.rawValue).txt", BagManifest.bytes(payload, algorithm))
        }
        let listed = tags
        for algorithm in BagManifest.Algorithm.allCases {
            try addTag("tagmanifest-\(algorithm.rawValue).txt", BagManifest.bytes(listed, algorithm))
        }
        try sink.finish()
    }

    private func addTag(_ name: String, _ bytes: [UInt8]) throws(DossierError) {
        try add(try BagPath.composed(name), bytes)
    }

    private func keep(_ path: BagPath, _ digests: ContentDigests) {
        if path.isPayload { payload.append((path, digests)) } else { tags.append((path, digests)) }
    }

    private func take(_ path: BagPath) throws(DossierError) {
        if let other = taken.updateValue(path, forKey: path.folded) { throw .clash(other.text, path.text) }
    }
}

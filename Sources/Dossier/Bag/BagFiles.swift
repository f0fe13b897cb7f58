import Formats

/// The files of a bag that is to be checked or read: in a folder or in an archive, nothing unpacked.
public struct BagFiles: Sendable {
    /// A file of a bag.
    public struct Entry: Sendable, Hashable {
        /// Its path in the bag.
        public let path: BagPath
        /// How many bytes it has.
        public let size: Int
        /// The file that holds its bytes.
        fileprivate let file: String
        /// Where they begin in it.
        fileprivate let offset: Int
        /// The checksum that the archive says; nil in a folder.
        let checksum: UInt32?
    }

    /// The files whose paths can be told, sorted.
    public private(set) var entries: [Entry] = []
    /// What is wrong before any file was read.
    public private(set) var faults: [BagFault] = []
    private var places: [BagPath: Int] = [:]

    /// Finds the files of a bag, in a folder or in a ZIP archive with the bag's folder in it.
    ///
    /// - Throws: ``DossierError`` where nothing can be read at all.
    public init(_ path: String) throws(DossierError) { try self.init(path, form: ZipForm()) }

    package init(_ path: String, form: ZipForm) throws(DossierError) {
        switch FileTree.kind(of: path) {
        case .folder: try readFolder(path)
        case .file: try readArchive(path, form)
        case .other: throw .notAFile(path)
        case nil: throw .missing(path)
        }
        entries.sort { $0.path < $1.path }
        for (index, entry) in entries.enumerated() {
            if places.updateValue(index, forKey: entry.path) != nil { faults.append(BagFault(.clash, entry.path.text)) }
        }
    }

    private mutating func readFolder(_ folder: String) throws(DossierError) {
        for (bytes, kind) in try FileTree.files(below: folder) {
            guard let path = take(bytes) else { continue }
            guard case .file(let size) = kind else {
                faults.append(BagFault(.notAFile, path.text))
                continue
            }
            entries.append(Entry(path: path, size: size, file: "\(folder)/\(path.text)", offset: 0, checksum: nil))
        }
    }

    private mutating func readArchive(_ file: String, _ form: ZipForm) throws(DossierError) {
        let reader = try ZipReader(file, form: form)
        faults += reader.faults
        var root: [UInt8] = []
        if let first = reader.records.first { root = Array(first.name.prefix { byte in byte != 0x2F }) }
        for record in reader.records {
            guard record.name.starts(with: root + [0x2F]) else {
                faults.append(BagFault(.root, Printable.text(String(decoding: record.name, as: UTF8.self))))
                continue
            }
            guard let path = take(Array(record.name.dropFirst(root.count + 1))) else { continue }
            entries.append(
                Entry(
                    path: path,
                    size: record.size,
                    file: file,
                    offset: reader.start(of: record),
                    checksum: record.checksum
                )
            )
        }
    }

    private mutating func take(_ bytes: [UInt8]) -> BagPath? {
        do throws(BagPath.Refused) {
            return try BagPath(bytes: bytes)
        } catch {
            let name = Printable.text(String(decoding: bytes, as: UTF8.self))
            faults.append(BagFault(.path, name, found: error.refusal.rawValue))
            return nil
        }
    }

    /// The file at a path.
    public subscript(path: BagPath) -> Entry? { places[path].map { entries[$0] } }

    /// The file at a path.
    public subscript(path: String) -> Entry? { (try? BagPath(path)).flatMap { self[$0] } }

    /// The bytes of a file.
    ///
    /// - Throws: ``DossierError/changed(_:)`` where it is longer than `limit` or ends early.
    public func bytes(of entry: Entry, limit: Int = 64 << 20) throws(DossierError) -> [UInt8] {
        guard entry.size <= limit else { throw .changed(entry.path.text) }
        let bytes = try OpenFile(reading: entry.file).bytes(entry.size, at: entry.offset)
        guard bytes.count == entry.size else { throw .changed(entry.path.text) }
        return bytes
    }

    /// One pass over the bytes of a file, after what is to be hashed before them.
    func pass(
        over entry: Entry,
        _ body: (UnsafeRawBufferPointer) throws(DossierError) -> Void
    ) throws(DossierError) {
        let file = try OpenFile(reading: entry.file)
        let count = try FilePass.over(file, from: entry.offset, count: entry.size) {
            bytes,
            _ throws(DossierError) in try body(bytes)
        }
        guard count == entry.size else { throw .changed(entry.path.text) }
    }

    /// The digests of a file.
    func digests(of entry: Entry) throws(DossierError) -> ContentDigests {
        var hasher = ContentHasher()
        try pass(over: entry) { bytes throws(DossierError) in hasher.update(bytes) }
        return hasher.finish()
    }
}

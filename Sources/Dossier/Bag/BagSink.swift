/// Where the files of a bag go: a folder, or an archive whose places are known before anything is read.
///
/// Places are given in order by one caller; the bytes may then be written by several at once, each to its own place.
final class BagSink {
    /// Where the bytes of one file go.
    struct Place: Sendable {
        /// The archive; nil in a folder.
        let archive: OpenFile?
        /// The file in a folder; made by who writes it, so that few are open at once.
        let path: String
        /// Where its bytes begin.
        let offset: Int

        /// Has its bytes written.
        func write(_ body: (OpenFile) throws(DossierError) -> Void) throws(DossierError) {
            if let archive { return try body(archive) }
            let file = try OpenFile(creating: path)
            try body(file)
            try file.sync()
        }
    }

    /// What is being written.
    enum Kind: Sendable, Hashable {
        case folder
        case archive
    }

    private let (target, part, kind, root): (String, String, Kind, String)
    let form: ZipForm
    private let archive: OpenFile?
    private var (folders, records): (Set<String>, [ZipRecord]) = ([], [])
    private var end = 0
    private var isFinished = false

    /// Begins a bag; nothing stands at its path until it is finished.
    ///
    /// - Parameter root: The one folder in the archive.
    init(_ target: String, _ kind: Kind, root: String, form: ZipForm = ZipForm()) throws(DossierError) {
        (self.target, self.kind, self.root, self.form) = (target, kind, root, form)
        part = target + ".part"
        guard FileTree.kind(of: target) == nil else { throw .exists(target) }
        switch kind {
        case .folder:
            try FileTree.make(part)
            archive = nil
        case .archive: archive = try OpenFile(creating: part)
        }
    }

    deinit {
        // What was not finished is no bag, and must not be taken for one.
        if !isFinished { FileTree.remove(part) }
    }

    /// Gives a file its place.
    func place(_ path: BagPath, size: Int) throws(DossierError) -> Place {
        guard let archive else {
            var folder = part
            for name in path.text.split(separator: "/").dropLast() {
                folder += "/\(name)"
                if folders.insert(folder).inserted { try FileTree.make(folder) }
            }
            return Place(archive: nil, path: "\(part)/\(path.text)", offset: 0)
        }
        let name = Array("\(root)/\(path.text)".utf8)
        records.append(ZipRecord(name: name, checksum: 0, size: size, offset: end))
        let start = end + form.headBytes(name: name.count, size: size)
        end = start + size
        return Place(archive: archive, path: part, offset: start)
    }

    /// Writes the heads of the files whose places were given last, now that their checksums are known.
    func close(_ digests: [ContentDigests]) throws(DossierError) {
        guard let archive else { return }
        let first = records.count - digests.count
        for (index, digests) in digests.enumerated() {
            records[first + index].checksum = digests.crc32
            try archive.write(form.head(records[first + index]), at: records[first + index].offset)
        }
    }

    /// Writes what stands at the end, waits for the disk, and gives the bag its name.
    func finish() throws(DossierError) {
        if let archive {
            let directory = records.flatMap { form.entry($0) }
            try archive.write(directory, at: end)
            try archive.write(
                form.end(count: records.count, directory: directory.count, at: end),
                at: end + directory.count
            )
            try archive.sync()
        }
        try FileTree.move(part, to: target)
        isFinished = true
    }
}

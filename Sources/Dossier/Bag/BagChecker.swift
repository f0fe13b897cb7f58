import Formats

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Checks a bag strictly against BagIt 1.0 (RFC 8493): each fault names its file and what was expected.
///
/// Stricter than the standard where a court is served by it: nothing may be fetched from elsewhere, and only SHA-256 and
/// SHA-512 count.
public struct BagChecker {
    /// `bagit.txt` of version 1.0.
    static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    private static let tagLimit = 1 << 30

    private let files: BagFiles
    /// What was found, in the order of what was looked at.
    public private(set) var faults: [BagFault] = []
    /// The digests of each file that could be read.
    public private(set) var digests: [BagPath: ContentDigests] = [:]
    private var listed: Set<BagPath> = []

    /// Checks a bag.
    ///
    /// - Parameter requiresListedTags: Whether each file besides the payload has to stand in the tag manifests, as in a
    ///   dossier; the standard leaves that open.
    public init(
        _ files: BagFiles,
        requiresListedTags: Bool = true,
        workers: Int? = nil
    ) async throws(DossierError) {
        self.files = files
        faults = files.faults
        let processors = workers ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let hashed = try await Workers.run(files.entries.count, workers: processors) {
            index throws(DossierError) in Self.hash(files, index)
        }
        for (entry, result) in zip(files.entries, hashed) {
            guard let result else {
                faults.append(BagFault(.unread, entry.path.text))
                continue
            }
            digests[entry.path] = result
            if let checksum = entry.checksum, checksum != result.crc32 {
                faults.append(
                    BagFault(.checksum, entry.path.text, expected: Self.hex(checksum), found: Self.hex(result.crc32))
                )
            }
        }
        try checkDeclaration()
        try checkManifests()
        if requiresListedTags { checkTagsAreListed() }
        try checkInfo()
        if files["fetch.txt"] != nil { faults.append(BagFault(.fetch, "fetch.txt")) }
        checkNames()
    }

    private static func hash(_ files: BagFiles, _ index: Int) -> ContentDigests? {
        try? files.digests(of: files.entries[index])
    }

    private static func hex(_ checksum: UInt32) -> String {
        Hexadecimal.text((0..<4).map { UInt8(truncatingIfNeeded: checksum >> (24 - 8 * $0)) })
    }

    private func bytes(_ name: String) throws(DossierError) -> [UInt8]? {
        guard let entry = files[name] else { return nil }
        return try files.bytes(of: entry, limit: Self.tagLimit)
    }

    private mutating func checkDeclaration() throws(DossierError) {
        let found = try bytes("bagit.txt")
        // Line ends may be those of any system (RFC 8493 section 2.1.1), nothing else may differ.
        var text = found.map { String(decoding: $0, as: UTF8.self) } ?? ""
        text = String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
        if !text.hasSuffix("\n") { text += "\n" }
        guard !text.utf8.elementsEqual(Self.declaration.utf8) else { return }
        let first = found.map { Printable.text(String(decoding: $0.prefix(120), as: UTF8.self)) }
        faults.append(BagFault(.declaration, "bagit.txt", expected: "BagIt-Version: 1.0", found: first))
    }

    private mutating func checkManifests() throws(DossierError) {
        var hasManifest = false
        for entry in files.entries where !entry.path.isPayload {
            let name = entry.path.text
            guard let (word, isTag) = Self.algorithm(named: name) else { continue }
            guard let algorithm = BagManifest.Algorithm(rawValue: word) else {
                faults.append(BagFault(.algorithm, name, expected: "sha256, sha512", found: Printable.text(word)))
                continue
            }
            if !isTag { hasManifest = true }
            let manifest = BagManifest(reading: try files.bytes(of: entry, limit: Self.tagLimit), algorithm)
            check(manifest, algorithm, of: name, isTag: isTag)
        }
        if !hasManifest { faults.append(BagFault(.noManifest, "manifest-sha256.txt")) }
    }

    /// The algorithm that the name of a manifest says, and whether it is one of tag files.
    static func algorithm(named name: String) -> (word: String, isTag: Bool)? {
        guard name.hasSuffix(".txt") else { return nil }
        for (start, isTag) in [("manifest-", false), ("tagmanifest-", true)] where name.hasPrefix(start) {
            return (String(name.dropFirst(start.count).dropLast(4)), isTag)
        }
        return nil
    }

    private mutating func check(
        _ manifest: BagManifest,
        _ algorithm: BagManifest.Algorithm,
        of name: String,
        isTag: Bool
    ) {
        for line in manifest.badLines {
            faults.append(BagFault(line.isRepeated ? .repeated : .line, name, found: "\(line.line): \(line.text)"))
        }
        for (text, refusal) in manifest.badPaths { faults.append(BagFault(.path, text, found: refusal.rawValue)) }
        for (path, expected) in manifest.digests.sorted(by: { $0.key < $1.key }) {
            if isTag { listed.insert(path) }
            let isForeign = isTag ? path.isPayload || path.text.hasPrefix("tagmanifest-") : !path.isPayload
            if isForeign { faults.append(BagFault(.foreign, path.text, found: name)) }
            guard let found = digests[path].map({ algorithm.digest(of: $0) }) else {
                // What could not be read is told already.
                if files[path] == nil { faults.append(BagFault(.missing, path.text, expected: name)) }
                continue
            }
            if found != expected {
                let (expected, found) = (Hexadecimal.text(expected), Hexadecimal.text(found))
                faults.append(BagFault(.digest, path.text, expected: "\(name): \(expected)", found: found))
            }
        }
        guard !isTag else { return }
        for entry in files.entries where entry.path.isPayload && manifest.digests[entry.path] == nil {
            faults.append(BagFault(.unlisted, entry.path.text, expected: name))
        }
    }

    private mutating func checkTagsAreListed() {
        for entry in files.entries where !entry.path.isPayload && !listed.contains(entry.path) {
            if Self.algorithm(named: entry.path.text)?.isTag == true { continue }
            faults.append(BagFault(.unlistedTag, entry.path.text))
        }
    }

    private mutating func checkInfo() throws(DossierError) {
        guard let bytes = try bytes("bag-info.txt") else { return }
        guard let info = BagInfo(reading: bytes) else {
            faults.append(BagFault(.info, "bag-info.txt"))
            return
        }
        let payload = files.entries.filter(\.path.isPayload)
        let expected = "\(payload.reduce(0) { $0 + $1.size }).\(payload.count)"
        let said = info.values(of: BagInfo.oxum)
        // It must not stand twice (RFC 8493 section 2.2.2).
        guard said.count < 2, said.allSatisfy({ $0 == expected }) else {
            faults.append(BagFault(.oxum, "bag-info.txt", expected: expected, found: said.joined(separator: ", ")))
            return
        }
    }

    private mutating func checkNames() {
        var seen: [[UInt8]: BagPath] = [:]
        for entry in files.entries {
            guard let other = seen.updateValue(entry.path, forKey: entry.path.folded) else { continue }
            faults.append(BagFault(.clash, entry.path.text, found: other.text))
        }
    }
}

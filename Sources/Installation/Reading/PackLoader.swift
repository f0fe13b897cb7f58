public import Foundation
public import Vocabulary

/// Finds packs by their id in folders of packs, and reads them.
///
/// ```swift
/// let packs = try PackLoader(lexicon: lexicon).load(["mz"], from: [URL(filePath: "Content/packs")])
/// packs.terms.licenceKind("Concessão mineira")?.activity        // .mine
/// ```
public struct PackLoader: Sendable {
    private let lexicon: Lexicon

    /// Makes a loader; the lexicon tells which minerals there are.
    public init(lexicon: Lexicon) {
        self.lexicon = lexicon
    }

    /// The pack in a folder.
    ///
    /// - Throws: ``PackError`` with everything that is wrong with it.
    public func load(folder: URL) throws(PackError) -> CountryPack {
        var reader = PackReader(folder: folder, lexicon: lexicon)
        guard let pack = reader.read() else {
            throw PackError(reader.reader.faults.sorted { ($0.file, $0.line) < ($1.file, $1.line) })
        }
        return pack
    }

    /// The packs of these ids, in this order.
    ///
    /// - Throws: ``PackError`` if one is not there, is there twice, or has a fault.
    public func load(_ ids: [String], from folders: [URL]) throws(PackError) -> PacksInForce {
        let found = Self.folders(in: folders)
        var packs: [CountryPack] = []
        var faults: [PackFault] = []
        var seen: Set<String> = []
        for id in ids {
            guard seen.insert(id).inserted else {
                faults.append(PackFault(file: "country", message: "the pack \(id) is named twice"))
                continue
            }
            let places = found.filter { $0.lastPathComponent == id }
            guard let place = places.first, places.count == 1 else {
                let known = found.map(\.lastPathComponent).joined(separator: ", ")
                faults.append(
                    PackFault(
                        file: "country",
                        message: places.isEmpty
                            ? "there is no pack \(id); there are \(known.isEmpty ? "none" : known)"
                            : "there are two packs \(id): \(places.map(\.relativePath).joined(separator: " and "))"
                    )
                )
                continue
            }
            do throws(PackError) { packs.append(try load(folder: place)) } catch { faults += error.faults }
        }
        guard faults.isEmpty else { throw PackError(faults) }
        return PacksInForce(packs)
    }

    /// The folders of packs below these folders, by name: those that hold a `pack.yaml`.
    public static func folders(in places: [URL]) -> [URL] {
        places.flatMap { place in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
            return names.sorted().filter(StrictReader.isPlain)
                .map { place.appending(path: $0, directoryHint: .isDirectory) }
                .filter { FileManager.default.fileExists(atPath: $0.appending(path: PackReader.mainFile).path) }
        }
    }
}

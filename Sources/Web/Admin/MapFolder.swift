internal import Foundation
internal import Store

/// The maps that come with the house, and those that were added here, which stand in the store's folder.
struct MapFolder: Sendable {
    let shipped: URL
    let own: URL

    /// One map by its name.
    struct Entry: Sendable {
        let id: String
        let isOwn: Bool
    }

    /// Every map, those added here first.
    var entries: [Entry] {
        names(in: own).map { Entry(id: $0, isOwn: true) } + names(in: shipped).map { Entry(id: $0, isOwn: false) }
    }

    /// The bytes of a map's file; one added here goes before a shipped one of that name.
    func file(of id: String) -> Data? {
        (try? Data(contentsOf: own.appending(path: "\(id).yaml")))
            ?? (try? Data(contentsOf: shipped.appending(path: "\(id).yaml")))
    }

    /// Keeps a map; it is used from the next start on.
    func keep(_ text: String, as id: String) throws {
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: own.appending(path: "\(id).yaml"), options: .atomic)
    }

    private func names(in folder: URL) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }
}

extension SiteServices {
    /// The maps of this installation.
    var maps: MapFolder {
        MapFolder(shipped: home.appending(path: "Content/maps"), own: store.folder.appending(path: "maps"))
    }
}

import Foundation

/// The files of a pack's folder, and of nothing outside it.
enum PackFiles {
    /// The text of a file in the folder; a link that leads out of the folder is a fault.
    static func text(_ name: String, in folder: URL, _ reader: inout StrictReader) -> String? {
        let url = folder.appending(path: name)
        let shown = url.relativePath
        let home = folder.resolvingSymlinksInPath().standardizedFileURL.path
        let place = url.resolvingSymlinksInPath().standardizedFileURL
        guard place.deletingLastPathComponent().path == home else {
            reader.fault(file: shown, "the file is a link that leads out of the pack's folder")
            return nil
        }
        do {
            let values = try place.resourceValues(forKeys: [.isRegularFileKey])
            guard values.isRegularFile == true else {
                reader.fault(file: shown, "this is no ordinary file")
                return nil
            }
            let handle = try FileHandle(forReadingFrom: place)
            defer { try? handle.close() }
            let bytes = try handle.read(upToCount: PlainYAML.largestFile + 1) ?? Data()
            guard let text = String(validating: bytes, as: UTF8.self) else {
                reader.fault(file: shown, "the file is not UTF-8, or is longer than \(PlainYAML.largestFile) bytes")
                return nil
            }
            return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
        } catch {
            reader.fault(file: shown, "the file cannot be read: is it there, and may you read it?")
            return nil
        }
    }

    /// The YAML files of the folder that are not among these.
    static func strayFiles(in folder: URL, besides known: Set<String>) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") && !known.contains($0) }.sorted()
    }
}

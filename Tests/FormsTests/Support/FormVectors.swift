import Foundation

/// The sample forms of JavaRosa's own tests, in `../shared/vectors/community`, unpacked once a run.
enum FormVectors {
    /// The folder; nil where it is absent.
    static let folder: URL? = {
        let places = [JavaRosa.root.appending(path: "../shared"), JavaRosa.root.appending(path: "../../shared")]
        let archive = places.map { $0.standardizedFileURL.appending(path: "vectors/community/odk_javarosa.zip") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
        guard let archive else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: "forms-vectors-\(UUID().uuidString)")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-m", "zipfile", "-e", archive.path, folder.path]
        guard (try? process.run()) != nil else { return nil }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? folder.resolvingSymlinksInPath() : nil
    }()

    /// The XML files, by their paths in the archive.
    static func files() throws -> [(name: String, url: URL)] {
        guard let folder else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(".xml") }.map { ($0, folder.appending(path: $0)) }
    }

    /// Says on the standard error that the forms are absent.
    static func skip(_ what: String) {
        let text = "\n*** NOT TESTED: \(what): ../shared/vectors/community/odk_javarosa.zip is absent ***\n\n"
        FileHandle.standardError.write(Data(text.utf8))
    }
}

import Foundation
import Testing

/// Other programs that make files for the tests and judge what comes out; each test says which it needs.
enum Tools {
    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()

    static let python = root.appending(path: ".local/venv/bin/python").path
    static let pictures = root.appending(path: "Tests/EndToEnd/others/pictures.py").path
    static let exiftool = "/usr/bin/exiftool"
    static let ffmpeg = "/usr/bin/ffmpeg"

    /// The photos of others, where they are beside the project.
    static let photos: String? = {
        let path = "vectors/community/exif_test_images.zip"
        let places = [root.appending(path: "../shared"), root.appending(path: "../../shared")]
        return places.map { $0.standardizedFileURL.appending(path: path).path }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()

    static let noPictures: Comment =
        "exiftool, or Pillow in .local/venv, is absent (`make setup`): NO CLEANED PICTURE WAS JUDGED BY ANOTHER PROGRAM"
    static let noRecordings: Comment =
        "/usr/bin/ffmpeg or exiftool is absent: NO CLEANED RECORDING WAS JUDGED BY ANOTHER PROGRAM"

    static let canJudgePictures: Bool = {
        let isThere =
            FileManager.default.isExecutableFile(atPath: exiftool)
            && (try? run(python, ["-c", "import PIL"]))?.status == 0
        if !isThere { print(noPictures.rawValue) }
        if isThere, photos == nil { print("SKIPPED: ../shared/vectors/community/exif_test_images.zip is absent") }
        return isThere
    }()

    static let canJudgeRecordings: Bool = {
        let isThere = [ffmpeg, exiftool].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
        if !isThere { print(noRecordings.rawValue) }
        return isThere
    }()

    @discardableResult
    static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let log = FileManager.default.temporaryDirectory.appending(path: "touchstone-log-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: log) }
        let handle = try FileHandle(forWritingTo: log)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: log), as: UTF8.self))
    }

    /// A folder of one test, which goes with it.
    final class Folder {
        let url: URL

        init() throws {
            url = FileManager.default.temporaryDirectory.appending(path: "touchstone-media-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func path(_ name: String) -> String { url.appending(path: name).path }

        func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url.appending(path: name))) }

        func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: url.appending(path: name)) }

        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}

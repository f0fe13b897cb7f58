import Foundation

/// JavaRosa, the engine of ODK Collect, as pyxform brings it in `ODK_Validate.jar`, driven by `FormOracle.java`.
enum JavaRosa {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The jar; nil where pyxform is not installed.
    static let jar: URL? = {
        let libraries = root.appending(path: ".local/venv/lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
        return versions.sorted().map {
            libraries.appending(path: "\($0)/site-packages/pyxform/validators/odk_validate/bin/ODK_Validate.jar")
        }.first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    static func tool(_ name: String) -> URL? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Why JavaRosa cannot be asked; nil where it can.
    static let absence: String? = {
        if jar == nil { return "pyxform is not in .local/venv" }
        if tool("java") == nil || tool("javac") == nil { return "java or javac is not installed" }
        return nil
    }()

    /// Says on the standard error that something was not compared.
    static func skip(_ what: String) {
        let text = "\n*** NOT COMPARED WITH JAVAROSA: \(what): \(absence ?? "") (scripts/setup.sh test) ***\n\n"
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// The folder with the compiled driver, made once a run.
    private static let classes: URL = {
        let folder = FileManager.default.temporaryDirectory.appending(path: "forms-oracle-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let source = root.appending(path: "Tests/FormsTests/Oracle/FormOracle.java")
        _ = try? run("javac", ["-nowarn", "-cp", jar?.path ?? "", "-d", folder.path, source.path], input: "")
        return folder
    }()

    struct Failure: Error {
        var text: String
    }

    static func run(_ name: String, _ arguments: [String], input: String) throws -> String {
        guard let tool = tool(name) else { throw Failure(text: "no \(name)") }
        let folder = FileManager.default.temporaryDirectory
        let (script, answers) = (
            folder.appending(path: "forms-\(UUID().uuidString).in"),
            folder.appending(path: "forms-\(UUID().uuidString).out")
        )
        try Data(input.utf8).write(to: script)
        try Data().write(to: answers)
        defer {
            try? FileManager.default.removeItem(at: script)
            try? FileManager.default.removeItem(at: answers)
        }
        let process = Process()
        process.executableURL = tool
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: script)
        process.standardOutput = try FileHandle(forWritingTo: answers)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(text: "\(name) ended with \(process.terminationStatus)")
        }
        return String(decoding: try Data(contentsOf: answers), as: UTF8.self)
    }

    /// What JavaRosa answers to a script, line by line, in a time zone.
    static func answers(to script: [String], zone: String = "UTC") throws -> [String] {
        let path = "\(jar?.path ?? ""):\(classes.path)"
        let options = [
            "-Duser.timezone=\(zone)", "-Duser.language=en", "-Xmx512m", "-XX:+UseSerialGC", "-cp", path, "FormOracle",
        ]
        let text = try run("java", options, input: script.joined(separator: "\n") + "\n")
        return text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }
}

import Dossier
import Formats
import Foundation

/// The plan of a dossier where it lies.
struct DossierFiles {
    /// What the paths of the plan begin from.
    let folder: String
    /// The plan; nil for a folder without one.
    private let file: String?
    private static let name = "plan.json"

    init(_ source: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder) else {
            throw CommandFailure("\(source): there is no such file.")
        }
        if isFolder.boolValue {
            folder = source
            let plan = "\(source)/\(Self.name)"
            file = FileManager.default.fileExists(atPath: plan) ? plan : nil
        } else {
            folder = URL(filePath: source).deletingLastPathComponent().path
            file = source
        }
    }

    func plan() throws -> DossierPlan {
        guard let file else {
            // All that is in the folder is one exhibit of the folder's name.
            let name = URL(filePath: folder).standardizedFileURL.lastPathComponent
            var plan = DossierPlan(title: name, reference: name)
            plan.exhibits = [DossierPlan.Exhibit(id: name, description: name, files: ["."])]
            return plan
        }
        return try DossierPlan(reading: try EventFile.bytes(of: file), file: file)
    }

    /// The key of the salts: the one that is there, or a new one that only its owner may read.
    func key(at path: String?, _ text: DossierText) throws -> SaltKey {
        let path = path ?? (file ?? folder) + ".key"
        if FileManager.default.fileExists(atPath: path) {
            guard let key = SaltKey(text: try EventFile.bytes(of: path)) else { throw DossierError.key(path) }
            return key
        }
        let (key, line) = SaltKey.random()
        let handle = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard handle >= 0 else { throw DossierError.key(path) }
        let output = FileHandle(fileDescriptor: handle, closeOnDealloc: true)
        try output.write(contentsOf: Data(line.utf8))
        try output.synchronize()
        StandardStreams.remark(text.newKey(path))
        return key
    }
}

extension Home {
    /// `VERIFY.txt`: how to check a dossier without us, in every language.
    func verifyText() throws -> [UInt8] {
        Array(try Data(contentsOf: content.appending(path: "dossier/VERIFY.txt")))
    }
}

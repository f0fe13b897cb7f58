public import Foundation

/// Room on the disk.
public enum DiskSpace {
    /// How many bytes are free for this user where the folder stands; nil if the system does not say.
    public static func free(at folder: URL) -> Int? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
        return (attributes?[.systemFreeSize] as? NSNumber).flatMap { Int(exactly: $0.int64Value) }
    }
}

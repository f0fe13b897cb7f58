import Credentials
import Formats
import Foundation
import Notary

/// Reads the content of a badge from a file: an object of texts.
enum BadgeFile {
    static func read(_ path: String) throws -> CredentialContent.TrainingBadge {
        let bytes: [UInt8]
        do { bytes = Array(try Data(contentsOf: URL(filePath: path))) } catch {
            throw CommandFailure("\(path) cannot be read: \(error.localizedDescription)")
        }
        return try BadgeContent.read(bytes)
    }
}

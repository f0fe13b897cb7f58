import Foundation
import Media
import Testing

/// Pictures made by Pillow, and photos of others, judged by exiftool and Pillow.
@Suite("Cleaned pictures", .enabled(if: Tools.canJudgePictures, Tools.noPictures))
struct PictureTests {
    /// Groups of exiftool that tell only what a picture is.
    private static let harmless: Set<String> = ["ExifTool", "System", "File", "Composite", "JFIF", "PNG", "GIF", "RIFF"]

    @Test("Nothing is left that exiftool finds, and not a pixel is changed")
    func clean() throws {
        let folder = try Tools.Folder()
        let arguments = ["make", folder.url.path] + (Tools.photos.map { [$0] } ?? [])
        let made = try Tools.run(Tools.python, [Tools.pictures] + arguments)
        try #require(made.status == 0, "\(made.output)")
        var cleaned = 0
        for name in try folder.names() {
            let original = try folder.bytes(name)
            if name.hasSuffix(".heif") {
                do {
                    _ = try MediaCleaner().clean(original)
                    Issue.record("\(name) is taken")
                } catch { #expect(error.reason == .heic) }
                continue
            }
            let media = try MediaCleaner().clean(original)
            let bytes = try #require(media.bytes(from: original))
            #expect(bytes.count == media.count)
            let new = "cleaned-\(name)"
            try folder.write(new, bytes)
            #expect(!media.removed.isEmpty || name.hasPrefix("photo-"), "\(name): nothing was removed")
            try expectNothing(folder.path(new), bytes)
            let same = try Tools.run(Tools.python, [Tools.pictures, "same", folder.path(name), folder.path(new)])
            #expect(same.status == 0, "\(name): other pixels \(same.output)")
            // What is clean stays as it is.
            let again = try MediaCleaner().clean(bytes)
            #expect(again.removed.isEmpty, "\(name): \(again.removed)")
            #expect(again.bytes(from: bytes) == bytes, "\(name)")
            cleaned += 1
        }
        #expect(cleaned >= 19)
    }

    private func expectNothing(_ path: String, _ bytes: [UInt8]) throws {
        for word in ["SECRET", "http://", "GPS", "Photoshop", "ICC_PROFILE", "MPF"] {
            #expect(bytes.firstRange(of: Array(word.utf8)) == nil, "\(path) holds \(word)")
        }
        let listing = try Tools.run(Tools.exiftool, ["-G1", "-s", "-a", "-u", path]).output
        for line in listing.split(separator: "\n") {
            guard let group = line.split(separator: "]").first?.dropFirst() else { continue }
            let name = line.split(separator: "]").dropFirst().joined().trimmingCharacters(in: .whitespaces)
            let isOrientation = group == "IFD0" && name.hasPrefix("Orientation")
            let isTransform = group == "Adobe"
            #expect(
                Self.harmless.contains(String(group)) || isOrientation || isTransform
                    || group.hasPrefix("PNG") || group.hasPrefix("IFD0") && name.hasPrefix("Orientation"),
                "\(path): \(line)"
            )
        }
        #expect(!listing.contains("Warning"), "\(path): \(listing)")
    }
}

import Foundation
import KernelSamples
import Media
import Testing

/// Sound and films made by ffmpeg, judged by ffmpeg and exiftool.
@Suite("Cleaned recordings", .enabled(if: Tools.canJudgeRecordings, Tools.noRecordings))
struct RecordingTests {
    private static let words = [
        "-metadata", "title=SECRETTITLE", "-metadata", "comment=SECRETWORDS", "-metadata", "artist=SECRETNAME",
        "-metadata", "creation_time=2019-03-04T05:00:00Z", "-metadata", "location=+02.5033+028.8520/",
        "-metadata:s:0", "language=swa", "-metadata:s:0", "handler_name=SECRETHANDLER",
    ]
    private static let film = ["-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=2"]
    private static let sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2:sample_rate=48000"]
    private static let phone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2:sample_rate=8000"]

    /// A name, and what makes it.
    private static let recipes: [(String, [String])] = [
        ("film.mp4", film + sound + ["-c:v", "mpeg4", "-c:a", "aac", "-movflags", "use_metadata_tags"]),
        ("h264.mp4", film + sound + ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "2", "-c:a", "aac"]),
        ("front.mp4", film + ["-c:v", "mpeg4", "-movflags", "+faststart"]),
        ("film.mov", film + sound + ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"]),
        ("film.3gp", film + sound + ["-c:v", "mpeg4", "-c:a", "aac"]),
        ("sound.m4a", sound + ["-c:a", "aac"]),
        ("sound.opus", sound + ["-c:a", "libopus"]),
        ("sound.ogg", sound + ["-c:a", "libvorbis"]),
        ("film.webm", film + sound + ["-c:v", "libvpx", "-c:a", "libopus"]),
        ("live.webm", film + sound + ["-c:v", "libvpx-vp9", "-c:a", "libvorbis", "-live", "1", "-f", "webm"]),
        ("sound.wav", sound + ["-c:a", "pcm_s16le"]),
        ("sound.mp3", sound + ["-c:a", "libmp3lame", "-id3v2_version", "3", "-write_id3v1", "1"]),
        ("variable.mp3", sound + ["-c:a", "libmp3lame", "-q:a", "4"]),
        ("sound.amr", phone + ["-c:a", "libopencore_amrnb", "-ar", "8000", "-ac", "1"]),
    ]

    @Test("Every packet stays as it was, names, times and places are gone")
    func clean() throws {
        let folder = try Tools.Folder()
        var cleaned: Set<String> = []
        let seed = Soundness.seed("recordings")
        var dice = Dice(seed: seed)
        for (name, recipe) in Self.recipes {
            let arguments = ["-v", "error", "-y"] + recipe + Self.words + [folder.path(name)]
            guard try Tools.run(Tools.ffmpeg, arguments).status == 0 else {
                print("SKIPPED: this ffmpeg cannot make \(name)")
                continue
            }
            let original = try folder.bytes(name)
            let media: CleanedMedia
            do { media = try MediaCleaner().clean(original) } catch {
                Issue.record("\(name): \(error)")
                continue
            }
            let bytes = try #require(media.bytes(from: original))
            let new = "cleaned-\(name)"
            try folder.write(new, bytes)
            if name != "sound.amr" { #expect(!media.removed.isEmpty, "\(name): nothing was removed") }
            for word in ["SECRET", "Lavf", "+02.5033", "swa\0"] {
                #expect(bytes.firstRange(of: Array(word.utf8)) == nil, "\(name) holds \(word)")
            }
            let listing = try Tools.run(Tools.exiftool, ["-G1", "-s", "-a", "-ee", folder.path(new)]).output
            for word in ["SECRET", "2019:03:04 05", "GPS", "Encoder", "WritingApp               : L", "Warning"] {
                #expect(!listing.contains(word), "\(name): \(listing)")
            }
            #expect(try packets(folder.path(name)) == packets(folder.path(new)), "\(name): other packets")
            let decoded = try Tools.run(Tools.ffmpeg, ["-v", "error", "-i", folder.path(new), "-f", "null", "-"])
            #expect(decoded.status == 0 && decoded.output.isEmpty, "\(name): \(decoded.output)")
            let again = try MediaCleaner().clean(bytes)
            #expect(again.removed.isEmpty, "\(name): \(again.removed)")
            #expect(again.bytes(from: bytes) == bytes, "\(name)")
            try Soundness.checkChanged(original, rounds: 150, "\(name), seed \(seed)", &dice)
            cleaned.insert(name)
        }
        #expect(cleaned.isSuperset(of: ["film.mp4", "sound.m4a", "sound.wav"]))
    }

    @Test("A film in fragments is refused in words, not taken by halves")
    func fragments() throws {
        let folder = try Tools.Folder()
        let path = folder.path("parts.mp4")
        let flags = ["-c:v", "mpeg4", "-movflags", "frag_keyframe+empty_moov"]
        try #require(try Tools.run(Tools.ffmpeg, ["-v", "error"] + Self.film + flags + [path]).status == 0)
        let bytes = try folder.bytes("parts.mp4")
        do {
            _ = try MediaCleaner().clean(bytes)
            Issue.record("fragments are taken")
        } catch { #expect(error.reason == .unsupported) }
    }

    /// A hash of the packets of each stream, which no container changes.
    private func packets(_ path: String) throws -> String {
        try Tools.run(
            Tools.ffmpeg,
            ["-v", "error", "-i", path, "-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "streamhash", "-"]
        ).output
    }
}

// `touchstone import` without the rest of the house, so that a build with AddressSanitizer takes a short time:
//   intake import FILE… --store STORE --kind KIND
import Foundation
import Intake
import Store
import Vocabulary

/// Says on standard error why nothing can be done, and ends.
func stop(_ reason: String) -> Never {
    FileHandle.standardError.write(Data((reason + "\n").utf8))
    exit(2)
}

var files: [String] = []
var options: [String: String] = [:]
var words = Array(CommandLine.arguments.dropFirst())
guard words.first == "import" else { stop("usage: intake import FILE… --store STORE --kind KIND") }
words.removeFirst()
while let word = words.first {
    words.removeFirst()
    if word.hasPrefix("--"), let value = words.first {
        options[word] = value
        words.removeFirst()
    } else {
        files.append(word)
    }
}
guard let folder = options["--store"] else { stop("--store is missing") }
let home = URL(filePath: ProcessInfo.processInfo.environment["TOUCHSTONE_HOME"] ?? ".")

let importer = Importer(
    store: try FactStore(at: URL(filePath: folder)),
    maps: [:],
    lexicon: try Lexicon.load(from: home.appending(path: "Content")).names
)
var hasRefused = false
for file in files {
    let url = URL(filePath: file)
    do {
        let end = try await importer.take(
            url,
            Importer.Order(fileName: url.lastPathComponent, kind: options["--kind"])
        )
        print("\(url.lastPathComponent): \(end.state), \(end.counts)")
        hasRefused = hasRefused || end.state == .refused
    } catch {
        print("\(url.lastPathComponent): \(error)")
        hasRefused = true
    }
}
exit(hasRefused ? 1 : 0)

// kernels KERNEL FOLDER ROUNDS: times one kernel on the files that kernels.py wrote there.
// Prints the seconds of each round, separated by spaces, and below them the answer.
import Foundation

let words = CommandLine.arguments
guard words.count == 4, let rounds = Int(words[3]), rounds > 0 else {
    print("usage: kernels join|csv|json|names|hash-xml|hash-jsonld|intake-xml|intake-jsonld FOLDER ROUNDS")
    exit(2)
}
let folder = URL(filePath: words[2])
let run: () throws -> String
switch words[1] {
case "join": run = try Kernels.join(in: folder)
case "csv": run = try Kernels.csv(in: folder)
case "json": run = try Kernels.json(in: folder)
case "hash-xml": run = try EventHashes.kernel(in: folder, suffix: "xml")
case "hash-jsonld": run = try EventHashes.kernel(in: folder, suffix: "jsonld")
case "intake-xml": run = try EventIntake.kernel(in: folder, suffix: "xml")
case "intake-jsonld": run = try EventIntake.kernel(in: folder, suffix: "jsonld")
case "names": run = try Kernels.names(in: folder)
default:
    print("there is no kernel \(words[1])")
    exit(2)
}
var seconds: [Double] = []
var answer = ""
for _ in 0..<rounds {
    if words[1].hasPrefix("hash-") || words[1].hasPrefix("intake-") {
        let began = EventHashes.processorSeconds
        answer = try run()
        seconds.append(EventHashes.processorSeconds - began)
        continue
    }
    let clock = ContinuousClock()
    let taken = try clock.measure { answer = try run() }
    seconds.append(taken / .seconds(1))
}
print(seconds.map { "\($0)" }.joined(separator: " "))
print(answer)

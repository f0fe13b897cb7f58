// fingerprint FILE TASKS ROUNDS OUTPUT: all pairs of the sets of grains in FILE, as fingerprint.py writes it.
// Prints the seconds of each round (wall, then processor) and writes distance and probability of each pair.
// fingerprint mixture FILE OUTPUT: lots of known mixtures, as mixture_power.py writes them.
import Fingerprint
import Foundation

let words = CommandLine.arguments
if words.count == 4, words[1] == "mixture" {
    let found = try MixtureTrials.run(URL(filePath: words[2]))
    try found.withUnsafeBytes { try Data($0).write(to: URL(filePath: words[3])) }
    exit(0)
}
guard words.count == 5, let tasks = Int(words[2]), let rounds = Int(words[3]), tasks > 0, rounds > 0 else {
    print("usage: fingerprint FILE TASKS ROUNDS OUTPUT")
    exit(2)
}
let (firsts, seconds) = try GrainFile.sets(of: URL(filePath: words[1]))
var wall: [Double] = []
var processor: [Double] = []
var output: [Double] = []
for _ in 0..<rounds {
    let (wallBegan, processorBegan) = (ContinuousClock.now, GrainFile.processorSeconds)
    // From values in any order: sorting is part of the work.
    let rows = try firsts.map { try GrainSet($0) }
    let columns = try seconds.map { try GrainSet($0) }
    let grid = try await GrainGrid(rows, columns, tasks: tasks)
    let probabilities = await grid.probabilities(tasks: tasks)
    wall.append((ContinuousClock.now - wallBegan) / .seconds(1))
    processor.append(GrainFile.processorSeconds - processorBegan)
    output = GrainFile.flat(grid, probabilities)
}
print(wall.map { "\($0)" }.joined(separator: " "))
print(processor.map { "\($0)" }.joined(separator: " "))
try output.withUnsafeBytes { try Data($0).write(to: URL(filePath: words[4])) }

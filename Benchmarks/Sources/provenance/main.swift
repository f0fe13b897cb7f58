// Times the graph of lots; provenance.py asks for the runs and sets them beside their peers.
// Prints one JSON object a line.
import Foundation
import Provenance

let usage = """
    usage: provenance trace FOLDER LOT,LOT… ROUNDS   the chain in FOLDER, traces and mixes
           provenance ladder WIDTH STAGES ROUNDS     a blending ladder
           provenance build EVENTS FOLDER            a chain made here, written to FOLDER
           provenance open FOLDER                    what was written, opened again
    """
let words = CommandLine.arguments
do {
    switch (words.dropFirst().first, words.count) {
    case ("trace", 5):
        try ProvenanceRuns.trace(
            in: words[2],
            lots: words[3].split(separator: ",").map(String.init),
            rounds: Int(words[4]) ?? 1
        )
    case ("ladder", 5):
        try ProvenanceRuns.ladder(width: Int(words[2]) ?? 3, stages: Int(words[3]) ?? 15, rounds: Int(words[4]) ?? 1)
    case ("build", 4): try LargeChain.build(events: Int(words[2]) ?? 1_000_000, in: words[3])
    case ("open", 3): try LargeChain.open(words[2])
    default:
        print(usage)
        exit(2)
    }
} catch {
    print("\(error)")
    exit(1)
}

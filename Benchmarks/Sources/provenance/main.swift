// provenance DAG LOTS ROUNDS: builds the graph of a generated DAG, then traces and mixes each lot.
// Prints one JSON object a line; provenance.py reads them beside its peers.
import Foundation
import Provenance

let words = CommandLine.arguments
guard words.count >= 2 else {
    print(
        "usage: provenance trace DAG LOT,LOT… ROUNDS | provenance ladder WIDTH STAGES ROUNDS | provenance load DAG FOLDER | provenance open FOLDER LOT"
    )
    exit(2)
}
do {
    switch words[1] {
    case "trace" where words.count == 5:
        try ProvenanceRuns.trace(
            in: words[2],
            lots: words[3].split(separator: ",").map(String.init),
            rounds: Int(words[4]) ?? 1
        )
    case "ladder" where words.count == 5:
        try ProvenanceRuns.ladder(width: Int(words[2]) ?? 3, stages: Int(words[3]) ?? 15, rounds: Int(words[4]) ?? 1)
    default:
        print("there is no run \(words[1])")
        exit(2)
    }
} catch {
    print("\(error)")
    exit(1)
}

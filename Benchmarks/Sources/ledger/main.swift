// ledger KERNEL FILE ROUNDS: times one kernel of the ledger on the file that ledger.py wrote.
// ledger write FOLDER BATCHES: lets a log grow, for ledger_faults.py.
// Prints the processor seconds of each round, separated by spaces, and below them the answer.
import Foundation

let words = CommandLine.arguments
guard words.count == 4, let rounds = Int(words[3]), rounds > 0 else {
    print("usage: ledger append|durable|prove|check|jcs FILE ROUNDS, ledger write FOLDER BATCHES")
    exit(2)
}
let runs = LedgerRuns(file: URL(filePath: words[2]), rounds: rounds)
switch words[1] {
case "append": try runs.append()
case "durable": try runs.durable()
case "write": try LedgerFaults.write(folder: words[2], batches: rounds)
case "prove": try runs.prove()
case "check": try runs.check()
case "jcs": try runs.canonicalise()
default:
    print("there is no kernel \(words[1])")
    exit(2)
}

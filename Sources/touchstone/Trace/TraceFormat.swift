import ArgumentParser
import Assessment
import Formats
import Web

/// How `touchstone trace` answers.
enum TraceFormat: String, ExpressibleByArgument, CaseIterable {
    case tree
    case json
    case dot
    case svg

    /// Writes the answer to standard output, and what it leaves out to standard error where the format has no place for it.
    func write(_ answer: TraceAnswer, _ words: Words, _ mineral: MineralWords) throws {
        var output = OutputBuffer()
        switch self {
        case .tree:
            try TraceTree(answer, words, mineral).write(to: &output)
        case .json:
            output.append(answer.json.bytes + [10])
        case .dot:
            try TraceDot(answer, words).write(to: &output)
            remark(answer, words)
        case .svg:
            let graph = LotFlow(answer, words: words).graph
            output.append(FlowDrawing(graph, title: answer.lot, words: words).svg)
            remark(answer, words)
        }
        try output.flush()
    }

    private func remark(_ answer: TraceAnswer, _ words: Words) {
        for trace in [answer.upstream, answer.downstream].compactMap({ $0 }) {
            for text in TraceRemarks(trace, words).texts { StandardStreams.remark(Printable.text(text)) }
        }
    }
}

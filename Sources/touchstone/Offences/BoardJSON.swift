import Formats
import Offences
import Vocabulary

/// A board of elements for another program: words of the code, not of a language.
struct BoardJSON {
    private let board: ElementBoard

    init(_ board: ElementBoard) { self.board = board }

    /// The whole board.
    var node: JSONNode {
        .object([
            .init("offence", .string(board.offence.id.rawValue)),
            .init("elements", .array(board.elements.map { element($0) })),
            .init("open", .array(board.open.map { point($0) })),
            .init("whoCanGet", .object(board.whoCanGet.map { .init($0.agency.rawValue, ids($0.proofs)) })),
            .init("disclosure", .array(board.disclosure.map(\.node))),
            .init("withdrawn", .array(board.withdrawn.map(\.node))),
            .init(
                "setAside",
                .array(
                    board.setAside.map {
                        .object([.init("reason", .string($0.reason.rawValue)), .init("entry", $0.entry.node)])
                    }
                )
            ),
            .init("seriousCrime", .string(board.seriousCrime.rawValue)),
        ])
    }

    private func element(_ state: BoardElement) -> JSONNode {
        .object([
            .init("id", .string(state.element.id.rawValue)),
            .init("standing", .string(state.standing.rawValue)),
            .init("contested", .bool(state.isContested)),
            .init("gap", state.law.gap.map { .string($0.rawValue) } ?? .null),
            .init(
                "provisions",
                .array(
                    state.law.applying.map {
                        .object([
                            .init("id", .string($0.provision)), .init("from", .string($0.version.from.text)),
                            .init("law", .string($0.version.law)), .init("article", .string($0.version.article)),
                        ])
                    }
                )
            ),
            .init("proofs", .array(state.proofs.map { proof($0) })),
        ])
    }

    private func proof(_ state: BoardProof) -> JSONNode {
        .object([
            .init("id", .string(state.proof.id.rawValue)),
            .init("standing", .string(state.standing.rawValue)),
            .init("essential", .bool(state.proof.isEssential)),
            .init("supports", ids(state.supporting.map(\.id))),
            .init("contradicts", ids(state.contradicting.map(\.id))),
            .init("unclear", ids(state.unclear.map(\.id))),
            .init("agencies", ids(state.proof.agencies)),
        ])
    }

    private func point(_ point: OpenPoint) -> JSONNode {
        var members: [JSONNode.Member] = [
            .init("what", .string(point.word)), .init("element", .string(point.element.rawValue)),
        ]
        switch point {
        case .essential(_, let proof): members.append(.init("proof", .string(proof.rawValue)))
        case .law(_, let gap): members.append(.init("gap", .string(gap.rawValue)))
        case .unreviewed(_, let entry), .disputed(_, let entry), .withdrawal(_, let entry):
            members.append(.init("entry", .string(entry.rawValue)))
        case .nothing, .leadsAlone, .noneProbative, .contested: break
        }
        return .object(members)
    }

    private func ids(_ ids: [some Identifier]) -> JSONNode { .array(ids.map { .string($0.description) }) }
}

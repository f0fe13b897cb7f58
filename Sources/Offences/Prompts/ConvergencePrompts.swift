public import Vocabulary

/// Offences that those being looked at suggest looking at as well, with the reason of each.
///
/// A prompt is a question to the investigator, never a suspicion against anybody.
public struct ConvergencePrompts: Sendable, Hashable {
    /// An offence to look at.
    public struct Prompt: Sendable, Hashable {
        /// The offence.
        public let offence: OffenceID
        /// What suggests it, in the order of the offences being looked at.
        public let links: [OffenceCatalogue.ConvergenceLink]
    }

    /// The prompts, in the order of the offences.
    public let prompts: [Prompt]

    /// The prompts for the offences of a case.
    ///
    /// - Parameter answered: Offences that somebody has looked at or set aside with a reason already.
    public init(
        for offences: Set<OffenceID>,
        answered: Set<OffenceID> = [],
        in catalogue: OffenceCatalogue
    ) {
        let links = catalogue.convergence.filter {
            offences.contains($0.from) && !offences.contains($0.to) && !answered.contains($0.to)
        }
        prompts = Dictionary(grouping: links, by: \.to).sorted { $0.key < $1.key }.map { offence, links in
            Prompt(offence: offence, links: links.sorted { $0.from < $1.from })
        }
    }
}

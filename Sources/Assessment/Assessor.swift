public import Foundation
import GRDB
public import Rules
public import Store
public import Vocabulary

/// Runs the kernels and the rules over a store, for what has changed since the last time.
///
/// The same store gives the same derived facts, findings and identifiers: every kernel reads its rows in a fixed order,
/// and a finding's identifier is made from its rule, its subject and its key.
public struct Assessor: Sendable {
    let store: FactStore
    let rules: RuleCatalogue
    let kernels: [any DerivedKernel]
    let now: @Sendable () -> Date

    /// Makes an assessor.
    ///
    /// - Parameters:
    ///   - store: The records and facts.
    ///   - lexicon: Tells which mineral a customs code means.
    ///   - rules: The red flags.
    ///   - parameters: Figures for the kernels.
    ///   - now: The clock, for when a finding was first seen.
    public init(
        store: FactStore,
        lexicon: Lexicon,
        rules: RuleCatalogue,
        parameters: AssessmentParameters,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.rules = rules
        self.now = now
        kernels = [
            LicenceCoverKernel(parameters: parameters),
            NameMatchKernel(),
            CustodyKernel(ranges: parameters.recovery),
            OutputKernel(parameters: parameters),
            PriceKernel(lexicon: lexicon),
            OwnershipKernel(),
            PaymentKernel(),
        ]
    }

    /// Assesses the store.
    ///
    /// - Parameters:
    ///   - everything: Whether to compute also what nothing has changed for.
    ///   - report: Called after each kernel and each rule.
    public func assess(
        everything: Bool = false,
        report: @escaping @Sendable (AssessmentProgress) -> Void = { _ in }
    ) async throws -> AssessmentSummary {
        let clock = ContinuousClock()
        let start = clock.now
        let startedAt = now()
        let off = try await store.rulesOff()
        let active = rules.rules.filter { !off.contains($0.id) }
        let counter = StepCounter(total: kernels.count + active.count, report: report)
        let kernelRuns = try await runKernels(everything: everything, counter)
        let outcome = try await run(active, everything: everything, counter)
        let seconds = start.duration(to: clock.now).inSeconds
        let count = try await store.noteAssessment(startedAt: startedAt, seconds: seconds)
        try await store.checkpoint()
        return AssessmentSummary(
            findings: count,
            added: outcome.added,
            removed: outcome.removed,
            byRule: outcome.byRule,
            kernels: kernelRuns,
            seconds: seconds,
            ruleErrors: outcome.errors
        )
    }

    private func runKernels(
        everything: Bool,
        _ counter: StepCounter
    ) async throws -> [AssessmentSummary.KernelRun] {
        try await withThrowingTaskGroup(of: (Int, AssessmentSummary.KernelRun).self) { group in
            for (index, kernel) in kernels.enumerated() {
                group.addTask {
                    let run = try await self.run(kernel, everything: everything)
                    counter.finish(kernel.name)
                    return (index, run)
                }
            }
            var runs: [(Int, AssessmentSummary.KernelRun)] = []
            for try await run in group { runs.append(run) }
            return runs.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func run(_ kernel: any DerivedKernel, everything: Bool) async throws -> AssessmentSummary.KernelRun {
        let clock = ContinuousClock()
        let start = clock.now
        let versions = try await store.versions(of: kernel.inputs)
        let name = "kernel:\(kernel.name)"
        let isKnown = try await store.assessedInputs(of: name) == versions
        if isKnown, !everything {
            return AssessmentSummary.KernelRun(name: kernel.name, rows: 0, seconds: 0, wasSkipped: true)
        }
        let computed = try await store.read(as: .system) { db in try kernel.rows(db) }
        try await store.replaceDerived(computed.map { ($0.table, $0.rows) }, step: name, inputs: versions)
        return AssessmentSummary.KernelRun(
            name: kernel.name,
            rows: computed.reduce(0) { $0 + $1.rows.count },
            seconds: start.duration(to: clock.now).inSeconds,
            wasSkipped: false
        )
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

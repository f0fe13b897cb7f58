internal import Notary

/// What came of checking a bundle, step by step in plain words.
struct BundleReport {
    let words: Words
    let report: VerificationReport

    /// So many steps are shown; the steps that failed come first.
    private static let stepLimit = 200

    func write(to h: inout HTML) {
        h(.div, .class(report.verdict == .verified ? "panel" : "notice"), .role("status")) { h in
            h(.p) { h in h(.strong, text: words(report.messageKey)) }
            h(.ul) { h in
                for step in steps {
                    h(.li) { h in
                        h(.strong, text: words("verify.outcome.\(step.outcome.rawValue)") + ": ")
                        h.text(text(of: step))
                    }
                }
            }
        }
    }

    private var steps: [VerificationStep] {
        let failed = report.steps.filter { $0.outcome == .failed }
        return Array((failed + report.steps.filter { $0.outcome != .failed }).prefix(Self.stepLimit))
    }

    private func text(of step: VerificationStep) -> String {
        let text = words(step.message, filling: { name in step.arguments.first { $0.name == name }?.value })
        return step.reason.map { text + " " + words($0) } ?? text
    }
}

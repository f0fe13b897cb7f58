internal import Synchronization

/// How much memory all forms with files may take together while they arrive.
final class BodyBudget: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int = 192 << 20) { self.limit = limit }

    /// What one form has taken of it, until the form is done with.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let own = Mutex(0)

        init(of budget: BodyBudget) { self.budget = budget }

        /// - Throws: ``SiteError`` with `busy` where the others have taken too much.
        func take(_ count: Int) throws(SiteError) {
            let isIn = budget.taken.withLock { taken in
                guard taken + count <= budget.limit else { return false }
                taken += count
                return true
            }
            guard isIn else { throw SiteError(.busy) }
            own.withLock { $0 += count }
        }

        deinit {
            let count = own.withLock { $0 }
            budget.taken.withLock { $0 -= count }
        }
    }
}

import Synchronization

/// Many files at once, as many as there are processors; each worker takes the next one when it has done the last.
enum Workers {
    /// What each piece of work gave, in the order of the pieces.
    ///
    /// - Throws: The error of the first piece, in their order, that failed; pieces that nobody had begun are left.
    static func run<Value: Sendable>(
        _ count: Int,
        workers: Int,
        _ work: @escaping @Sendable (Int) throws(DossierError) -> Value
    ) async throws(DossierError) -> [Value] {
        let queue = Queue(count: count)
        let parts = await withTaskGroup(of: [(Int, Result<Value, DossierError>)].self) { group in
            for _ in 0..<max(1, min(workers, count)) {
                group.addTask { take(from: queue, work) }
            }
            var parts: [(Int, Result<Value, DossierError>)] = []
            for await part in group { parts += part }
            return parts
        }
        var values: [Value] = []
        values.reserveCapacity(count)
        for (_, result) in parts.sorted(by: { $0.0 < $1.0 }) { values.append(try result.get()) }
        return values
    }

    private static func take<Value: Sendable>(
        from queue: Queue,
        _ work: (Int) throws(DossierError) -> Value
    ) -> [(Int, Result<Value, DossierError>)] {
        var done: [(Int, Result<Value, DossierError>)] = []
        while let index = queue.next() {
            do throws(DossierError) {
                done.append((index, .success(try work(index))))
            } catch {
                queue.stop()
                done.append((index, .failure(error)))
            }
        }
        return done
    }

    private final class Queue: Sendable {
        private let count: Int
        private let position = Mutex(0)

        init(count: Int) { self.count = count }

        func next() -> Int? {
            position.withLock { position in
                guard position < count else { return nil }
                defer { position += 1 }
                return position
            }
        }

        func stop() { position.withLock { $0 = count } }
    }
}

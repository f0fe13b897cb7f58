internal import NIOCore

/// Runs tasks on the thread of an event loop.
///
/// A request that is answered there changes no thread between the socket and the answer. Whatever takes long must leave
/// the loop, which serves other connections too: see ``RouteHandling``.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

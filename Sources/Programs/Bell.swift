internal import CPrograms
internal import Glibc
internal import Synchronization

/// What wakes up whoever waits for a program, once.
final class Bell: Sendable {
    /// Can be read from once it was rung.
    let descriptor: CInt
    private let state = Atomic(false)

    init() throws(SystemRefusal) {
        descriptor = programs_bell()
        guard descriptor >= 0 else { throw .last }
    }

    deinit { close(descriptor) }

    var isRung: Bool { state.load(ordering: .acquiring) }

    func ring() {
        state.store(true, ordering: .releasing)
        programs_ring(descriptor)
    }
}

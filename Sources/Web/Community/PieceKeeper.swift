internal import Sealing
internal import ServiceLifecycle

/// Forgets the pieces that phones have abandoned, every ten minutes.
struct PieceKeeper: Service {
    let shelf: PieceShelf

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                shelf.sweep(at: PieceRoutes.now)
                do { try await Task.sleep(for: .seconds(600)) } catch { return }
            }
        }
    }
}

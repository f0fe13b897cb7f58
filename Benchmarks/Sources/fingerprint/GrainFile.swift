import Fingerprint
import Foundation

/// Sets of grains as fingerprint.py writes them: for each side the number of sets, their sizes, their values; all as
/// little-endian doubles.
enum GrainFile {
    static func sets(of file: URL) throws -> ([[Double]], [[Double]]) {
        let data = try Data(contentsOf: file)
        var numbers = stride(from: 0, to: data.count - 7, by: 8).map { offset in
            Double(
                bitPattern: UInt64(
                    littleEndian: data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
                )
            )
        }[...]
        func side() -> [[Double]] {
            let count = Int(numbers.removeFirst())
            let sizes = numbers.prefix(count).map { Int($0) }
            numbers = numbers.dropFirst(count)
            return sizes.map { size in
                defer { numbers = numbers.dropFirst(size) }
                return Array(numbers.prefix(size))
            }
        }
        let first = side()
        return (first, side())
    }

    /// Distance and probability of each pair, row by row of the second sets.
    static func flat(_ grid: GrainGrid, _ probabilities: [Double]) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(probabilities.count * 2)
        for second in 0..<grid.secondCount {
            for first in 0..<grid.firstCount {
                result.append(grid[first, second].distance)
                result.append(probabilities[second * grid.firstCount + first])
            }
        }
        return result
    }

    /// Seconds of processor that this process took.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

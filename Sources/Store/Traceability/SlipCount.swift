/// How many slips of the pen lie between two names.
///
/// Letters that are wrong, missing, too many or swapped with their neighbour count one each (F. J. Damerau, A technique
/// for computer detection and correction of spelling errors, 1964).
enum SlipCount {
    /// How many slips a name of a length may have to be recognised.
    static func most(for length: Int) -> Int { length < 4 ? 1 : 2 }

    /// The slips between two names, nil if they are more than some.
    static func slips(from left: [UInt8], to right: [UInt8], atMost most: Int) -> Int? {
        guard abs(left.count - right.count) <= most else { return nil }
        // What they share at both ends counts nothing, and is most of it.
        var start = 0
        while start < left.count, start < right.count, left[start] == right[start] { start += 1 }
        var (leftEnd, rightEnd) = (left.count, right.count)
        while leftEnd > start, rightEnd > start, left[leftEnd - 1] == right[rightEnd - 1] {
            leftEnd -= 1
            rightEnd -= 1
        }
        let (width, height) = (rightEnd - start, leftEnd - start)
        var before: [Int] = []
        var above = Array(0...width)
        for row in 0..<height {
            var next = [row + 1] + Array(repeating: 0, count: width)
            var least = row + 1
            for column in 0..<width {
                let (a, b) = (left[start + row], right[start + column])
                var slips = min(above[column] + (a == b ? 0 : 1), above[column + 1] + 1, next[column] + 1)
                if row > 0, column > 0, a == right[start + column - 1], left[start + row - 1] == b {
                    slips = min(slips, before[column - 1] + 1)
                }
                next[column + 1] = slips
                least = min(least, slips)
            }
            // A swap reaches back two rows, so one row above the limit does not decide.
            if least > most + 1 { return nil }
            (before, above) = (above, next)
        }
        return above[width] <= most ? above[width] : nil
    }
}

/// What can be reckoned about hidden numbers of a table with sums, exactly.
///
/// Rows and columns are places, every number is an arrow between two of them: a cell leads from its row to its column, the
/// sum of a row from the whole to the row, the sum of a column from the column to the whole, and the grand total closes the
/// ring. That the sums are right then says that as much enters each place as leaves it. So the numbers that agree with
/// what is told are the flows in this graph, and the least and the most that a hidden number can be are found by maximum
/// flow; both are whole numbers that some table takes (total unimodularity), so no cleverer reckoning narrows them.
struct TableGraph {
    /// A number of the table.
    struct Arrow {
        let from: Int
        let to: Int
        let value: Int
        /// The least that everybody knows it to be.
        let least: Int
        var isHidden = false
    }

    let places: Int
    var arrows: [Arrow]

    /// The least and the most that a hidden number can be; the most is nil where nothing bounds it.
    ///
    /// - Complexity: O(places × arrows²) at most, and less for tables of few hidden numbers.
    func bounds(of index: Int) -> (least: Int, most: Int?) {
        let arrow = arrows[index]
        guard arrow.isHidden else { return (arrow.value, arrow.value) }
        // More of it has to come back from its end to its beginning by other arrows; less of it has to go other ways.
        let more = flow(from: arrow.to, to: arrow.from, without: index)
        let less = flow(from: arrow.from, to: arrow.to, without: index, atMost: arrow.value - arrow.least)
        return (arrow.value - min(less ?? .max, arrow.value - arrow.least), more.map { arrow.value + $0 })
    }

    /// The most that can be moved; nil where there is no limit.
    private func flow(from source: Int, to sink: Int, without skipped: Int, atMost limit: Int = .max) -> Int? {
        let hidden = arrows.indices.filter { $0 != skipped && arrows[$0].isHidden }
        // What each arrow can still lose; what it can gain has no limit.
        var spare = arrows.map { $0.value - $0.least }
        var moved = 0
        while moved < limit {
            var came: [Int: (arrow: Int, back: Bool)] = [:]
            var queue = [source]
            var head = 0
            while head < queue.count, came[sink] == nil {
                let place = queue[head]
                head += 1
                for index in hidden {
                    let arrow = arrows[index]
                    if arrow.from == place, came[arrow.to] == nil, arrow.to != source {
                        came[arrow.to] = (index, false)
                        queue.append(arrow.to)
                    } else if arrow.to == place, spare[index] > 0, came[arrow.from] == nil, arrow.from != source {
                        came[arrow.from] = (index, true)
                        queue.append(arrow.from)
                    }
                }
            }
            guard came[sink] != nil else { return moved }
            var path: [(arrow: Int, back: Bool)] = []
            var place = sink
            while place != source, let step = came[place] {
                path.append(step)
                place = step.back ? arrows[step.arrow].to : arrows[step.arrow].from
            }
            guard let narrow = path.filter(\.back).map({ spare[$0.arrow] }).min() else { return nil }
            let step = min(narrow, limit - moved)
            for (index, back) in path { spare[index] += back ? -step : step }
            moved += step
        }
        return moved
    }
}

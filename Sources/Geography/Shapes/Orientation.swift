/// On which side of the line from `a` to `b` the point `c` lies: 1 left, -1 right, 0 exactly on it.
///
/// Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates" (1997): the plain
/// determinant is trusted when it exceeds its error bound, otherwise the sum is made exactly.
@inline(__always)
func orientation(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ cx: Double, _ cy: Double) -> Int {
    let left = (ax - cx) * (by - cy)
    let right = (ay - cy) * (bx - cx)
    let determinant = left - right
    // (3 + 16u)u with u = 2^-53, Shewchuk's ccwerrboundA.
    let bound = 3.330_669_073_875_471_6e-16 * (left.magnitude + right.magnitude)
    if determinant > bound { return 1 }
    if determinant < -bound { return -1 }
    return exactOrientation(ax, ay, bx, by, cx, cy)
}

/// The sign of the same determinant, by sums of error-free products.
@inline(never)
private func exactOrientation(
    _ ax: Double,
    _ ay: Double,
    _ bx: Double,
    _ by: Double,
    _ cx: Double,
    _ cy: Double
) -> Int {
    // ax·by − ay·bx + bx·cy − by·cx + cx·ay − cy·ax, each product as an exact pair (high, low).
    var expansion: [Double] = []
    expansion.reserveCapacity(12)
    for (x, y) in [(ax, by), (-ay, bx), (bx, cy), (-by, cx), (cx, ay), (-cy, ax)] {
        let high = x * y
        let low = (-high).addingProduct(x, y)
        grow(&expansion, by: low)
        grow(&expansion, by: high)
    }
    // Components do not overlap and grow in magnitude, so the last one that is not zero has the sign of the sum.
    for component in expansion.reversed() where component != 0 { return component > 0 ? 1 : -1 }
    return 0
}

/// Adds a number to a non-overlapping expansion without error (Shewchuk's Grow-Expansion).
private func grow(_ expansion: inout [Double], by value: Double) {
    var carry = value
    for index in expansion.indices {
        let other = expansion[index]
        let sum = carry + other
        let virtual = sum - carry
        expansion[index] = (carry - (sum - virtual)) + (other - virtual)
        carry = sum
    }
    expansion.append(carry)
}

/// Smooth noise over the plane, from basic arithmetic only, so that a coast is the same on every machine.
struct Noise {
    private let salt: UInt64

    init(chance: inout Chance) {
        salt = chance.next()
    }

    /// Sum of octaves, each twice as fine and `gain` times as strong as the one before; about -1…1.
    func fractal(_ x: Double, _ y: Double, octaves: Int, gain: Double = 0.5) -> Double {
        var sum = 0.0
        var strength = 0.5
        var scale = 1.0
        for octave in 0..<octaves {
            sum += strength * single(x * scale + Double(octave) * 17.3, y * scale - Double(octave) * 9.1)
            strength *= gain
            scale *= 2.03
        }
        return sum
    }

    /// Value noise, -1…1.
    func single(_ x: Double, _ y: Double) -> Double {
        let left = x.rounded(.down)
        let below = y.rounded(.down)
        let u = Self.ease(x - left)
        let v = Self.ease(y - below)
        let column = Int(left)
        let row = Int(below)
        let bottom = Self.mix(corner(column, row), corner(column + 1, row), u)
        let top = Self.mix(corner(column, row + 1), corner(column + 1, row + 1), u)
        return Self.mix(bottom, top, v)
    }

    private func corner(_ column: Int, _ row: Int) -> Double {
        var z = salt &+ UInt64(bitPattern: Int64(column)) &* 0x9e37_79b9_7f4a_7c15
        z ^= UInt64(bitPattern: Int64(row)) &* 0xc2b2_ae3d_27d4_eb4f
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        z ^= z >> 31
        return Double(z >> 11) * 0x1p-52 - 1
    }

    private static func ease(_ t: Double) -> Double {
        t * t * t * (t * (t * 6 - 15) + 10)
    }

    private static func mix(_ a: Double, _ b: Double, _ t: Double) -> Double {
        a + (b - a) * t
    }
}

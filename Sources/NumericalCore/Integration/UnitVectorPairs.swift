/// Many pairs of unit vectors of R³, laid out in blocks so that whole registers turn at once.
///
/// A block holds eight pairs: eight x of the first vectors, eight y, eight z, then the same of the second ones. The last block is
/// filled up with copies of the first pair.
package struct UnitVectorPairs: Sendable {
    private static let width = 8
    private static let stride = 6 * width
    private var storage: [Double]
    /// The number of pairs.
    package let count: Int

    /// Pairs of vectors that are of unit length up to rounding.
    package init(count: Int, _ pair: (Int) throws -> (SIMD3<Double>, SIMD3<Double>)) rethrows {
        self.count = count
        let blocks = (count + Self.width - 1) / Self.width
        storage = [Double](repeating: 0, count: blocks * Self.stride)
        for slot in 0..<(blocks * Self.width) {
            let (one, two) = slot < count ? try pair(slot) : self[0]
            self[slot] = (one, two)
        }
    }

    /// The pair of a number.
    package subscript(index: Int) -> (SIMD3<Double>, SIMD3<Double>) {
        get {
            let start = index / Self.width * Self.stride + index % Self.width
            func vector(_ offset: Int) -> SIMD3<Double> {
                SIMD3(
                    storage[start + offset], storage[start + offset + Self.width],
                    storage[start + offset + 2 * Self.width])
            }
            return (vector(0), vector(3 * Self.width))
        }
        set {
            let start = index / Self.width * Self.stride + index % Self.width
            for (offset, vector) in [(0, newValue.0), (3 * Self.width, newValue.1)] {
                storage[start + offset] = vector.x
                storage[start + offset + Self.width] = vector.y
                storage[start + offset + 2 * Self.width] = vector.z
            }
        }
    }

    /// Turns every pair about its sum s = u + v by an angle, `steps` times; opposite vectors rest.
    ///
    /// With h = (u − v)/2 the turned pair is s/2 ± (cos θ h + sin θ v × u/|s|), and one Newton step returns each vector to unit
    /// length, so that rounding does not add up. Blocks stay in registers and cache over the steps.
    ///
    /// - Complexity: 64 floating-point operations for each pair and step; 96 bytes moved for each pair.
    package mutating func precess(cosine: Double, sine: Double, steps: Int = 1) {
        storage.withUnsafeMutableBufferPointer { buffer in
            guard var block = buffer.baseAddress else { return }
            let end = block + buffer.count
            let width = UnitVectorPairs.width
            while block < end {
                for _ in 0..<steps {
                    for lane in 0..<width {
                        let (ux, uy, uz) = (block[lane], block[width + lane], block[2 * width + lane])
                        let (vx, vy, vz) = (
                            block[3 * width + lane], block[4 * width + lane], block[5 * width + lane]
                        )
                        let (mx, my, mz) = (0.5 * (ux + vx), 0.5 * (uy + vy), 0.5 * (uz + vz))
                        let square = mx * mx + my * my + mz * mz
                        // Where the sum vanishes the cross product does too, up to rounding; both are kept from mattering.
                        let scale = 0.5 * sine / (square + 1e-290).squareRoot()
                        let factor = square > 1e-30 ? scale : 0
                        let cosineHere = square > 1e-30 ? cosine : 1
                        let hx = cosineHere * (0.5 * (ux - vx)) + factor * (vy * uz - vz * uy)
                        let hy = cosineHere * (0.5 * (uy - vy)) + factor * (vz * ux - vx * uz)
                        let hz = cosineHere * (0.5 * (uz - vz)) + factor * (vx * uy - vy * ux)
                        let (ax, ay, az) = (mx + hx, my + hy, mz + hz)
                        let (bx, by, bz) = (mx - hx, my - hy, mz - hz)
                        let one = 1.5 - 0.5 * (ax * ax + ay * ay + az * az)
                        let two = 1.5 - 0.5 * (bx * bx + by * by + bz * bz)
                        block[lane] = one * ax
                        block[width + lane] = one * ay
                        block[2 * width + lane] = one * az
                        block[3 * width + lane] = two * bx
                        block[4 * width + lane] = two * by
                        block[5 * width + lane] = two * bz
                    }
                }
                block += UnitVectorPairs.stride
            }
        }
    }

    /// Turns the vectors of every pair about z by angles that depend on the signs of their heights.
    ///
    /// The vectors (cos α, sin α, cos β, sin β) of the angles α of the first and β of the second vector belong to the number
    /// 3(1 + sign u_z) + 1 + sign v_z. Heights stay, and one Newton step keeps the lengths.
    package mutating func turnAboutZ(_ rotations: [SIMD4<Double>]) {
        requirePrecondition(rotations.count == 9, "there must be 9 rotations, but were \(rotations.count)")
        storage.withUnsafeMutableBufferPointer { buffer in
            guard var block = buffer.baseAddress else { return }
            let end = block + buffer.count
            let width = UnitVectorPairs.width
            rotations.withUnsafeBufferPointer { rotations in
                while block < end {
                    for lane in 0..<width {
                        let (uz, vz) = (block[2 * width + lane], block[5 * width + lane])
                        let first = uz > 0 ? 6 : uz < 0 ? 0 : 3
                        let turn = rotations[first + (vz > 0 ? 2 : vz < 0 ? 0 : 1)]
                        UnitVectorPairs.turnAboutZ(block + lane, turn.x, turn.y)
                        UnitVectorPairs.turnAboutZ(block + (3 * width + lane), turn.z, turn.w)
                    }
                    block += UnitVectorPairs.stride
                }
            }
        }
    }

    @inline(__always)
    private static func turnAboutZ(_ vector: UnsafeMutablePointer<Double>, _ cosine: Double, _ sine: Double) {
        let (x, y, z) = (vector[0], vector[width], vector[2 * width])
        let scale = 1.5 - 0.5 * (x * x + y * y + z * z)
        vector[0] = scale * (cosine * x - sine * y)
        vector[width] = scale * (sine * x + cosine * y)
        vector[2 * width] = scale * z
    }

    /// Turns every vector by the same matrix, whose columns are the images of the axes.
    package mutating func rotate(_ x: SIMD3<Double>, _ y: SIMD3<Double>, _ z: SIMD3<Double>) {
        storage.withUnsafeMutableBufferPointer { buffer in
            guard var block = buffer.baseAddress else { return }
            let end = block + buffer.count
            let width = UnitVectorPairs.width
            while block < end {
                for lane in 0..<width {
                    let (vx, vy, vz) = (block[lane], block[width + lane], block[2 * width + lane])
                    block[lane] = x.x * vx + y.x * vy + z.x * vz
                    block[width + lane] = x.y * vx + y.y * vy + z.y * vz
                    block[2 * width + lane] = x.z * vx + y.z * vy + z.z * vz
                }
                block += 3 * width
            }
        }
    }

    /// How many pairs lie on each combination of sides, ++, +−, −+ and −−, of the planes through 0 with the given normals.
    ///
    /// A vector counts as + when its product with the normal is positive.
    package func sides(of first: SIMD3<Double>, _ second: SIMD3<Double>) -> [Int] {
        var (both, left, right) = (0, 0, 0)
        storage.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let width = UnitVectorPairs.width
            for start in Swift.stride(from: 0, to: count, by: width) {
                let block = base + start * 6
                for lane in 0..<min(width, count - start) {
                    let one = first.x * block[lane] + first.y * block[width + lane] + first.z * block[2 * width + lane]
                    let two =
                        second.x * block[3 * width + lane] + second.y * block[4 * width + lane]
                        + second.z * block[5 * width + lane]
                    let (a, b) = (one > 0 ? 1 : 0, two > 0 ? 1 : 0)
                    both &+= a & b
                    left &+= a
                    right &+= b
                }
            }
        }
        return [both, left - both, right - both, count - left - right + both]
    }
}

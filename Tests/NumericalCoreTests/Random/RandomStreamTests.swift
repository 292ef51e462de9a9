import Foundation
import NumericalCore
import Testing

@Suite struct RandomStreamTests {
    /// The first eight integers, and those at positions 1000 and 1001, of `numpy.random.Philox(key=[seed, substream])`,
    /// NumPy 2.4.6.
    static let published: [(seed: UInt64, substream: UInt64, first: [UInt64], late: [UInt64])] = [
        (
            0, 0,
            [
                0x02f4ba6408e4d89b, 0x3dd62b0b9ca8c5b2, 0x1c8667a55d902e79, 0x907d7a052fd5b4dc, 0x809bf322883987c3,
                0x471128b9e807f7dd, 0xf250ba0dbec065b7, 0xfc6ed66767a457bc,
            ], [0xc6085385a10d656c, 0x6eb4a4d1c9a6e209]
        ),
        (
            1, 0,
            [
                0x4db6a27b756282df, 0xd944fa03babe0e2f, 0x27f872e577060d32, 0x07f697696a0482a2, 0xe677fe4bbd0452ec,
                0x0d543dba56d1e799, 0xbebe12cad0eb4d9e, 0x3f0b4abd55f61f3d,
            ], [0x66c957170bcd81f1, 0xde53e8862e7487d6]
        ),
        (
            7, 3,
            [
                0x7b6cc7b1862cc5f2, 0xb960f2ea4b3f8d9f, 0x0cdd72e015deb1a6, 0x50edb0d22a6a6fd5, 0xae45891bf7ab4df3,
                0x32005aae5c700f2c, 0x8338143a55135bc9, 0x505c59bbd33bc5fa,
            ], [0x7e6936d855de7152, 0x642afaa3b5b4eb62]
        ),
        (
            18446744073709551615, 9223372036854775813,
            [
                0x046f39f5067a71ac, 0xafc9945eebf64e82, 0x7aa5252146ef7acc, 0x0a69f50daa03ae7e, 0xb3c030add110843b,
                0xe0dae0ad8e147f8a, 0xa1e396347f15df8c, 0xe1acbd3712016095,
            ], [0xb0724d9c943068b2, 0x01e302d7ffba3df9]
        ),
        (
            123456789, 42,
            [
                0xe1e7af4ab55489be, 0xab73de567d60b85a, 0x6a6731ad0c74461f, 0x994afb8c9a218035, 0x39e4f71718ea7b43,
                0x469c301a60b498c7, 0xee11f818f7d30191, 0x4ed091ae6389743b,
            ], [0x69b421d18b895137, 0x0958cc28da4cbb2a]
        ),
    ]

    @Test(arguments: 0..<5)
    func rawIntegersAreThoseOfNumPy(index: Int) {
        let (seed, substream, first, late) = RandomStreamTests.published[index]
        var stream = RandomStream(seed: seed, substream: substream)
        #expect((0..<8).map { _ in stream.next() } == first)
        #expect(stream.position == 8)
        while stream.position < 1000 { _ = stream.next() }
        #expect([stream.next(), stream.next()] == late)
        stream.seek(to: 1000)
        #expect([stream.next(), stream.next()] == late)
        stream.seek(to: 3)
        #expect((3..<8).map { _ in stream.next() } == Array(first[3...]))
        var other = stream.substream(substream &+ 1)
        #expect(other.position == 0 && other.next() != first[0])
    }

    @Test func seekFromAnywhereToAnywhere() {
        var reference = RandomStream(seed: 3, substream: 9)
        let numbers = (0..<40).map { _ in reference.next() }
        var stream = RandomStream(seed: 3, substream: 9)
        for position in [17, 4, 0, 39, 38, 3, 8, 7, 21] {
            stream.seek(to: UInt64(position))
            #expect(stream.next() == numbers[position])
            #expect(stream.position == UInt64(position + 1))
        }
    }

    @Test func theEndOfTheStreamWrapsAround() {
        var stream = RandomStream(seed: 1)
        stream.seek(to: .max)
        _ = stream.next()
        #expect(stream.position == 0)
        #expect(stream.next() == RandomStreamTests.published[1].first[0])
    }

    @Test(arguments: [0, 1, 2, 3, 4, 1001] as [UInt64])
    func codableResumesExactly(position: UInt64) throws {
        var stream = RandomStream(seed: 99, substream: 1 << 63)
        for _ in 0..<position { _ = stream.next() }
        var resumed = try JSONDecoder().decode(RandomStream.self, from: JSONEncoder().encode(stream))
        #expect(resumed == stream && resumed.hashValue == stream.hashValue)
        for _ in 0..<9 { #expect(resumed.next() == stream.next()) }
    }

    @Test func decodingRefusesNegativeAndMissingNumbers() {
        for text in [#"{"seed": -1, "substream": 0, "position": 0}"#, #"{"seed": 1, "substream": 0}"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(RandomStream.self, from: Data(text.utf8)) }
        }
    }

    @Test func equalityIsOfTheFuture() {
        let start = RandomStream(seed: 4)
        var moved = start
        _ = moved.next()
        #expect(moved != start && start != RandomStream(seed: 5) && start != start.substream(1))
        moved.seek(to: 0)
        #expect(moved == start)
    }

    @Test func substreamsAreUncorrelatedAndShareNoNumber() {
        let count = 20_000
        var (a, b) = (RandomStream(seed: 6, substream: 0), RandomStream(seed: 6, substream: 1))
        var seen = Set<UInt64>()
        var sum = 0.0
        for _ in 0..<count {
            var (left, right) = (a, b)
            seen.insert(a.next())
            seen.insert(b.next())
            sum += (left.uniform() - 0.5) * (right.uniform() - 0.5)
        }
        #expect(seen.count == 2 * count)
        // The product has variance 1/144.
        #expect(abs(sum / Double(count)) <= 4.5 / 12 / Double(count).squareRoot())
    }

    @Test func substreamsOfNeighbouringSeedsDiffer() {
        var seen = Set<UInt64>()
        for seed in 0..<20 as Range<UInt64> {
            for substream in 0..<20 as Range<UInt64> {
                var stream = RandomStream(seed: seed, substream: substream)
                seen.insert(stream.next())
            }
        }
        #expect(seen.count == 400)
    }
}

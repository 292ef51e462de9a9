/// A block of numbers at an address aligned to cache lines, for the loops of the simplex method.
///
/// The alignment makes vector kernels take the same path, and so give the same bits, in every run.
final class Workspace<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int
    private let filler: Element

    init(_ capacity: Int, filledWith filler: Element) {
        self.capacity = max(capacity, 1)
        self.filler = filler
        base = Workspace.allocate(self.capacity, filler)
    }

    deinit { UnsafeMutableRawPointer(base).deallocate() }

    private static func allocate(_ capacity: Int, _ filler: Element) -> UnsafeMutablePointer<Element> {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64)
        return raw.initializeMemory(as: Element.self, repeating: filler, count: capacity)
    }

    /// Makes room for at least `count` numbers, keeping those there are; the address may change.
    func reserve(_ count: Int) {
        guard count > capacity else { return }
        let larger = max(count, capacity + capacity / 2)
        let moved = Workspace.allocate(larger, filler)
        moved.update(from: base, count: capacity)
        UnsafeMutableRawPointer(base).deallocate()
        (base, capacity) = (moved, larger)
    }

    func fill(_ count: Int, with value: Element) { base.update(repeating: value, count: count) }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { base[index] }
        set { base[index] = newValue }
    }
}

import Foundation
import DataFiles

/// `.npy` files as every element type, and back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = input(bytes, count)
    readAndWrite(Double.self, data)
    readAndWrite(Float.self, data)
    readAndWrite(Complex.self, data)
    readAndWrite(Int.self, data)
    readAndWrite(Int32.self, data)
    readAndWrite(Bool.self, data)
    admit { _ = try NumPyArray<Complex>(data: data).matrix() }
    return 0
}

private func readAndWrite<Element: NumPyElement>(_ type: Element.Type, _ data: Data) {
    admit {
        let array = try NumPyArray<Element>(data: data)
        expect(array.elements.count == array.shape.reduce(1, *), "as many elements as the shape holds")
        let written = array.encoded()
        let again = try NumPyArray<Element>(data: written)
        // Bytes and not numbers are compared, since NaN is not equal to itself.
        expect(again.encoded() == written, "what is written comes back")
    }
}

import Foundation

extension SpherePlot {
    /// The sphere, or its two sides: hidden things first, visible ones over them.
    func gnuplot(on canvas: Canvas) -> String {
        let views = surface == nil ? [view] : [view, view.opposite]
        var drawing = Drawing(canvas: canvas)
        for (number, view) in views.enumerated() { draw(view, number: number, into: &drawing) }

        var text = "unset border\nunset tics\nunset grid\nset size ratio -1\n"
        let right = surface == nil ? 1.25 : Drawing.spacing + 1.25
        text += "set xrange [-1.25:\(right)]\nset yrange [-1.25:1.25]\n"
        text += LegendPlacement.below.gnuplot(items.map(\.label).filter { !$0.isEmpty }, on: canvas)
        if let surface {
            let values = surface.views.joined().map(\.value)
            text += "set style textbox opaque margins 0.4,0.4 fillcolor rgb '#ffffff' noborder\n"
            text += surface.scale.gnuplot(lowest: values.min() ?? 0, highest: values.max() ?? 1)
            text += "set colorbox noborder\nset cbtics scale 0.5 textcolor rgb '\(GnuplotStyle.ink)'\n"
            let label = canvas.words(surface.label, width: 0.65 * canvas.height)
            text += "set cblabel \(label) offset \(canvas.barLabelOffset),0\n"
            text += "set format cb '\(canvas.numberFormat)'\n"
        }
        return text + drawing.blocks + "plot " + drawing.pieces.joined(separator: ", \\\n     ") + "\n"
    }

    /// What has been drawn so far: data blocks and the parts of the plot command.
    private struct Drawing {
        /// The distance between the centres of two discs.
        static let spacing = 2.5

        let canvas: Canvas
        var blocks = ""
        var pieces: [String] = []

        mutating func add(_ rows: [[Double]], _ style: String) {
            guard rows.contains(where: { !$0.isEmpty }) else { return }
            let name = "part\(pieces.count)"
            blocks += GnuplotStyle.block(name, rows)
            pieces.append("$\(name) \(style)")
        }

        /// A name in the legend, independent of what can be seen of its series.
        mutating func addKey(_ style: String, label: String) {
            pieces.append("NaN \(style) title \(canvas.words(label))")
        }
    }

    private func draw(_ view: SphereView, number: Int, into drawing: inout Drawing) {
        let shift = Double(number) * Drawing.spacing
        func moved(_ pieces: [[[Double]]]) -> [[Double]] {
            pieces.filter { $0.count > 1 }.flatMap { piece in piece.map { [$0[0] + shift] + $0.dropFirst() } + [[]] }
        }
        let wires = SphereView.wires.map(view.pieces)
        if surface == nil {
            drawing.add(
                moved(wires.flatMap(\.back)), "with lines linetype 1 linewidth 0.5 linecolor rgb '#ececec' notitle")
            for index in items.indices { draw(index, inFront: false, view, shift: shift, into: &drawing) }
        } else if let samples = surface?.views[number] {
            addImage(samples, shift: shift, into: &drawing)
        }
        let wireColour = surface == nil ? "#c4c4c4" : "#80ffffff"
        drawing.add(
            moved(wires.flatMap(\.front)), "with lines linetype 1 linewidth 0.5 linecolor rgb '\(wireColour)' notitle")
        let circle = (0...180).map { Double($0) * .pi / 90 }.map { [cos($0) + shift, sin($0)] }
        let rimWidth = surface == nil ? 1.0 : 2.5
        drawing.add(circle, "with lines linetype 1 linewidth \(rimWidth) linecolor rgb '#777777' notitle")
        addAxes(view, shift: shift, into: &drawing)
        for index in items.indices { draw(index, inFront: true, view, shift: shift, into: &drawing) }
        guard number == 0 else { return }
        for (index, item) in items.enumerated() where !item.label.isEmpty {
            drawing.addKey(style(item.kind, colour: colour(index), isFront: true), label: item.label)
        }
    }

    private func colour(_ index: Int) -> String {
        // On a coloured surface the first mark is black: it shows on every palette.
        GnuplotStyle.colour(surface == nil ? index : index + GnuplotStyle.colours.count - 1)
    }

    private func style(_ kind: Item.Kind, colour: String, isFront: Bool) -> String {
        let shown = isFront ? colour : GnuplotStyle.faded(colour, strength: 0.3)
        return switch kind {
        case .point: "with points pointtype 7 pointsize \(isFront ? 0.6 : 0.45) linecolor rgb '\(shown)'"
        case .arrow: "with vectors head size 0.06,18 filled linewidth \(isFront ? 1.8 : 1.2) linecolor rgb '\(shown)'"
        case .curve: "with lines linetype 1 linewidth \(isFront ? 2 : 1.3) linecolor rgb '\(shown)'"
        }
    }

    private func draw(_ index: Int, inFront: Bool, _ view: SphereView, shift: Double, into drawing: inout Drawing) {
        let item = items[index]
        let style = style(item.kind, colour: colour(index), isFront: inFront) + " notitle"
        switch item.kind {
        case .point:
            let shown = item.positions.filter { (view.depth($0) >= 0) == inFront }.map(view.project)
            drawing.add(shown.map { [$0.u + shift, $0.v] }, style)
        case .arrow:
            let shown = zip(item.positions, item.vectors).filter { tail, vector in
                // An arrow from the centre is where its tip is, one on the sphere where it stands.
                (view.depth(tail == .zero ? vector : tail) >= 0) == inFront
            }
            let rows = shown.map { tail, vector in
                let (start, span) = (view.project(tail), view.project(vector))
                return [start.u + shift, start.v, span.u, span.v]
            }
            drawing.add(rows, style)
        case .curve:
            let pieces = view.pieces(of: item.positions)
            let shown = (inFront ? pieces.front : pieces.back).filter { $0.count > 1 }
            drawing.add(shown.flatMap { piece in piece.map { [$0[0] + shift, $0[1]] } + [[]] }, style)
        }
    }

    /// The coloured disc.
    ///
    /// Outside it the image has undefined cells, which gnuplot leaves transparent.
    private func addImage(
        _ samples: [(u: Double, v: Double, point: SIMD3<Double>, value: Double)], shift: Double,
        into drawing: inout Drawing
    ) {
        let count = Surface.resolution
        var grid = [Double](repeating: .nan, count: count * count)
        func index(_ place: Double) -> Int { Int(((place + 1) / 2 * Double(count - 1)).rounded()) }
        for sample in samples { grid[index(sample.v) * count + index(sample.u)] = sample.value }
        let rows = (0..<count * count).map { cell -> [Double] in
            let place = { (number: Int) in 2 * Double(number) / Double(count - 1) - 1 }
            return [place(cell % count) + shift, place(cell / count), grid[cell]]
        }
        // TikZ has no images.
        guard drawing.canvas.format == .tikz else { return drawing.add(rows, "using 1:2:3 with image notitle") }
        // LaTeX has no room for them all: four are one where none of them is at the edge, with their mean.
        let reach = 1 / Double(count - 1)
        func cell(_ members: [[Double]], reach: Double) -> [Double] {
            let (u, v, value) = (mean(members, 0), mean(members, 1), mean(members, 2))
            return [u, v, u - reach, u + reach, v - reach, v + reach, value]
        }
        func mean(_ members: [[Double]], _ place: Int) -> Double {
            members.reduce(0) { $0 + $1[place] } / Double(members.count)
        }
        let cells = rows.indices.filter { $0 % count % 2 == 0 && $0 / count % 2 == 0 }.flatMap { corner -> [[Double]] in
            let isInside = corner % count + 1 < count && corner / count + 1 < count
            let block = isInside ? [corner, corner + 1, corner + count, corner + count + 1] : [corner]
            let members = block.map { rows[$0] }.filter { !$0[2].isNaN }
            return members.count == 4 ? [cell(members, reach: 2 * reach)] : members.map { cell([$0], reach: reach) }
        }
        drawing.add(cells, "using 1:2:3:4:5:6:7 with boxxyerror linecolor palette fillstyle solid 1 noborder notitle")
    }

    /// The ends of the axes, with their letters a little outside.
    private func addAxes(_ view: SphereView, shift: Double, into drawing: inout Drawing) {
        let axes: [(String, SIMD3<Double>)] = [("x", [1, 0, 0]), ("y", [0, 1, 0]), ("z", [0, 0, 1])]
        // On a coloured surface letters need a ground of their own.
        let ground = surface == nil || drawing.canvas.format == .tikz ? "" : " boxed"
        for (name, axis) in axes where view.depth(axis) >= -1e-9 {
            let (from, to) = (view.project(axis), view.project(axis * 1.12))
            drawing.blocks +=
                "set arrow from \(from.u + shift),\(from.v) to \(to.u + shift),\(to.v) nohead linewidth 1 linecolor rgb '#777777' front\n"
            let letter = view.project(axis * 1.19)
            drawing.blocks +=
                "set label '\(name)' at \(letter.u + shift),\(letter.v) center textcolor rgb '\(GnuplotStyle.ink)' front\(ground)\n"
        }
    }
}

/// The looks of the HTML page.
enum PageStyle {
    static let css = """
        :root { color-scheme: light; }
        html { background: #ffffff; color: #1b1b1b; font-size: 17px; line-height: 1.55; }
        body { max-width: 53em; margin: 0 auto; padding: 2.5em 1.2em 5em;
               font-family: Charter, "Bitstream Charter", Georgia, "DejaVu Serif", serif; overflow-wrap: break-word; }
        h1, h2, h3, h4 { font-family: "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; line-height: 1.25;
                         margin: 1.9em 0 0.6em; font-weight: 600; }
        h1 { font-size: 1.75em; margin-top: 0; }
        h2 { font-size: 1.3em; padding-bottom: 0.2em; border-bottom: 1px solid #dddddd; }
        h3 { font-size: 1.1em; }
        a { color: #0059a0; }
        p, ul, ol { margin: 0.8em 0; }
        blockquote { margin: 1em 0; padding: 0.1em 1em; border-left: 3px solid #c8c8c8; color: #444444; }
        code { font-family: "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.84em; }
        p code, li code, td code { background: #f2f3f5; padding: 0.1em 0.3em; border-radius: 3px; }
        pre { font-size: 0.73em; margin: 1.1em 0; padding: 0.9em 1.2em; overflow-x: auto; line-height: 1.42; border-radius: 4px; }
        pre code { font-size: 1em; }
        pre.sourceCode, div.sourceCode { background: #f5f6f8; }
        div.sourceCode { margin: 0.9em 0; border-radius: 4px; overflow-x: auto; }
        div.sourceCode > pre { margin: 0; }
        pre.sourceCode code > span { display: inline-block; min-height: 1em; }
        pre.sourceCode code > span > a:first-child { text-decoration: none; }
        pre.output { background: #ffffff; border-left: 3px solid #0072b2; border-radius: 0; padding: 0.25em 1.2em; }
        pre.error { background: #fdf1ee; border-left: 3px solid #c23616; border-radius: 0; color: #7a1c08;
                    white-space: pre-wrap; }
        figure { margin: 1.4em 0; text-align: center; }
        img { max-width: 100%; height: auto; }
        figcaption, table caption { font-size: 0.88em; color: #444444; margin: 0.4em auto 0; max-width: 40em; }
        table { border-collapse: collapse; margin: 1.3em auto; font-size: 0.92em; display: table;
                font-variant-numeric: tabular-nums; border-top: 1.5px solid #333333; border-bottom: 1.5px solid #333333; }
        table caption { caption-side: bottom; padding-top: 0.5em; }
        th { border-bottom: 1px solid #333333; font-weight: 600; }
        th, td { padding: 0.3em 0.9em; }
        math[display="block"] { margin: 1em 0; overflow-x: auto; overflow-y: hidden; }
        body > p:last-child { margin-top: 3em; font-size: 0.85em; color: #666666; }
        @media print { html { font-size: 11pt; } pre { white-space: pre-wrap; } figure, table { break-inside: avoid; } }

        """
}

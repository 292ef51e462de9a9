/// The looks of the HTML page, in light and dark.
enum PageStyle {
    static let css = """
        :root { color-scheme: light dark;
                --paper: #ffffff; --ink: #1b1b1b; --soft: #5a5a5a; --line: #dcdcdc; --rule: #333333; --link: #0059a0;
                --shade: #00000033; --code: #f5f6f8; --inline: #f0f1f3; --mark: #0072b2;
                --error: #7a1c08; --error-paper: #fdf1ee; --error-mark: #c23616;
                --keyword: #9b2393; --type: #0b5a73; --call: #2f5fb3; --number: #7a4b00; --string: #a11a1f;
                --comment: #5d6c79; --attribute: #6b5b00; }
        @media (prefers-color-scheme: dark) {
            :root { --paper: #17181b; --ink: #e4e4e6; --soft: #a6a8ad; --line: #3a3c42; --rule: #9a9ca2; --link: #7db7f0;
                    --shade: #ffffff40; --code: #212328; --inline: #2a2c32; --mark: #4aa3df;
                    --error: #ffb9a8; --error-paper: #35201c; --error-mark: #e0644a;
                    --keyword: #ff7ab2; --type: #6fd3e3; --call: #8ab4ff; --number: #e5c07b; --string: #ff8f80;
                    --comment: #93a1ad; --attribute: #d9c97c; }
        }
        html { background: var(--paper); color: var(--ink); font-size: 17px; line-height: 1.55; -webkit-text-size-adjust: 100%; }
        body { max-width: 53em; margin: 0 auto; padding: 2.5em 1.2em 5em;
               font-family: Charter, "Bitstream Charter", Georgia, "DejaVu Serif", serif; overflow-wrap: break-word; }
        h1, h2, h3, h4 { font-family: "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; line-height: 1.25;
                         margin: 1.9em 0 0.6em; font-weight: 600; }
        h1 { font-size: 1.75em; margin-top: 0; }
        h2 { font-size: 1.3em; padding-bottom: 0.2em; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1.1em; }
        a { color: var(--link); }
        p, ul, ol { margin: 0.8em 0; }
        blockquote { margin: 1em 0; padding: 0.1em 1em; border-left: 3px solid var(--line); color: var(--soft); }
        #contents { font-size: 0.92em; margin: 1.2em 0 1.6em; padding: 0.5em 1em; border: 1px solid var(--line); border-radius: 4px; }
        #contents ul { list-style: none; margin: 0.3em 0; padding-left: 0; }
        #contents ul ul ul { padding-left: 1.3em; }
        /* The title of the page is no entry of its own contents. */
        #contents details > ul > li:only-child > a { display: none; }
        #contents a { text-decoration: none; }
        #contents a:hover { text-decoration: underline; }
        summary { cursor: pointer; color: var(--soft); }
        details > summary { font-family: "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; font-size: 0.88em; }
        code { font-family: "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.84em; }
        p code, li code, td code, summary code { background: var(--inline); padding: 0.1em 0.3em; border-radius: 3px; }
        pre { font-size: 0.76em; margin: 1.1em 0; padding: 0.9em 1.2em; overflow-x: auto; line-height: 1.45; border-radius: 4px; }
        pre code { font-size: 1em; white-space: pre; overflow-wrap: normal; }
        /* A shadow at the right edge as long as there is more to the right. */
        pre.swift, pre.output, .wide, math[display="block"] { background:
            linear-gradient(to left, var(--ground) 50%, transparent) right / 2.5em 100% no-repeat local,
            linear-gradient(to left, var(--shade), transparent) right 1px top 1px / 0.8em calc(100% - 2px) no-repeat scroll,
            var(--ground); }
        pre.swift { --ground: var(--code); }
        pre.output, .wide, math[display="block"] { --ground: var(--paper); }
        pre.output { border-left: 3px solid var(--mark); border-radius: 0; padding: 0.25em 1.2em; }
        pre.error { background: var(--error-paper); border-left: 3px solid var(--error-mark); border-radius: 0; color: var(--error); }
        pre.error code { white-space: pre-wrap; overflow-wrap: anywhere; }
        .kw { color: var(--keyword); font-weight: 600; }
        .ty { color: var(--type); }
        .fn { color: var(--call); }
        .nu { color: var(--number); }
        .st { color: var(--string); }
        .ip { color: var(--keyword); }
        .re { color: var(--string); }
        .co { color: var(--comment); font-style: italic; }
        .at { color: var(--attribute); }
        .time { font-family: "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; font-size: 0.7em; color: var(--soft);
                text-align: right; margin: -0.9em 0 0; padding-right: 0.3em; line-height: 1.2; }
        figure { margin: 1.4em 0; text-align: center; }
        /* Figures are drawn for white paper. */
        img { max-width: 100%; height: auto; box-sizing: border-box; background: #ffffff; border-radius: 4px; }
        @media (prefers-color-scheme: dark) { figure img { padding: 0.4em; } }
        figcaption, table caption { font-size: 0.88em; color: var(--soft); margin: 0.4em auto 0; max-width: 40em; }
        .wide { overflow-x: auto; margin: 1.3em 0; }
        /* Collapsed borders vanish in some browsers where a table scrolls. */
        table { border-collapse: separate; border-spacing: 0; margin: 0 auto; font-size: 0.92em; overflow-wrap: normal;
                font-variant-numeric: tabular-nums; border-top: 1.5px solid var(--rule); border-bottom: 1.5px solid var(--rule); }
        table caption { caption-side: bottom; padding-top: 0.5em; }
        th { border-bottom: 1px solid var(--rule); font-weight: 600; }
        th, td { padding: 0.3em 0.9em; }
        td[style*="right"], td.numbers, .kept { white-space: nowrap; }
        /* Without such a font, digits are set in another face and exponents too high. */
        math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "DejaVu Math TeX Gyre", math, serif; }
        math[display="block"] { margin: 1em 0; overflow-x: auto; overflow-y: hidden; }
        /* Browsers know only the style, and pandoc writes the attribute. */
        mtd[columnalign="right"] { text-align: right; padding-right: 0; }
        mtd[columnalign="left"] { text-align: left; padding-left: 0; }
        body > p:last-child { margin-top: 3em; padding-top: 0.8em; border-top: 1px solid var(--line); font-size: 0.85em; color: var(--soft); }
        @media (max-width: 600px) {
            html { font-size: 16px; }
            body { padding: 1.4em 0.9em 3em; }
            pre { padding: 0.8em 0.8em; }
            th, td { padding: 0.3em 0.55em; }
            /* Under a table that scrolls its words stay in sight. */
            .wide caption { position: sticky; left: 0; margin-left: 0; max-width: calc(100vw - 2.4em); }
        }
        @media print {
            :root { color-scheme: light; }
            html { font-size: 11pt; } pre code { white-space: pre-wrap; } figure, table { break-inside: avoid; } #contents { display: none; }
        }

        """
}

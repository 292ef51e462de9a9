/// The commands of LaTeX that a figure can set by one character or one word.
enum MathSymbols {
    /// What a character is among its neighbours, which says how much room it gets.
    enum Role { case letter, upright, binary, relation, opening, closing, function }

    /// The character of a command, without its backslash.
    static let commands: [String: (text: String, role: Role)] = {
        var table: [String: (text: String, role: Role)] = [:]
        for (role, entries) in lists {
            for entry in entries.split(separator: " ") {
                let parts = entry.split(separator: "=", maxSplits: 1)
                table[String(parts[0])] = (String(parts[1]), role)
            }
        }
        for name in functions.split(separator: " ") { table[String(name)] = (String(name), .function) }
        return table
    }()

    private static let lists: [(Role, String)] = [
        (
            .letter,
            """
            alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ lambda=λ \
            mu=μ nu=ν xi=ξ pi=π rho=ρ varrho=ϱ sigma=σ varsigma=ς tau=τ upsilon=υ phi=ϕ varphi=φ chi=χ psi=ψ omega=ω
            """
        ),
        (
            .upright,
            """
            Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω hbar=ℏ ell=ℓ infty=∞ \
            partial=∂ nabla=∇ dagger=† ddagger=‡ prime=′ star=⋆ circ=∘ bullet=• degree=° emptyset=∅ forall=∀ exists=∃ \
            ldots=… dots=… cdots=⋯ Re=ℜ Im=ℑ sum=∑ prod=∏ int=∫ surd=√ vert=| Vert=‖ lvert=| rvert=| perp=⊥ top=⊤ neg=¬ \
            uparrow=↑ downarrow=↓ angle=∠
            """
        ),
        (
            .binary,
            """
            pm=± mp=∓ times=× cdot=· div=÷ ast=∗ otimes=⊗ oplus=⊕ cap=∩ cup=∪ wedge=∧ vee=∨ setminus=∖
            """
        ),
        (
            .relation,
            """
            le=≤ leq=≤ ge=≥ geq=≥ ne=≠ neq=≠ approx=≈ sim=∼ simeq=≃ equiv=≡ propto=∝ in=∈ notin=∉ subset=⊂ subseteq=⊆ \
            supset=⊃ to=→ rightarrow=→ leftarrow=← leftrightarrow=↔ mapsto=↦ Rightarrow=⇒ Leftarrow=⇐ ll=≪ gg=≫ mid=| \
            parallel=∥ lt=< gt=>
            """
        ),
        (.opening, "langle=⟨ lfloor=⌊ lceil=⌈ lbrace={ lbrack=["),
        (.closing, "rangle=⟩ rfloor=⌋ rceil=⌉ rbrace=} rbrack=]"),
    ]

    private static let functions =
        "sin cos tan cot arcsin arccos arctan sinh cosh tanh exp ln log max min sup inf lim det dim ker arg deg Pr"

    /// Marks that stand over what follows them, as combining characters.
    static let accents: [String: String] = [
        "hat": "\u{302}", "widehat": "\u{302}", "bar": "\u{304}", "overline": "\u{304}", "tilde": "\u{303}",
        "widetilde": "\u{303}", "vec": "\u{20D7}", "dot": "\u{307}", "ddot": "\u{308}",
    ]

    /// Commands whose argument is set in another type.
    static let faces: [String: MathNode.Face] = [
        "mathrm": .upright, "text": .upright, "textrm": .upright, "operatorname": .upright, "mathsf": .upright,
        "mathbf": .bold, "boldsymbol": .bold, "textbf": .bold, "mathit": .italic, "textit": .italic,
        "mathcal": .italic, "mathbb": .doubleStruck,
    ]

    /// Letters with a doubled stroke that have an old place of their own.
    static let doubleStruck: [Character: String] = [
        "C": "ℂ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ", "1": "𝟙",
    ]

    /// Room between neighbours; only what is wider than a hair counts.
    static let spaces: [String: String] = [
        ",": "\u{2009}", ":": "\u{2009}", ";": "\u{2009}", " ": " ", "quad": "\u{2003}", "qquad": "\u{2003}\u{2003}",
        "!": "",
    ]

    /// The command of a character, for LaTeX that does not know the character itself.
    static let commandOfCharacter: [Character: String] = {
        // \degree is no command of LaTeX itself.
        var table: [Character: String] = [
            "−": "-", "²": "^{2}", "³": "^{3}", "¹": "^{1}", "µ": "\\mu", "√": "\\surd", "°": "{}^{\\circ}",
        ]
        for digit in 0...9 {
            guard let scalar = Unicode.Scalar(0x2080 + UInt32(digit)) else { continue }
            table[Character(scalar)] = "_{\(digit)}"
        }
        // The shortest name of several, and the first of these, so that the table is the same in every run.
        for (name, entry) in commands.sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) {
            guard entry.role != .function, entry.text.count == 1, let character = entry.text.first,
                !character.isASCII, table[character] == nil
            else { continue }
            table[character] = "\\\(name)"
        }
        return table
    }()
}

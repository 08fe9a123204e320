// Formulas of Word (OMML; ECMA-376, 22.1) as TeX.

const LETTERS = {};
const pairs = (letters, names) => [...letters].forEach((letter, at) => (LETTERS[letter] = `\\${names.split(" ")[at]} `));
pairs("αβγδεζηθικλμνξπρστυφχψω", "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi chi psi omega");
pairs("ΓΔΘΛΞΠΣΦΨΩ", "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega");
pairs("×÷±∓≤≥≠≈∞→←∈∉⊂⊆∪∩∀∃∂∇∙⋅∑∏∫…°", "times div pm mp le ge ne approx infty to leftarrow in notin subset subseteq cup cap forall exists partial nabla cdot cdot sum prod int ldots circ");
const SPECIAL = { "\\": "\\backslash ", "{": "\\{", "}": "\\}", "$": "\\$", "%": "\\%", "&": "\\&", "#": "\\#", "_": "\\_", "^": "\\hat{}", "~": "\\sim ", "−": "-" };
const FUNCTIONS = new Set("sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln lg exp lim max min sup inf det".split(" "));
const BRACKETS = { "{": "\\{", "}": "\\}", "⟨": "\\langle", "⟩": "\\rangle", "⌈": "\\lceil", "⌉": "\\rceil", "⌊": "\\lfloor", "⌋": "\\rfloor", "‖": "\\|", "": "." };

const part = (element, name) => [...(element?.children ?? [])].find(({ localName }) => localName === name);
const parts = (element, name) => [...element.children].filter(({ localName }) => localName === name);
const said = (element, ...path) => {
  const found = path.reduce((inner, name) => part(inner, name), element);
  return found && ([...found.attributes].find(({ localName }) => localName === "val")?.value ?? "");
};
const row = (element) => [...(element?.children ?? [])].map(one).join("");
const group = (element, name) => `{${row(part(element, name)).trim()}}`;
const escaped = (text) => [...text.normalize("NFKC").replace(/[\u2061-\u2064\u200b\u2060]/g, "")].map((letter) => LETTERS[letter] ?? SPECIAL[letter] ?? letter).join("");
const matrix = (rows) => `\\begin{matrix}${rows.join(" \\\\ ")}\\end{matrix}`;

/** The TeX of an `m:oMath` or an `m:oMathPara`. */
export function tex(element) {
  const formulas = element.localName === "oMath" ? [element] : parts(element, "oMath");
  const lines = formulas.map((formula) => row(formula).replace(/\s+/g, " ").trim()).filter(Boolean);
  return lines.length < 2 ? lines.join("") : `\\begin{aligned}${lines.join(" \\\\ ")}\\end{aligned}`;
}

function one(element) {
  if (element.localName.endsWith("Pr")) return "";
  return (MAKERS[element.localName] ?? row)(element);
}

function run(element) {
  const text = parts(element, "t").map(({ textContent }) => textContent).join("");
  if (part(part(element, "rPr"), "nor")) return `\\text{${text.replace(/[{}\\$%&#_^~]/g, "")}}`;
  return FUNCTIONS.has(text.trim()) ? `\\${text.trim()} ` : escaped(text);
}

function scripts(element) {
  const low = part(element, "sub") ? `_${group(element, "sub")}` : "";
  const high = part(element, "sup") ? `^${group(element, "sup")}` : "";
  return element.localName === "sPre" ? `{}${low}${high}${group(element, "e")}` : `${group(element, "e")}${low}${high}`;
}

function big(element) {
  const [low, high] = ["sub", "sup"].map((name) => row(part(element, name)).trim());
  return `${escaped(said(element, "naryPr", "chr") || "∫").trim()}${low && `_{${low}}`}${high && `^{${high}}`} ${row(part(element, "e"))}`;
}

function brackets(element) {
  const sign = (name, usual) => {
    const shown = said(element, "dPr", name) ?? usual;
    return BRACKETS[shown] ?? shown;
  };
  return `\\left${sign("begChr", "(")} ${parts(element, "e").map((inner) => row(inner).trim()).join(` ${sign("sepChr", "|")} `)} \\right${sign("endChr", ")")}`;
}

const MAKERS = {
  r: run,
  f: (element) => {
    const [top, below] = [group(element, "num"), group(element, "den")];
    return said(element, "fPr", "type") === "lin" ? `${top}/${below}` : `\\frac${top}${below}`;
  },
  sSup: scripts,
  sSub: scripts,
  sSubSup: scripts,
  sPre: scripts,
  rad: (element) => {
    const degree = row(part(element, "deg")).trim();
    return `\\sqrt${degree && `[${degree}]`}${group(element, "e")}`;
  },
  nary: big,
  d: brackets,
  m: (element) => matrix(parts(element, "mr").map((line) => parts(line, "e").map((cell) => row(cell).trim()).join(" & "))),
  eqArr: (element) => matrix(parts(element, "e").map((line) => row(line).trim())),
  bar: (element) => `\\overline${group(element, "e")}`,
  acc: (element) => `\\${{ "\u0303": "tilde", "\u0304": "bar", "\u0305": "overline", "\u20d7": "vec", "\u0307": "dot", "\u0308": "ddot" }[said(element, "accPr", "chr")] ?? "hat"}${group(element, "e")}`,
  func: (element) => `${row(part(element, "fName")).trim()} ${group(element, "e")}`,
};

/** KaTeX as plain text: for screen readers, terminals and copies. Not a parser of TeX: it knows what nodes write. */

const SIGNS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  varsigma: 'ς',
  tau: 'τ',
  phi: 'ϕ',
  psi: 'ψ',
  omega: 'ω',
  Sigma: 'Σ',
  Phi: 'Φ',
  ell: 'ℓ',
  nabla: '∇',
  partial: '∂',
  sum: 'Σ',
  prod: 'Π',
  int: '∫',
  infty: '∞',
  varnothing: '∅',
  leftarrow: '←',
  sim: '~',
  mid: '|',
  propto: '∝',
  ge: '≥',
  le: '≤',
  approx: '≈',
  in: '∈',
  circ: '∘',
  cdot: '·',
  odot: '⊙',
  times: '×',
  dots: '…',
  top: 'ᵀ',
  sqrt: '√',
  ldots: '…',
  lfloor: '⌊',
  rfloor: '⌋',
  lVert: '‖',
  rVert: '‖',
  quad: ' ',
  qquad: ' ',
};
const MARKS: Readonly<Record<string, string>> = {
  hat: '\u0302',
  widehat: '\u0302',
  tilde: '\u0303',
  dot: '\u0307',
  bar: '\u0304',
  overline: '\u0304',
};
const RAISED: Readonly<Record<string, string>> = { '2': '²', '−1': '⁻¹', ᵀ: 'ᵀ', "'": '′' };

export function plainText(latex: string): string {
  return new Reader(latex)
    .all()
    .replace(/\s+/g, ' ')
    .replace(/ ([),\]])/g, '$1')
    .replace(/([([]) /g, '$1')
    .trim();
}
/** The same of a line, whose mathematics stands between dollar signs. */
export const plainLine = (text: string): string =>
  text
    .split('$')
    .map((part, i) => (i % 2 === 1 ? plainText(part) : part))
    .join('');

class Reader {
  private at = 0;
  constructor(private readonly s: string) {}

  all(): string {
    let out = '';
    while (this.at < this.s.length) out += this.one();
    return out;
  }
  /** The next group in braces, or the next sign. */
  private group(): string {
    while (this.s[this.at] === ' ') this.at++;
    if (this.s[this.at] !== '{') return this.one();
    let depth = 0;
    const from = this.at + 1;
    for (; this.at < this.s.length; this.at++) {
      if (this.s[this.at] === '{') depth++;
      else if (this.s[this.at] === '}' && --depth === 0) break;
    }
    return new Reader(this.s.slice(from, this.at++)).all();
  }
  private one(): string {
    const c = this.s[this.at++]!;
    switch (c) {
      case '\\':
        return this.command();
      case '_':
        return lowered(this.group());
      case '^':
        return raised(this.group());
      case '{':
        this.at--;
        return this.group();
      case '}':
        return '';
      case '+':
      case '=':
      case '-':
        return ` ${c === '-' ? '−' : c} `;
      case "'":
        return '′';
      default:
        return c;
    }
  }
  private command(): string {
    const name = /^[A-Za-z]+/.exec(this.s.slice(this.at))?.[0];
    if (name === undefined) {
      const sign = this.s[this.at++] ?? '';
      return sign === '|' ? '‖' : /[,;!: ]/.test(sign) ? (sign === '!' ? '' : ' ') : sign;
    }
    this.at += name.length;
    if (name in MARKS) return marked(this.group(), MARKS[name]!);
    switch (name) {
      case 'frac':
      case 'tfrac': {
        const [over, under] = [this.group(), this.group()];
        return /^[\p{L}\p{N}_.∂]+$/u.test(over) && /^[\p{L}\p{N}_.∂]+$/u.test(under) ? `${over}/${under}` : `(${over})/(${under})`;
      }
      case 'sqrt':
        return `√(${this.group()})`;
      case 'mathbb':
      case 'mathcal':
      case 'mathrm':
      case 'mathbf':
      case 'text':
      case 'operatorname':
      case 'underline':
        return this.group();
      case 'big':
      case 'Big':
      case 'textstyle':
      case 'displaystyle':
        return '';
      case 'log':
      case 'exp':
      case 'min':
      case 'max':
      case 'arg':
      case 'cos':
      case 'det':
        return ` ${name} `;
      default:
        return SPACED.has(name) ? ` ${SIGNS[name] ?? name} ` : (SIGNS[name] ?? name);
    }
  }
}
const SPACED: ReadonlySet<string> = new Set([
  'leftarrow',
  'sim',
  'mid',
  'propto',
  'ge',
  'le',
  'approx',
  'in',
  'circ',
  'cdot',
  'quad',
  'qquad',
]);

const marked = (inside: string, mark: string): string =>
  inside.length === 1 ? inside + mark : `${inside.slice(0, 1)}${mark}${inside.slice(1)}`;
/** One sign is set with an underscore; more of them in brackets. */
const lowered = (inside: string): string => {
  const text = inside.replace(/\s+/g, '');
  return text.length <= 1 ? `_${text}` : `_{${text}}`;
};
const raised = (inside: string): string => {
  const text = inside.trim().replace('− ', '−');
  return RAISED[text] ?? (text.length <= 1 ? `^${text}` : `^{${text}}`);
};

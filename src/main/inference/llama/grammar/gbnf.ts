/**
 * Rules of llama.cpp's grammar language while they are collected.
 * Source: https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md
 */
export class GrammarRules {
  readonly #rules = new Map<string, string>();

  /** Adds a rule and returns its name; the same rule again has the same name. */
  add(name: string, body: string): string {
    for (let count = 0; ; count++) {
      const free = count === 0 ? name : `${name}-${count}`;
      const known = this.#rules.get(free);
      if (known !== undefined && known !== body) continue;
      this.#rules.set(free, body);
      return free;
    }
  }

  /** A name for a rule whose body follows by `define`: for rules that hold themselves. */
  reserve(name: string): string {
    let free = name;
    for (let count = 1; this.#rules.has(free); count++) free = `${name}-${count}`;
    this.#rules.set(free, '');
    return free;
  }

  define(name: string, body: string): void {
    this.#rules.set(name, body);
  }

  /** The grammar, with this body for its root. */
  text(root: string): string {
    const rules = [...this.#rules].map(([name, body]) => `${name} ::= ${body}\n`);
    return `root ::= ${root}\n${rules.join('')}`;
  }
}

/** A text as it stands. */
export function literal(text: string): string {
  const escaped = text.replace(/["\\\n\r\t]/g, (character) => ESCAPES[character] ?? character);
  return `"${escaped}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

export function choice(bodies: readonly string[]): string {
  return bodies.length === 1 ? (bodies[0] ?? '') : `(${bodies.join(' | ')})`;
}

/** llama.cpp refuses to write out long repetitions; a shorter one still fits whatever allows a longer one. */
const MOST_REPETITIONS = 1000;

/** `body` at least and at most so often. @throws RangeError when it would have to be repeated too often */
export function repeat(body: string, least: number, most: number = Number.POSITIVE_INFINITY): string {
  if (least > MOST_REPETITIONS) {
    throw new RangeError(`at least ${least} repetitions are too many, ${MOST_REPETITIONS} can be asked for`);
  }
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? `${body}*` : `${body}{${least},}`;
  return `${body}{${least},${Math.min(most, MOST_REPETITIONS)}}`;
}

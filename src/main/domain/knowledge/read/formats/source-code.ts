import { BlockList } from '../block-list.ts';
import type { ReadResult } from '../read-result.ts';

/** The ends of names of files that hold code or settings. */
export const CODE_EXTENSIONS: ReadonlySet<string> = new Set(
  `.bash .bat .c .cc .cfg .clj .conf .cpp .cs .css .dart .diff .erl .ex .exs .fish .fs .go .gradle .graphql .groovy
  .h .hpp .hs .ini .java .jl .js .jsx .kt .kts .less .lua .m .mjs .ml .nix .patch .php .pl .proto .ps1 .py .r .rb .rs
  .scala .scss .sh .sql .svelte .swift .tex .tf .toml .ts .tsx .vb .vue .xml .yaml .yml .zig .zsh`.split(
    /\s+/,
  ),
);

/**
 * Code by its declarations: a block begins after an empty line with a line that is not indented, so that functions
 * and classes stay whole where they fit.
 */
export function readSourceCode(text: string): ReadResult {
  const list = new BlockList();
  let block: string[] = [];
  const endBlock = (): void => {
    const code = block.join('\n').replace(/^\n+|\s+$/g, '');
    block = [];
    if (code !== '') list.addAll([{ kind: 'code', text: code, page: null }]);
  };
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    if (block.at(-1)?.trim() === '' && /^[^\s})\]]/.test(line)) endBlock();
    block.push(line);
  }
  endBlock();
  return { title: null, pages: null, blocks: list.blocks, warnings: [] };
}

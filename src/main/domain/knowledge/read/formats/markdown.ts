import { lexer, type Token, type Tokens } from 'marked';
import type { Block } from '../block.ts';
import { tableText } from '../table-text.ts';
import { htmlBlocks } from './html.ts';

/** Markdown by its headings, paragraphs, lists, tables and code. */
export function markdownBlocks(text: string): Block[] {
  return lexer(withoutFrontMatter(text)).flatMap(toBlocks);
}

function toBlocks(token: Token): Block[] {
  switch (token.type) {
    case 'heading':
      return block('heading', plain(token as Tokens.Heading), (token as Tokens.Heading).depth);
    case 'paragraph':
    case 'text':
      return block('paragraph', plain(token as Tokens.Paragraph));
    case 'blockquote':
      return ((token as Tokens.Blockquote).tokens ?? []).flatMap(toBlocks);
    case 'code':
      return block('code', (token as Tokens.Code).text);
    case 'list':
      return block('list', listText(token as Tokens.List, ''));
    case 'table':
      return block('table', rowsText(token as Tokens.Table));
    case 'html':
      return htmlBlocks((token as Tokens.HTML).text).blocks;
    default:
      return [];
  }
}

function block(kind: Block['kind'], text: string, level?: number): Block[] {
  if (text.trim() === '') return [];
  return [{ kind, text: text.trim(), page: null, ...(level === undefined ? {} : { level }) }];
}

/** The words without their marks. */
function plain({ tokens, text }: { tokens?: Token[] | undefined; text: string }): string {
  if (tokens === undefined || tokens.length === 0) return text;
  return tokens
    .map((token) => {
      if (token.type === 'br') return '\n';
      if (token.type === 'html') return '';
      return 'text' in token ? plain(token as { tokens?: Token[]; text: string }) : '';
    })
    .join('');
}

function listText({ items, ordered, start }: Tokens.List, indent: string): string {
  return items
    .map((item, at) => {
      const mark = ordered ? `${Number(start || 1) + at}.` : '-';
      const lines = item.tokens.map((token) => {
        if (token.type === 'list') return `\n${listText(token as Tokens.List, `${indent}  `)}`;
        return token.type === 'space' ? '' : plain(token as Tokens.Text);
      });
      return `${indent}${mark} ${lines.join('')}`;
    })
    .join('\n');
}

function rowsText({ header, rows }: Tokens.Table): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => plain(cell)));
  return tableText(cells, header.some(({ text }) => text !== '') ? 'first-row' : 'none');
}

/** What some programs write before the text, for themselves. */
function withoutFrontMatter(text: string): string {
  return text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
}

import type { GenerateOptions, Tool } from '../../llm.ts';
import { CALL_END, CALL_START } from '../tool-text.ts';
import { choice, GrammarRules, literal, repeat } from './gbnf.ts';
import { SchemaGrammar } from './schema-grammar.ts';

const MOST_CALLS = 8;

/** The grammar that an answer must follow, or null where it may be any text. @throws EngineError `unsupported` */
export function answerGrammar(request: GenerateOptions): string | null {
  const rules = new GrammarRules();
  const tools = callableTools(request);
  const schema = request.jsonSchema;
  const json = schema === undefined ? null : new SchemaGrammar(rules, schema).body();
  if (tools.length === 0) return json === null ? null : rules.text(json);
  const call = choice(tools.map((tool) => rules.add('call', callBody(rules, tool))));
  const most = request.parallelToolCalls === false ? 1 : MOST_CALLS;
  const calls = `${call} ${repeat(`("\\n" ${call})`, 0, most - 1)}`;
  if (request.toolChoice === 'required' || typeof request.toolChoice === 'object') return rules.text(calls);
  return rules.text(
    `${json ?? textBeforeCall(rules)} | ${json === null ? `${textBeforeCall(rules)} ` : ''}${calls}`,
  );
}

/** The tools that this answer may call. */
export function callableTools({ tools = [], toolChoice = 'auto' }: GenerateOptions): readonly Tool[] {
  if (toolChoice === 'none') return [];
  return typeof toolChoice === 'object' ? tools.filter(({ name }) => name === toolChoice.name) : tools;
}

function callBody(rules: GrammarRules, { name, parameters }: Tool): string {
  const given = new SchemaGrammar(rules, parameters).body();
  const start = `${CALL_START}{"name": ${JSON.stringify(name)}, "arguments": `;
  return `${literal(start)} ${given} ${literal(`}${CALL_END}`)}`;
}

/**
 * Any text in which no call begins, character by character: each rule is what may follow when so much of the mark
 * has been written. After a `<`, whatever came before, a new mark may begin.
 */
function textBeforeCall(rules: GrammarRules): string {
  const mark = CALL_START.trimEnd();
  const stateName = (written: number) => `text-${written}`;
  for (let written = 0; written < mark.length; written++) {
    const next = mark.charAt(written);
    const others = written === 0 ? '[^<]' : `[^<${next}]`;
    const ways = [`${others} ${stateName(0)}`];
    if (written > 0) ways.push(`"<" ${stateName(1)}`);
    if (written + 1 < mark.length) ways.push(`${literal(next)} ${stateName(written + 1)}`);
    rules.define(stateName(written), `(${ways.join(' | ')})?`);
  }
  return stateName(0);
}

import type { SpecialTokens } from './test-tokenizer.ts';

/** How a family of models writes a conversation: its Jinja chat template and the special tokens in it. */
export type ChatFamily = { template: string; special: SpecialTokens };

/** How a template without a system role begins: the system's words wait, and stand before the user's next ones. */
const SYSTEM_WAITS = [
  `{{- bos_token -}}`,
  `{%- set ns = namespace(system='') -%}`,
  `{%- for message in messages -%}`,
  `{%- if message['role'] == 'system' -%}`,
  `{%- set ns.system = message['content'] + '\\n\\n' -%}`,
];

/** Written from each family's public description of its prompt format. */
export const CHAT_FAMILIES = {
  chatml: {
    template: [
      `{%- for message in messages -%}`,
      `{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' -}}`,
      `{%- endfor -%}`,
      `{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}`,
    ].join('\n'),
    special: { all: ['<|endoftext|>', '<|im_start|>', '<|im_end|>'], eos: '<|im_end|>' },
  },
  llama3: {
    template: [
      `{{- bos_token -}}`,
      `{%- for message in messages -%}`,
      `{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' -}}`,
      `{{- message['content'] | trim + '<|eot_id|>' -}}`,
      `{%- endfor -%}`,
      `{%- if add_generation_prompt -%}`,
      `{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' -}}`,
      `{%- endif -%}`,
    ].join('\n'),
    special: {
      all: ['<|begin_of_text|>', '<|end_of_text|>', '<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'],
      bos: '<|begin_of_text|>',
      eos: '<|eot_id|>',
    },
  },
  gemma: {
    template: [
      ...SYSTEM_WAITS,
      `{%- else -%}`,
      `{%- set role = 'model' if message['role'] == 'assistant' else 'user' -%}`,
      `{{- '<start_of_turn>' + role + '\\n' + ns.system + message['content'] | trim + '<end_of_turn>\\n' -}}`,
      `{%- set ns.system = '' -%}`,
      `{%- endif -%}`,
      `{%- endfor -%}`,
      `{%- if add_generation_prompt -%}{{- '<start_of_turn>model\\n' -}}{%- endif -%}`,
    ].join('\n'),
    special: {
      all: ['<pad>', '<eos>', '<bos>', '<start_of_turn>', '<end_of_turn>'],
      bos: '<bos>',
      eos: '<end_of_turn>',
    },
  },
  mistral: {
    template: [
      ...SYSTEM_WAITS,
      `{%- elif message['role'] == 'user' -%}`,
      `{{- '[INST] ' + ns.system + message['content'] + ' [/INST]' -}}`,
      `{%- set ns.system = '' -%}`,
      `{%- else -%}`,
      `{{- ' ' + message['content'] | trim + eos_token -}}`,
      `{%- endif -%}`,
      `{%- endfor -%}`,
    ].join('\n'),
    special: { all: ['<unk>', '<s>', '</s>', '[INST]', '[/INST]'], bos: '<s>', eos: '</s>' },
  },
} as const satisfies Record<string, ChatFamily>;

export type ChatFamilyName = keyof typeof CHAT_FAMILIES;

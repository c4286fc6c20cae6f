import type { Bot } from '../../../domain/bots/bot.ts';
import type { CharacterModel } from '../../../domain/models/character-models.ts';
import type { DialectServices } from '../../dialect.ts';
import type { Language } from '../messages/language.ts';

const WORDS = {
  zh: {
    base: (id: string) => `知识库 ${id} 尚不存在，暂不使用`,
    plugin: (id: string) => `插件 ${id} 尚不可用，已保留其名称`,
    noKey: (provider: string) => `未提供 ${provider} 的 API 密钥，由本地模型回答`,
    noAddress: (provider: string) => `未知的提供商 ${provider}：请提供 base_url；目前由本地模型回答`,
  },
  en: {
    base: (id: string) => `Knowledge base ${id} does not exist yet; it is not used`,
    plugin: (id: string) => `Plugin ${id} is not available yet; its name is kept`,
    noKey: (provider: string) => `There is no API key for ${provider}; the local model answers`,
    noAddress: (provider: string) =>
      `${provider} is not known: give a base_url; the local model answers until then`,
  },
} as const;

/** What a bot asks for and does not have. */
export async function warningsOf(
  { knowledgeBases }: DialectServices,
  { character, plugins }: Bot,
  { provider, isLocal, isRemote, isKnown }: CharacterModel,
  language: Language,
): Promise<string[]> {
  const words = WORDS[language];
  const { ownerId, knowledgeBaseIds } = character;
  const bases = new Set((await knowledgeBases.ofOwner(ownerId, knowledgeBaseIds)).map(({ id }) => id));
  const unanswered = !isLocal && !isRemote;
  return [
    ...knowledgeBaseIds.filter((id) => !bases.has(id)).map(words.base),
    ...plugins.map(words.plugin),
    ...(unanswered ? [isKnown ? words.noKey(provider) : words.noAddress(provider)] : []),
  ];
}

import type { KnowledgeDocument } from '../../../domain/knowledge/documents/document.ts';
import type { Language } from '../messages/language.ts';

/** Why documents cannot be read, by the code of it. */
const CHINESE: Readonly<Record<string, string>> = {
  empty: '文件为空',
  damaged: '文件已损坏，无法读取',
  encrypted: '文件已加密，请先去除密码',
  unsupported_type: '不支持此类文件',
  no_text: '文件中没有文字',
  too_large: '文件内容过多，请拆分后上传',
  timed_out: '读取时间过长，已放弃',
  missing: '文件已不存在，请重新上传',
  internal: '读取时发生错误，详情见服务器日志',
};

/** Why a document cannot be read, for programs and for people; null where it can. */
export function unreadableReason(
  error: KnowledgeDocument['error'],
  language: Language,
): { code: string; message: string } | null {
  if (error === null || language === 'en') return error;
  return { code: error.code, message: CHINESE[error.code] ?? '无法读取此文件' };
}

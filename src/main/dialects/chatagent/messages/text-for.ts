import type { Language } from './language.ts';

/** What this dialect says by itself, in its languages. */
export const TEXTS = {
  VALIDATION_ERROR: { zh: '请求参数验证失败', en: 'The request is not valid' },
  UNAUTHORIZED: { zh: '未授权访问', en: 'Signing in is needed' },
  FORBIDDEN: { zh: '禁止访问', en: 'This is not allowed' },
  NOT_FOUND: { zh: '资源不存在', en: 'There is no such thing' },
  METHOD_NOT_ALLOWED: { zh: '请求方法不被允许', en: 'This method is not taken here' },
  DUPLICATE_RESOURCE: { zh: '资源已存在', en: 'This exists already' },
  CONFLICT: { zh: '当前状态不允许此操作', en: 'This cannot be done now' },
  PAYLOAD_TOO_LARGE: { zh: '请求内容过大', en: 'The request is too large' },
  UPGRADE_REQUIRED: { zh: '需要使用 WebSocket 连接', en: 'This is a WebSocket' },
  UNSUPPORTED_MEDIA_TYPE: { zh: '不支持的内容类型', en: 'This type of content is not taken' },
  RATE_LIMIT_EXCEEDED: { zh: '请求频率超限', en: 'There were too many requests' },
  INTERNAL_ERROR: { zh: '服务器内部错误', en: 'Something went wrong inside the server' },
  SERVICE_UNAVAILABLE: { zh: '服务不可用', en: 'This is not available' },
  bot_started: { zh: '机器人启动成功', en: 'The bot was started' },
  bot_stopped: { zh: '机器人停止成功', en: 'The bot was stopped' },
  bot_deleted: { zh: '机器人删除成功', en: 'The bot was deleted' },
  conversation_deleted: { zh: '对话删除成功', en: 'The conversation was deleted' },
  knowledge_base_deleted: { zh: '知识库删除成功', en: 'The knowledge base was deleted' },
  document_deleted: { zh: '文档删除成功', en: 'The document was deleted' },
  document_unchanged: {
    zh: '该文档已存在，内容完全相同',
    en: 'This document was there already, byte for byte',
  },
  signed_out: { zh: '已退出登录', en: 'Signed out' },
} as const satisfies Record<string, Record<Language, string>>;

export type TextKey = keyof typeof TEXTS;

export function textFor(language: Language, key: TextKey): string {
  return TEXTS[key][language];
}

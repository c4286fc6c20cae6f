import type { Language } from './language.ts';

/** What a failed validation says of a value, as zod has it. */
export interface ValueIssue {
  /** zod's code, e.g. `too_small`. */
  keyword: string;
  /** zod's English words. */
  message: string;
  params: Readonly<Record<string, unknown>>;
}

const TYPES: Record<string, string> = {
  string: '字符串',
  number: '数字',
  int: '整数',
  boolean: '布尔值',
  array: '数组',
  object: '对象',
  record: '对象',
  null: '空值',
  date: '日期',
};
const FORMATS: Record<string, Record<Language, string>> = {
  email: { zh: '无效的邮箱格式', en: 'This is no email address' },
  url: { zh: '无效的网址格式', en: 'This is no web address' },
  datetime: { zh: '无效的时间格式，应为 ISO 8601', en: 'This is no time; write it as ISO 8601 has it' },
};

/** What is wrong with a value, and what would be right; null where only zod's own English words say it. */
export function issueReason({ keyword, message, params }: ValueIssue, language: Language): string | null {
  switch (keyword) {
    case 'invalid_type':
      return typeReason(params, message)[language];
    case 'too_small':
      return sizeReason('min', params)[language];
    case 'too_big':
      return sizeReason('max', params)[language];
    case 'invalid_format':
      return (FORMATS[String(params.format)] ?? { zh: '格式不正确', en: 'This has the wrong form' })[
        language
      ];
    case 'invalid_value': {
      const values = Array.isArray(params.values) ? params.values.map(String) : [];
      return { zh: `必须是以下值之一：${values.join('、')}`, en: `This must be one of ${values.join(', ')}` }[
        language
      ];
    }
    case 'unrecognized_keys': {
      const keys = Array.isArray(params.keys) ? params.keys.map(String) : [];
      return { zh: `包含未知字段：${keys.join('、')}`, en: `These are not known: ${keys.join(', ')}` }[
        language
      ];
    }
    case 'not_multiple_of':
      return { zh: `必须是 ${params.divisor} 的倍数`, en: `This must be a multiple of ${params.divisor}` }[
        language
      ];
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return { zh: '格式不正确', en: 'This has the wrong form' }[language];
    default:
      return null;
  }
}

function typeReason({ expected }: ValueIssue['params'], message: string): Record<Language, string> {
  if (/received undefined$/.test(message)) return { zh: '缺少必填字段', en: 'This is needed' };
  const type = TYPES[String(expected)];
  return {
    zh: type === undefined ? '类型不正确' : `类型不正确，应为${type}`,
    en: `This must be of type ${String(expected)}`,
  };
}

function sizeReason(side: 'min' | 'max', params: ValueIssue['params']): Record<Language, string> {
  const { origin } = params;
  const bound = Number(side === 'min' ? params.minimum : params.maximum);
  const [zhNot, enBound] = side === 'min' ? ['不能少于', 'at least'] : ['不能超过', 'at most'];
  if (origin === 'string') {
    if (side === 'min' && bound === 1) return { zh: '不能为空', en: 'This must not be empty' };
    return { zh: `长度${zhNot} ${bound} 个字符`, en: `This must have ${enBound} ${bound} characters` };
  }
  if (origin === 'array' || origin === 'set' || origin === 'map' || origin === 'object') {
    return { zh: `项数${zhNot} ${bound}`, en: `This must have ${enBound} ${bound} items` };
  }
  const open = params.inclusive === false;
  const zh = side === 'min' ? (open ? '必须大于' : '不能小于') : open ? '必须小于' : '不能大于';
  const en = open ? (side === 'min' ? 'more than' : 'less than') : enBound;
  return { zh: `${zh} ${bound}`, en: `This must be ${en} ${bound}` };
}

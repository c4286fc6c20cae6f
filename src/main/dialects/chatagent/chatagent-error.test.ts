import { expect, test } from 'vitest';
import { EngineError, type EngineErrorCode } from '../../inference/engine-error.ts';
import { toChatagentError } from './chatagent-error.ts';
import { failureOf } from './messages/failure-of.ts';

const HAN = /\p{Script=Han}/u;

test('what is nobody’s fault says nothing about its cause', () => {
  const failure = failureOf(new Error('cannot open /home/kim/diary.txt'));
  expect(failure.status).toBe(500);
  expect(toChatagentError(failure, 'req_1', 'zh')).toEqual({
    error: {
      code: 'INTERNAL_ERROR',
      message: '服务器内部错误',
      details: { reason: '服务器内部发生错误，详情见服务器日志' },
    },
    timestamp: expect.stringMatching(/Z$/),
    request_id: 'req_1',
  });
  expect(JSON.stringify(toChatagentError(failure, 'req_1', 'en'))).not.toContain('kim');
});

test.each([
  'model_invalid',
  'model_missing',
  'out_of_memory',
  'engine_crashed',
  'remote_failed',
  'voice_unknown',
  'context_exceeded',
  'unsupported',
  'failed',
] satisfies EngineErrorCode[])('an engine that fails with %s says so in both languages', (code) => {
  const failure = failureOf(new EngineError(code, 'The model is broken'));
  const zh = toChatagentError(failure, 'req_1', 'zh').error;
  expect(zh).toMatchObject({ code: 'SERVICE_UNAVAILABLE', message: '服务不可用', details: { cause: code } });
  expect(zh.details.reason).toMatch(HAN);
  expect(zh.details.reason).not.toBe('请求无法处理');
  const en = toChatagentError(failure, 'req_1', 'en').error;
  expect(en.details).toEqual({ cause: code, reason: 'The model is broken' });
});

import { EngineError } from '../engine-error.ts';

const LONGEST_REASON_CHARS = 300;
const LONGEST_BODY_BYTES = 16_384;

/** Why a server answered with something else than a stream. The key is blotted out, should the server repeat it. */
export async function refusal(response: Response, apiKey: string | undefined): Promise<EngineError> {
  const body = await firstBytes(response).catch(() => '');
  const words = reasonIn(body).slice(0, LONGEST_REASON_CHARS);
  const reason = apiKey ? words.replaceAll(apiKey, '…') : words;
  return new EngineError(
    'remote_failed',
    `The model server answered ${response.status}${reason ? `: ${reason}` : '.'}`,
  );
}

async function firstBytes(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > LONGEST_BODY_BYTES) break;
  }
  return text;
}

/** OpenAI writes `{error:{message}}`, others `{error}`, `{detail}` or `{message}`, and proxies a page of HTML. */
function reasonIn(body: string): string {
  try {
    const { error, detail, message } = JSON.parse(body) as Record<string, unknown>;
    const inner = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    const words = [inner, detail, message].find((value) => typeof value === 'string');
    return typeof words === 'string' ? words : '';
  } catch {
    return '';
  }
}

/**
 * The `data` of each server-sent event in a body. Comments, other fields and empty events are left out.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* sseData(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let open = '';
  let data: string[] = [];
  for await (const bytes of body) {
    open += decoder.decode(bytes, { stream: true });
    // A CR at the very end may be the first half of a CRLF.
    const lines = open.split(/\r\n|\n|\r(?!$)/);
    open = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      if (line !== '' || data.length === 0) continue;
      yield data.join('\n');
      data = [];
    }
  }
  if (open.startsWith('data:')) data.push(open.slice(open.startsWith('data: ') ? 6 : 5).trimEnd());
  // Some servers end the last event without an empty line.
  if (data.length > 0) yield data.join('\n');
}

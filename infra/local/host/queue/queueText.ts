import type { TypedData } from '../app/typedData.ts';

type Encoding = 'base64' | 'none';

/** What a handler gets from the text of a message; undefined when the text is not in the queue's encoding. */
export function decodeQueueText(text: string, encoding: Encoding): TypedData | undefined {
  if (encoding === 'none') return { string: text };
  const compact = text.replace(/\s/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return undefined;
  const bytes = Buffer.from(compact, 'base64');
  const decoded = bytes.toString('utf8');
  return Buffer.from(decoded, 'utf8').equals(bytes) ? { string: decoded } : { bytes };
}

export function encodeQueueText(content: string | Buffer, encoding: Encoding): string {
  return encoding === 'base64' ? Buffer.from(content).toString('base64') : content.toString();
}

/** The messages that one output value becomes: an array gives one each, also when it comes as JSON text. */
export function queueMessagesOf(data: TypedData): (string | Buffer)[] {
  if (data.bytes) return [Buffer.from(data.bytes)];
  const text = data.json ?? data.string ?? String(data.int ?? data.double ?? '');
  const items = arrayOf(text);
  return items ? items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))) : [text];
}

function arrayOf(text: string): unknown[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** One line of what happens; `app` lines are the app's own, passed through as they are. */
export type HostLogEntry = {
  level: 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';
  source: 'host' | 'app';
  message: string;
  functionName?: string;
};

export type HostLog = (entry: HostLogEntry) => void;

const framesShown = 8;

/**
 * Describes an error without its message: name, code and stack frames.
 * Messages of user code may hold addresses and names, and those must not reach a log.
 */
export function describeError(error: unknown): string {
  const frames = framesOf(error).slice(0, framesShown);
  return [nameError(error), ...frames].join('\n    ');
}

/** The name of an error, with its code or HTTP status where it has one. */
export function nameError(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const code = 'code' in error ? error.code : undefined;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  const marks = [code, status].filter((mark) => typeof mark === 'string' || typeof mark === 'number');
  return marks.length > 0 ? `${error.name} (${marks.join(', ')})` : error.name;
}

function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const { message, stack } = error;
  // The message is cut out first: a line of it may look like a frame.
  const at = message === '' ? -1 : stack.indexOf(message);
  const afterMessage = at === -1 ? stack : stack.slice(at + message.length);
  return afterMessage
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}

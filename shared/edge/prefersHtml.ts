/**
 * Whether an `Accept` header asks for a page: names text/html, and not after JSON. A bare star, as programs
 * send it, is no wish for a page.
 */
export function prefersHtml(accept: string | null): boolean {
  const weights = new Map((accept ?? '').toLowerCase().split(',').map(weighed));
  const html = weights.get('text/html') ?? 0;
  return html > 0 && html >= (weights.get('application/json') ?? 0);
}

function weighed(range: string): [type: string, weight: number] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return [type, quality ? Number(quality.slice(2)) : 1];
}

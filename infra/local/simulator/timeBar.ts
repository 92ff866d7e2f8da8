const offered = [
  ['PT1H', '+1 h'],
  ['P1D', '+1 day'],
  ['P3D', '+3 days'],
  ['P30D', '+30 days'],
] as const;

/** The answer with a bar at the end of its page that moves the time of the environment; other answers as they are. */
export async function withTimeBar(answer: Response, clockUrl: string, now: Date): Promise<Response> {
  if (!answer.headers.get('content-type')?.startsWith('text/html')) return answer;
  const text = await answer.text();
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  const bar = timeBar(clockUrl, now);
  return new Response(
    text.replace(/<\/body>/, () => `${bar}</body>`),
    { status: answer.status, headers },
  );
}

function timeBar(clockUrl: string, now: Date): string {
  const buttons = offered.map(
    ([advance, label]) => `<button class="secondary" name="advance" value="${advance}">${label}</button>`,
  );
  return `<form method="post" action="${clockUrl}" aria-label="Time of the local environment"
    style="display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;padding:.5rem 1rem;background:Canvas;border:1px solid GrayText">
    <span>${now.toISOString().slice(0, 16).replace('T', ' ')} UTC</span> ${buttons.join(' ')}</form>`;
}

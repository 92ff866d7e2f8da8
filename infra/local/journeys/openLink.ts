import { waitFor } from './waitFor.ts';

/** As a browser asks for a page. */
const asBrowser = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
};

/** The page behind a link in a mail, as a person sees it. */
export async function readPage(link: string): Promise<string> {
  return (await fetch(link, { headers: asBrowser })).text();
}

/** Acts like a person who opens a link and goes on to Microsoft, waiting where a page says so; answers where that is. */
export async function goOnFrom(link: string): Promise<string> {
  const [, way = ''] = /href="([^"]*\/go\?view=[^"]+)"/.exec(await readPage(link)) ?? [];
  return waitFor('the way on to Microsoft', async () => {
    const { headers } = await fetch(new URL(way, link), { headers: asBrowser, redirect: 'manual' });
    return headers.get('location') ?? undefined;
  });
}

/** Acts like a person who presses the button of one form on a page; answers the page that follows. */
export async function answerOn(page: string, answer: string): Promise<Response> {
  const html = await readPage(page);
  const form = new RegExp(`action="([^"]*\\b${answer})"><input type="hidden" name="view" value="([^"]+)">`);
  const [, action = answer, view = ''] = form.exec(html) ?? [];
  const body = new URLSearchParams({ view });
  return fetch(new URL(action, page), { method: 'POST', headers: asBrowser, body });
}

import type { HttpRequest } from '@azure/functions';

/**
 * Programs that open links which nobody clicked: previews of chats and mail programs, scanners of mails, crawlers.
 * Their names are third party, and the list can't be whole; that is why an opening counts only with a value that our
 * page carried.
 */
const robots =
  /bot\b|bot[/;]|crawl|spider|slurp|preview|scanner|facebookexternalhit|whatsapp|telegram|slack|discord|twitter|linkedin|skype|pinterest|embedly|mimecast|proofpoint|barracuda|safelinks|safe links|trendmicro|symantec|forcepoint|cisco|sophos|fortinet|urldefense|ms-office|microsoft office|google-safety|phishtank|virustotal|urlscan|lighthouse|monitor/i;

/** Whether a request looks like a person's own click: no look ahead, no robot, no frame or picture of a page. */
export function isPerson({ method, headers }: Pick<HttpRequest, 'method' | 'headers'>): boolean {
  if (method === 'HEAD') return false;
  const agent = headers.get('user-agent') ?? '';
  if (agent.trim() === '' || robots.test(agent)) return false;
  const purpose = [headers.get('purpose'), headers.get('sec-purpose'), headers.get('x-moz')].join(' ');
  if (/prefetch|prerender|preview/i.test(purpose)) return false;
  // Browsers say what a request is for (documented: Fetch Metadata); programs mostly say nothing.
  const destination = headers.get('sec-fetch-dest');
  return destination === null || destination === 'document' || destination === 'empty';
}

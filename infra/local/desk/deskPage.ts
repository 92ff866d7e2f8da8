import { html } from 'hono/html';
import { page, type Markup } from '../simulator/page.ts';

/** Where the desk's pages lead, and where its API is. */
export type DeskPlaces = {
  readonly apiUrl: string;
  readonly inboxUrl: string;
  readonly adminCenterUrl: string;
  /** Address of a token for curl. */
  readonly tokenUrl: string;
};

/** A whole page of the desk; `apiPath` is the call that shows the same in a terminal. */
export function deskPage(
  title: string,
  body: Markup,
  { places, apiPath }: { places: DeskPlaces; apiPath: string },
): string {
  const { apiUrl, inboxUrl, adminCenterUrl } = places;
  return page(title, html`${body}${footer(places, apiPath)}`, {
    simulatorName: 'Agent’s desk',
    tag: 'local tool',
    navigation: [
      { href: '/desk', label: 'Customers' },
      { href: inboxUrl, label: 'Inbox' },
      { href: adminCenterUrl, label: 'Admin center' },
      { href: `${apiUrl}/api/v1/openapi.json`, label: 'API' },
    ],
  });
}

function footer({ apiUrl, tokenUrl }: DeskPlaces, apiPath: string): Markup {
  const commands = `TOKEN=$(curl -s "${tokenUrl}")\ncurl -H "Authorization: Bearer $TOKEN" "${apiUrl}/api/v1${apiPath}"`;
  return html`<footer>
    <h2>About this page</h2>
    <p class="quiet">
      This is a tool of the local environment, not a part of what is deployed. It calls the API as a demo
      agent with the role AdminAgent. The same in a terminal:
    </p>
    <pre tabindex="0" role="region" aria-label="Commands for a terminal">${commands}</pre>
  </footer>`;
}

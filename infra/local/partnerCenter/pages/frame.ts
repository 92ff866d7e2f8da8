import { html } from 'hono/html';
import { page, type Markup } from '../../simulator/page.ts';

/** A page of the simulated service; `part` names what of Microsoft’s it stands in for. */
export function frame(part: string, title: string, body: Markup): string {
  return page(
    title,
    html`<p class="notice">
        <strong>This is a simulator.</strong> It stands in for ${part} on this computer. What you do here
        stays here: no agreement is made and nothing reaches Microsoft.
      </p>
      <h1>${title}</h1>
      ${body}`,
    { simulatorName: 'Partner Center', navigation: [{ href: '/', label: 'Overview' }] },
  );
}

/** A line of text that assistive technology reads out at once. */
export function alert(text: string): Markup {
  return html`<p class="notice" role="alert">${text}</p>`;
}

/** In words, UTC. */
export function when(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { Done } from './actions.ts';

/** What to tell a person after an action. Undefined for anything that is none. */
export function doneMessage(done: string | undefined, inboxUrl: string): Markup | undefined {
  const inbox = html`<a href="${inboxUrl}">inbox</a>`;
  const messages: Record<Done, Markup> = {
    invited: html`The customer is invited. The mail arrives in the ${inbox} in a moment.`,
    linkMade: 'The invitation is ready. Send its link to the customer.',
    resent: html`The mail goes out once more. It arrives in the ${inbox} in a moment.`,
    cancelled: 'The invitation is cancelled.',
    checked: 'Microsoft has just been asked. This is what is known now.',
    checkRequested: 'The check is under way. Load this page again in a moment.',
  };
  return Object.entries(messages).find(([name]) => name === done)?.[1];
}

import { setTimeout as sleep } from 'node:timers/promises';
import { customer, invited, type LinkContent } from './apiShapes.ts';
import type { DeskApi } from './deskApi.ts';
import { invitationRequest, readDraft } from './inviteForm.ts';

/** What an agent can do to a customer, by the last part of the form's address. */
export const actions = ['invitations', 'resend', 'cancel', 'checks'] as const;
export type Action = (typeof actions)[number];

/** How an action ended. */
export type Done = 'invited' | 'linkMade' | 'resent' | 'cancelled' | 'checked' | 'checkRequested';

export type Order = {
  readonly action: Action;
  readonly customerTenantId: string;
  readonly form: URLSearchParams;
  readonly idempotencyKey: string;
};

/** `content` is what to send by hand for the invitation with this id. */
export type Outcome = {
  readonly done: Done;
  readonly invitationId?: string | undefined;
  readonly content?: LinkContent | null;
};

const patienceMs = 5000;
const pauseMs = 200;

/** Does what a form asks for. @throws {ApiProblem} */
export async function carryOut(api: DeskApi, order: Order): Promise<Outcome> {
  const { action, customerTenantId, form, idempotencyKey } = order;
  const invitation = `/invitations/${encodeURIComponent(form.get('invitationId') ?? '')}`;
  switch (action) {
    case 'invitations': {
      const body = invitationRequest(readDraft(form));
      const path = `/customers/${customerTenantId}/invitations`;
      const { invitation: made, content } = await api.post(path, invited, { body, idempotencyKey });
      return { done: content ? 'linkMade' : 'invited', invitationId: made?.id, content };
    }
    case 'resend':
      await api.post(`${invitation}/resend`, customer, { idempotencyKey });
      return { done: 'resent' };
    case 'cancel':
      await api.post(`${invitation}/cancel`, customer, { idempotencyKey });
      return { done: 'cancelled' };
    case 'checks':
      return { done: await check(api, order) };
  }
}

// Without scripts a page cannot wait for the answer, so the desk does, for as long as a person would.
async function check(api: DeskApi, { customerTenantId, idempotencyKey }: Order): Promise<Done> {
  const path = `/customers/${customerTenantId}`;
  const lastCheckedAt = async () => (await api.get(path, customer)).check.lastCheckedAt;
  const before = await lastCheckedAt();
  await api.post(`${path}/checks`, customer, { idempotencyKey });
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    if ((await lastCheckedAt()) !== before) return 'checked';
    await sleep(pauseMs);
  }
  return 'checkRequested';
}

import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Markup } from '../../simulator/page.ts';
import type { SimulatorEnv } from '../../simulator/simulator.ts';
import { attestationState, type Attestation } from '../agreements/attestation.ts';
import { acceptAttestation } from '../agreements/attestations.ts';
import type { State } from '../state.ts';
import { offeredLanguage } from '../agreements/templateLanguages.ts';
import { alert, frame, when } from './frame.ts';

const part = 'Microsoft’s page for accepting the Microsoft Customer Agreement';

/**
 * The page a signatory accepts on, without sign-in: any holder of the link can accept (third party).
 * Opening it changes nothing; only the form's POST accepts.
 */
export function hostedAgreement(state: State): Hono<SimulatorEnv> {
  const find = (id: string | undefined): Attestation | undefined =>
    state.attestations.get((id ?? '').toLowerCase());
  const show = (attestation: Attestation | undefined): { text: string; status: 200 | 404 | 410 } => {
    if (!attestation) {
      const body = html`<p>This link belongs to no attestation. Ask the sender for a new one.</p>`;
      return { text: frame(part, 'Page not found', body), status: 404 };
    }
    const now = attestationState(attestation, state.clock());
    const text = frame(
      part,
      'Microsoft Customer Agreement',
      html`${details(attestation)}${next[now](attestation)}`,
    );
    return { text, status: now === 'expired' ? 410 : 200 };
  };
  const app = new Hono<SimulatorEnv>();
  for (const path of ['/mca/', '/mca']) {
    app.get(path, (c) => {
      const { text, status } = show(find(c.req.query('attestationid')));
      return c.html(text, status);
    });
    app.post(path, (c) => {
      const attestation = find(c.req.query('attestationid'));
      if (!attestation) return c.html(show(undefined).text, 404);
      acceptAttestation(state, attestation);
      return c.redirect(`/mca/?attestationid=${attestation.id}`, 303);
    });
  }
  return app;
}

function details({ signatory, companyName, country, language }: Attestation): Markup {
  return html`<dl class="card">
    <dt>Signatory</dt>
    <dd>${signatory.firstName} ${signatory.lastName}</dd>
    <dt>E-mail address</dt>
    <dd>${signatory.email}</dd>
    <dt>Company</dt>
    <dd>${companyName}</dd>
    <dt>Country</dt>
    <dd>${country}</dd>
    <dt>Language of the agreement</dt>
    <dd>${offeredLanguage(country, language)}</dd>
  </dl>`;
}

const next = {
  pending: ({ id, companyName, expiresAt }: Attestation): Markup =>
    html`<h2>The agreement</h2>
      <p class="card">
        Here the real page shows the Microsoft Customer Agreement for the country and language above.
      </p>
      <form method="post" action="/mca/?attestationid=${id}">
        <p>By accepting you agree to the Microsoft Customer Agreement for ${companyName}.</p>
        <p class="quiet">You can accept until ${when(expiresAt)}.</p>
        <p class="actions"><button type="submit">Accept</button></p>
      </form>`,
  accepted: ({ acceptedAt }: Attestation): Markup =>
    html`<p role="status">
      <span class="badge good">Accepted</span> The agreement was accepted on ${when(acceptedAt ?? '')}. You
      can close this page.
    </p>`,
  expired: ({ expiresAt }: Attestation): Markup =>
    html`${alert('This link has expired.')}
      <p>It could be used until ${when(expiresAt)}. Ask the sender for a new one.</p>`,
};

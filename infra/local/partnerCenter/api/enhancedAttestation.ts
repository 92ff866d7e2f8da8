import { Hono } from 'hono';
import { only } from '../access.ts';
import type { ApiEnv } from '../apiEnv.ts';
import { createAttestation } from '../agreements/attestations.ts';
import { readJson } from '../body.ts';
import {
  attestationsPath,
  attestationWire,
  parseAttestation,
} from '../agreements/enhancedAttestationWire.ts';
import { badInput, refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { isTemplateCountry } from '../agreements/templateLanguages.ts';

/** Creating an attestation and reading its state: application tokens only (documented). */
export function enhancedAttestation(state: State): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .post(attestationsPath, only('app'), async (c) => {
      const order = parseAttestation(await readJson(c));
      if (!isTemplateCountry(order.country))
        throw badInput(`The country '${order.country}' is not supported.`);
      const attestation = createAttestation(state, order);
      return c.json(attestationWire(attestation, state.clock()), 201);
    })
    .get(`${attestationsPath}/:id`, only('app'), (c) => {
      const attestation = state.attestations.get(c.req.param('id').toLowerCase());
      if (!attestation) throw refusal(404, 1000, 'The attestation was not found.');
      return c.json(attestationWire(attestation, state.clock()));
    });
}

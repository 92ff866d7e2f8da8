import { Hono } from 'hono';
import { html } from 'hono/html';
import type { SimulatorEnv } from '../../simulator/simulator.ts';
import { docx } from '../agreements/docx.ts';
import type { DocumentLink, State } from '../state.ts';
import { frame } from './frame.ts';

const part = 'Microsoft’s agreement documents';

/** The short-lived links to the agreement's text: a page to read and a Word file to keep. */
export function documents(state: State): Hono<SimulatorEnv> {
  const open = (token: string): DocumentLink | undefined => {
    const link = state.documents.get(token);
    return link && link.expiresAt > state.clock() ? link : undefined;
  };
  const gone = frame(
    part,
    'This link has expired',
    html`<p>Document links work for five minutes. Ask Partner Center for a new one.</p>`,
  );
  return new Hono<SimulatorEnv>()
    .get('/agreementdocuments/:token/view', (c) => {
      const link = open(c.req.param('token'));
      if (!link) return c.html(gone, 410);
      return c.html(
        frame(
          part,
          'Microsoft Customer Agreement',
          html`${paragraphs(link).map((text) => html`<p>${text}</p>`)}`,
        ),
      );
    })
    .get('/agreementdocuments/:token/agreement.docx', (c) => {
      const link = open(c.req.param('token'));
      if (!link) return c.html(gone, 410);
      const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
      const disposition = `attachment; filename="MicrosoftCustomerAgreement.${link.country}.${link.language}.docx"`;
      return c.body(new Uint8Array(docx(paragraphs(link))), 200, {
        'content-type': type,
        'content-disposition': disposition,
      });
    });
}

function paragraphs({ country, language }: DocumentLink): string[] {
  return [
    'Simulated document',
    `Here the real service shows the Microsoft Customer Agreement for ${country} in ${language}.`,
    'The text itself belongs to Microsoft and is not part of this simulator.',
  ];
}

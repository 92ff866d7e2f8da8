import { describe, expect, it } from 'vitest';
import {
  findAgreementTemplate,
  readAgreementTemplate,
} from '../../../../shared/workflows/attestations/findAgreementTemplate.ts';
import { createWorld, type World } from '../../../fakes/world.ts';

/** A world whose Partner Center gives the document in one language, whatever it is asked for. */
function worldGiving(given: string): { world: World; asked: unknown[] } {
  const world = createWorld();
  const asked: unknown[] = [];
  const partnerCenter: World['partnerCenter'] = {
    ...world.partnerCenter,
    templateDocument: async (templateId, wanted) => {
      asked.push({ templateId, ...wanted });
      return {
        displayUrl: 'https://a.example/',
        downloadUrl: 'https://b.example/',
        country: wanted.country,
        language: given,
      };
    },
  };
  return { world: { ...world, partnerCenter }, asked };
}

describe('findAgreementTemplate', () => {
  it('asks in the spelling of the offered list and tells when the links end', async () => {
    const { world, asked } = worldGiving('de-DE');
    const found = await findAgreementTemplate(world, { country: 'AT', language: 'DE' });
    expect(asked).toEqual([{ templateId: 'the template', country: 'AT', language: 'de-DE' }]);
    expect(found).toMatchObject({
      requestedLanguage: 'DE',
      languageFallback: false,
      offeredLanguages: ['en-US', 'de-DE'],
    });
    expect(found.expiresAt.getTime() - world.clock.now().getTime()).toBe(300_000);
  });

  it('says that Microsoft fell back, also where our list says it would not', async () => {
    const { world } = worldGiving('en-US');
    expect(await findAgreementTemplate(world, { country: 'DE', language: 'de-DE' })).toMatchObject({
      requestedLanguage: 'de-DE',
      languageFallback: true,
      document: { language: 'en-US' },
    });
  });

  it('asks Microsoft nothing for a country without an agreement', async () => {
    const { world, asked } = worldGiving('en-US');
    await expect(findAgreementTemplate(world, { country: 'CN', language: null })).rejects.toMatchObject({
      code: 'COUNTRY_NOT_OFFERED',
    });
    expect(asked).toEqual([]);
  });

  it('leads an indirect reseller to its provider before anything is asked', async () => {
    const { world, asked } = worldGiving('en-US');
    const needs = { ...world, policy: { ...world.policy, partnerType: 'indirectReseller' as const } };
    const code = { code: 'RESELLER_CANNOT_ATTEST' };
    await expect(findAgreementTemplate(needs, { country: 'US', language: null })).rejects.toMatchObject(code);
    await expect(readAgreementTemplate(needs)).rejects.toMatchObject(code);
    expect(asked).toEqual([]);
  });
});

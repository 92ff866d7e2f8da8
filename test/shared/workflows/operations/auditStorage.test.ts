import { expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import type { AuditProgress, StorageAudit } from '../../../../shared/workflows/ports/auditPorts.ts';
import { auditStorage } from '../../../../shared/workflows/operations/auditStorage.ts';
import { createWorld } from '../../../fakes/world.ts';

it('begins with the share that failed when storage answers again', async () => {
  const asked: string[] = [];
  const state: { progress: AuditProgress | undefined; isAway: boolean } = {
    progress: undefined,
    isAway: true,
  };
  const storageAudit: StorageAudit = {
    async share(part) {
      asked.push(part);
      if (part === 'listings' && state.isAway) throw new AgreementError('STORAGE_UNAVAILABLE', 'x');
      return { position: null, looked: 1, mended: [] };
    },
    progress: async () => state.progress,
    save: async (progress) => void (state.progress = progress),
  };
  const run = () => auditStorage({ ...createWorld(), storageAudit });
  await expect(run()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  state.isAway = false;
  expect(await run()).toMatchObject({ looked: 5, part: 'orders' });
  expect(asked).toEqual(['records', 'schedule', 'listings', 'listings', 'names', 'orders']);
});

import type { Config } from '../config.ts';
import type { Clock } from '../workflows/ports/ports.ts';
import { identityOf } from './identity.ts';
import { signingKeysOf } from './signingKeys.ts';
import { trace } from './telemetry.ts';

export async function createStorage(config: Config, clock: Clock) {
  const [storage, { createAtRest }, { createByteBox }, { createSigner }] = await Promise.all([
    import('../adapters/storage/storage.ts'),
    import('../adapters/storage/kit/atRest.ts'),
    import('../adapters/signing/byteBox.ts'),
    import('../adapters/signing/keys.ts'),
  ]);
  const recipients = createSigner(signingKeysOf(config, clock), 'recipients of mails');
  const options = {
    atRest: createAtRest(createByteBox(signingKeysOf(config, clock), 'texts at rest')),
    digest: (text: string) => recipients.sign(Buffer.from(text)).toString('hex'),
    callsPerMinute: config.PARTNER_CENTER_CALLS_PER_MINUTE,
    mailQuota: { perMinute: config.MAIL_PER_MINUTE, perHour: config.MAIL_PER_HOUR },
    trace,
  };
  if (config.DataStorage) return storage.createStorage(config.DataStorage, clock, options);
  const {
    DataStorage__tableServiceUri: tableServiceUri = '',
    DataStorage__queueServiceUri: queueServiceUri = '',
  } = config;
  return storage.createStorage(
    { tableServiceUri, queueServiceUri, credential: await identityOf(config) },
    clock,
    options,
  );
}

import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import type { SecretName, Secrets } from '../../workflows/ports/partnerCenterPorts.ts';

const kept = z.record(
  z.string(),
  z.object({ value: z.string(), updatedAt: z.coerce.date(), expiresAt: z.coerce.date() }),
);
type Kept = z.infer<typeof kept>;

/**
 * Secrets in a file that only its owner may read, for local work, where there is no vault. Others may write
 * it meanwhile, so it is read each time; what it does not hold comes from the settings.
 */
export function createFileSecrets(
  path: string,
  given: Readonly<Partial<Record<SecretName, string | undefined>>>,
  clock: Clock,
): Secrets {
  let writing: Promise<unknown> = Promise.resolve();
  const write = async (name: SecretName, value: string, expiresAt: Date): Promise<void> => {
    const all = { ...(await readAll(path)), [name]: { value, updatedAt: clock.now(), expiresAt } };
    // Whole or not at all: a reader never meets half a file.
    const draft = `${path}.${randomUUID()}`;
    try {
      await writeFile(draft, JSON.stringify(all), { mode: 0o600 });
      await rename(draft, path);
    } catch (cause) {
      throw unavailable('cannot be written', cause);
    }
  };
  return {
    async read(name) {
      const value = (await readAll(path))[name]?.value ?? given[name];
      if (value !== undefined) return value;
      throw new AgreementError('SECRETS_UNAVAILABLE', `Neither SECRETS_FILE nor a setting holds ${name}.`);
    },
    write(name, value, { expiresAt }) {
      const mine = writing.then(() => write(name, value, expiresAt));
      writing = mine.catch(() => undefined);
      return mine;
    },
    async describe(name) {
      const found = (await readAll(path))[name];
      return found && { updatedAt: found.updatedAt, expiresAt: found.expiresAt };
    },
  };
}

async function readAll(path: string): Promise<Kept> {
  try {
    return kept.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return {};
    throw unavailable('cannot be read', cause);
  }
}

/** Without the cause's words: they may quote the file. */
function unavailable(what: string, cause: unknown): AgreementError {
  const name = cause instanceof Error ? cause.name : typeof cause;
  return new AgreementError('SECRETS_UNAVAILABLE', `SECRETS_FILE ${what} (${name}).`);
}

import { app } from '@azure/functions';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPortal } from '../../shared/edge/portal/createPortal.ts';
import { getServices } from '../../shared/services.ts';

/** The agents' portal: the page for every address of it, and the files that the page loads. */
app.http('openPortal', {
  route: 'portal/{*path}',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  // Beside the bundle, into which the build has put it.
  handler: createPortal(join(dirname(fileURLToPath(import.meta.url)), 'portal'), async () => {
    return (await getServices()).portal;
  }),
});

import { app } from '@azure/functions';
import { limitedFiles } from '../../shared/edge/portal/createPortal.ts';
import { securityTxt } from '../../shared/edge/portal/securityTxt.ts';
import { getServices } from '../../shared/services.ts';

/** Tells where to report a weakness. */
app.http('getSecurityTxt', {
  route: '.well-known/security.txt',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: limitedFiles(async () => {
    const { portal, clock } = await getServices();
    return {
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'max-age=86400' },
      body: securityTxt(portal, clock.now()),
    };
  }),
});

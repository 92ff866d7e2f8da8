import { app } from '@azure/functions';
import { loadConfig } from '../shared/config.ts';
import { trackInvocation } from '../shared/edge/invocation.ts';
import { addSecurityHeaders } from '../shared/edge/portal/securityHeaders.ts';

// Loading an entry point may fail, and then the host refuses to start: better than failing per message.
loadConfig(process.env);

app.hook.preInvocation(trackInvocation);
app.hook.postInvocation(addSecurityHeaders);

import { app } from '@azure/functions';
import { loadConfig } from '../shared/config.ts';
import { trackInvocation } from '../shared/edge/invocation.ts';
import { addSecurityHeaders } from '../shared/edge/portal/securityHeaders.ts';

app.hook.preInvocation(trackInvocation);
app.hook.postInvocation(addSecurityHeaders);

// All functions are registered by now, so the host refuses to start with the text of this error: better than failing per
// message. Before the first function it would start an app without any.
loadConfig(process.env);

import { app } from '@azure/functions';
import { recorded } from '../recorded.ts';

app.hook.appStart(() => {
  recorded.push({ hook: 'appStart' });
});
app.hook.appTerminate(() => {
  process.stdout.write('fixture: appTerminate\n');
});
app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName === 'hooked') context.inputs = [{ text: 'from the hook' }];
});
app.hook.postInvocation((context) => {
  if (context.invocationContext.functionName !== 'hooked') return;
  context.result = { jsonBody: { handler: context.result, added: 'after' } };
});
app.hook.log((context) => {
  if (context.message === 'say it') context.message = 'it is said';
});

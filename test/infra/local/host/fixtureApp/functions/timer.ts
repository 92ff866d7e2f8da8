import { app } from '@azure/functions';
import { recorded } from '../recorded.ts';

let running = 0;

app.timer('tick', {
  schedule: '%TICK%',
  handler: async (timer) => {
    running++;
    recorded.push({ timer: 'tick', running, next: timer.scheduleStatus.next, isPastDue: timer.isPastDue });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    running--;
  },
});
app.timer('yearly', {
  schedule: '0 0 0 1 1 *',
  runOnStartup: true,
  handler: (timer) => {
    recorded.push({ timer: 'yearly', next: timer.scheduleStatus.next });
  },
});
app.timer('failing', {
  schedule: '0 0 0 1 1 *',
  handler: () => {
    throw new RangeError('anna@example.com');
  },
});

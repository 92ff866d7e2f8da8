/** Imported first, it moves the clock of its process by `CLOCK_SHIFT_MS`: timers and durations stay as they are. */
const shiftMs = Number(process.env['CLOCK_SHIFT_MS'] ?? 0);
const RealDate = Date;

if (shiftMs !== 0) {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: number[], shifted) =>
      Reflect.construct(target, given.length > 0 ? given : [RealDate.now() + shiftMs], shifted) as object,
    get: (target, name, receiver) =>
      name === 'now' ? () => RealDate.now() + shiftMs : (Reflect.get(target, name, receiver) as unknown),
  });
}

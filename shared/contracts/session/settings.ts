import * as z from 'zod';

export const settingListView = z
  .object({
    items: z.array(
      z
        .object({
          name: z.string(),
          value: z
            .union([z.string(), z.number(), z.boolean()])
            .nullable()
            .meta({ description: 'Lists are joined by commas; null where nothing is given' }),
          unit: z
            .enum([
              ...(['milliseconds', 'seconds', 'minutes', 'hours', 'days'] as const),
              ...(['perMinute', 'perHour', 'count', 'ncrontab'] as const),
            ])
            .nullable(),
          source: z
            .enum(['given', 'default'])
            .meta({ description: '`given`: by the deployment; `default`: of this version' }),
        })
        .meta({ id: 'Setting' }),
    ),
  })
  .meta({ id: 'SettingList' });

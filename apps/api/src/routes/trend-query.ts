import { z } from 'zod';

/** How far back a trend goes. */
export const TrendQuery = z.object({ days: z.coerce.number().int().min(1).max(730).default(90) });

import { z } from 'zod';

/** Every error answer: a stable code for programs and a sentence for people that says what to do. */
export const Problem = z.object({ code: z.string(), message: z.string() });
export type Problem = z.infer<typeof Problem>;

import { z } from 'zod';

/** A repository as its address names it. */
export const RepositoryParams = z.object({ owner: z.string().min(1).max(100), name: z.string().min(1).max(100) });

import type { z } from 'zod';

/** The part of an Octokit answer that paging needs. */
interface PageAnswer {
  data: unknown;
  headers: { link?: string | undefined };
}

/** GitHub gives at most 100 a page; a thousand pages are a loop, not a list. */
const pagesMax = 1000;
export const pageSize = 100;

/** Reads page after page until no `next` link comes. `request` is given the page's number, from 1. */
export async function readPages<Item>(
  schema: z.ZodType<Item[]>,
  request: (page: number) => Promise<PageAnswer>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = 1; page <= pagesMax; page++) {
    const { data, headers } = await request(page);
    items.push(...schema.parse(data));
    if (!(headers.link ?? '').includes('rel="next"')) break;
  }
  return items;
}

import type { ApiRequest } from './endpoint.ts';

export interface Page<T> {
  items: T[];
  headers: Record<string, string>;
}

/** GitHub's page of a list: 30 items unless `per_page` says otherwise, 100 at most, neighbours in the Link header. */
export function paginate<T>(request: ApiRequest, all: T[], defaultSize = 30, sizeMax = 100): Page<T> {
  const size = Math.min(Math.max(Number.parseInt(request.query.per_page ?? '', 10) || defaultSize, 1), sizeMax);
  const page = Math.max(Number.parseInt(request.query.page ?? '', 10) || 1, 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  return {
    items: all.slice((page - 1) * size, page * size),
    headers: linkHeader(request, page, last),
  };
}

function linkHeader(request: ApiRequest, page: number, last: number): Record<string, string> {
  const link = (rel: string, to: number) => {
    const query = new URLSearchParams({ ...request.query, page: String(to) });
    return `<${request.url}?${query}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (page > 1) links.push(link('prev', page - 1));
  if (page < last) links.push(link('next', page + 1), link('last', last));
  if (page > 1) links.push(link('first', 1));
  return links.length > 0 ? { link: links.join(', ') } : {};
}

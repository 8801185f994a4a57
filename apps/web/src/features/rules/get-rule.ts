import { queryOptions } from '@tanstack/react-query';
import { RuleDetail } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** A rule, its page, and where it fails. */
export function ruleQuery(factor: string, rule: string) {
  return queryOptions({
    queryKey: ['rule', factor, rule],
    queryFn: ({ signal }) =>
      requestJson(RuleDetail, `/api/v1/rules/${encodeURIComponent(factor)}/${encodeURIComponent(rule)}`, { signal }),
  });
}

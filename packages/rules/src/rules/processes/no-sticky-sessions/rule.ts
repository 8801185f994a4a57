import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import { placeOf } from '../../../repo/place.ts';

interface RoutingFile {
  /** Of the path. */
  path: RegExp;
  /** What makes it routing, in its text. */
  routes: RegExp;
  /** What pins clients to processes. */
  sticky: RegExp;
}

const FILES: readonly RoutingFile[] = [
  {
    path: /(?:nginx[^/]*\.conf|\.conf|\.conf\.\w+|\.nginx|nginx\/(?![^/]*\.(?:html?|js|css|md|sh|lua|mode)$)[^/]+)$/i,
    routes: /^\s*(?:upstream\s|proxy_pass\s|fastcgi_pass\s|uwsgi_pass\s)/,
    sticky: /^\s*(?:ip_hash\s*;|sticky\b|hash\s+\$(?:remote_addr|binary_remote_addr|cookie_\w+))/,
  },
  {
    path: /(?:^|\/)haproxy[^/]*\.cfg$/i,
    routes: /^\s*(?:backend|server)\s/,
    sticky: /^\s*(?:balance\s+source|stick\s|stick-table\s|cookie\s+\w+\s+(?:insert|prefix|rewrite))/,
  },
  {
    path: /(?:^|\/)Caddyfile(?:\.\w+)?$/,
    routes: /\b(?:reverse_proxy|php_fastcgi|handle|route|rewrite|file_server)\b|^\s*@\w+/,
    sticky: /\blb_policy\s+(?:ip_hash|client_ip_hash|cookie|header)\b/,
  },
  {
    path: /\.tf$/,
    routes:
      /resource\s+"(?:aws_(?:a?lb|elb)\w*|google_compute_\w*(?:backend_service|forwarding_rule)|azurerm_(?:lb|application_gateway)\w*|digitalocean_loadbalancer)"/,
    sticky:
      /^\s*(?:stickiness\s*\{|session_affinity\s*=\s*"(?!NONE)|resource\s+"aws_(?:lb|app)_cookie_stickiness_policy"|cookie_based_affinity\s*=\s*"Enabled"|sticky_sessions\s*\{)/,
  },
  {
    path: /\.(?:ya?ml|tpl)$/,
    routes:
      /^\s*-?\s*kind:\s*["']?(?:Service|Ingress|HTTPRoute|VirtualService|IngressRoute|Gateway)\b|traefik\.http\.(?:routers|services)\.|^\s*(?:spring\.cloud\.)?gateway:|^\s+reverse_proxy:/,
    sticky:
      /^\s*sessionAffinity:\s*["']?ClientIP|ingress\.kubernetes\.io\/affinity["']?:\s*["']?cookie|loadbalancer\.sticky(?:\.cookie)?(?:[.\w]*)?[=:]\s*["']?(?!false)\S|service\.sticky\.cookie["']?:\s*["']?true|stickiness\.enabled=true|^\s*affinityType:\s*["']?(?:CLIENT_IP|GENERATED_COOKIE)|^\s*consistentHash:|session-cookie-name["']?:/,
  },
];

export const noStickySessions = defineRule({
  id: 'processes/no-sticky-sessions',
  factor: 'processes',
  title: 'Routing does not pin clients to processes',
  severity: 'high',
  remediation:
    'Take the affinity out of the routing, and keep what a client needs between requests in a shared store or a signed cookie.',
  appliesTo: (context) => routingFiles(context).length > 0 || 'No routing is configured here.',

  *check(context) {
    for (const { path, file, line } of routingFiles(context)) {
      const lines = context.repo.lines(path);
      const sticky = lines.flatMap((text, index) => (isSticky(file, lines, text, index) ? [index] : []));
      for (const index of sticky)
        yield fail(
          placeOf(path, index + 1),
          `The routing pins each client to one process (${(lines[index] ?? '').trim().slice(0, 60)}).`,
        );
      if (sticky.length === 0) yield pass(placeOf(path, line), 'Requests are routed to any process.');
    }
  },
});

function isSticky(file: RoutingFile, lines: readonly string[], text: string, index: number): boolean {
  if (/^\s*(?:#|\/\/)/.test(text) || !file.sticky.test(text)) return false;
  // A Terraform block counts unless it says that it is off.
  return (
    !/stickiness\s*\{|sticky_sessions\s*\{/.test(text) ||
    !/enabled\s*=\s*false|type\s*=\s*"none"/.test(lines.slice(index, index + 6).join('\n'))
  );
}

function routingFiles({ repo }: RuleContext): { path: string; file: RoutingFile; line: number }[] {
  return repo.paths.flatMap((path) => {
    const file = FILES.find((item) => item.path.test(path));
    if (!file || !repo.isProduction(path) || /(?:^|\/)\.github\//.test(path)) return [];
    const text = repo.text(path);
    if (text.length > 300_000) return [];
    const line = repo
      .lines(path)
      .findIndex((content) => !/^\s*#/.test(content) && (file.routes.test(content) || file.sticky.test(content)));
    return line < 0 ? [] : [{ path, file, line: line + 1 }];
  });
}

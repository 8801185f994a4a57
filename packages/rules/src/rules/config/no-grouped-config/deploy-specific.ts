import { isSecretName } from '../../../facts/environment/secret-name.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import type { Place } from '../../../repo/place.ts';

export interface GroupedValue {
  key: string;
  text: string;
  place: Place;
}

const locator =
  /(?:^|[._-])(?:url|uri|urls|uris|host|hosts|hostname|host_?name|domain|endpoint|address|addr|server|servers|bucket|bucket_name|dsn|origin|origins|base_?url|api_?url|import|bootstrap-servers|default-?zone|issuer-uri|allowed_hosts|allowed_?hosts\.\d+)$/i;
const networkAddress = /(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^\s/@]*@)?(?<host>[A-Za-z0-9.-]+)/i;
const hostName = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?$|^(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$/i;
const noDeploy =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[?::1?\]?)$|(?:^|\.)example\.(?:com|org|net)$|(?:^|\.)(?:w3\.org|schema\.org|json-schema\.org|springframework\.org|googleapis\.com|gstatic\.com|cloudflare\.com|jsdelivr\.net|unpkg\.com|github\.com|githubusercontent\.com)$/i;

/** Does the value of a key place or open something that is another in the next deploy: a host, a URL, a bucket, a credential? */
export function isDeploySpecific(key: string, text: string): boolean {
  const value = text.trim();
  if (value === '' || /\$\{|%env\(|<%|\{\{/.test(value)) return false;
  const camel = key.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_');
  if (isSecretName(camel.slice(camel.lastIndexOf('.') + 1)))
    return ['placeholder', 'real', 'random'].includes(secretValue(value)) && !/\s/.test(value);
  const host = networkAddress.exec(value)?.groups?.host;
  if (host !== undefined) return !noDeploy.test(host) && /[a-z]/i.test(host) && locator.test(camel);
  return (
    locator.test(camel) &&
    hostName.test(value) &&
    !noDeploy.test(value.replace(/:\d+$/, '')) &&
    !/\.(?:ya?ml|json|xml|properties|rb|py|js|ts|html|txt|log)$/.test(value)
  );
}

import type { Facts } from '../../../facts/facts.ts';

/** Does production code call anything over the network: an HTTP client, sockets of its own, a backing service's client library? */
export function makesNetworkCalls(facts: Facts): boolean {
  return (
    facts.stacks.withRole('http-client').length > 0 ||
    facts.stacks.has('feign', 'openfeign', 'spring-cloud-gateway', 'spring-cloud-config', 'grpc') ||
    facts.code.search({
      literals: [
        'fetch(',
        'requests',
        'urlopen',
        'http.Get',
        'http.Post',
        'http.NewRequest',
        'http.Client',
        'HttpClient',
        'RestTemplate',
        'WebClient',
        'RestClient',
        'Net::HTTP',
        'Faraday',
        'HTTParty',
        'open-uri',
        'curl_exec',
        'Guzzle',
        'Http::',
        'reqwest',
        'HTTPoison',
        'Req.',
        'Finch',
        'XMLHttpRequest',
        'axios',
        'httpx',
        'aiohttp',
        'https.request',
        'http.request',
        'net.connect',
        'TcpClient',
        'net.Dial',
        'ConnectionMultiplexer',
        'io.connect',
        'io(',
      ],
      pattern:
        /(?<![\w.])fetch\(|\brequests\.(?:get|post|put|patch|delete|request|Session)\(|\burlopen\(|\bhttp\.(?:Get|Post|NewRequest\w*|Client\{)|\bHttpClient\b|\bRestTemplate\b|\bWebClient\b|\bRestClient\b|\bNet::HTTP\b|\bFaraday\b|\bHTTParty\b|\bcurl_exec\(|\bGuzzle|\bHttp::(?:get|post|with\w+)|\breqwest::|\bHTTPoison\b|\bReq\.(?:get|post)|\bFinch\b|\bXMLHttpRequest\b|\baxios\b|\bhttpx\.|\baiohttp\.ClientSession|\bhttps?\.request\(|\bnet\.(?:connect|Dial)\w*\(|\bTcpClient\b|\bConnectionMultiplexer\b|\bio\.connect\(/g,
    }).length > 0
  );
}

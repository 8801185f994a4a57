/** Images of others that are neither an app nor a backing service. */
export const FOREIGN =
  /(?:^|\/)(?:nginx|traefik|caddy|haproxy|envoy|httpd|certbot|grafana|prometheus|alertmanager|loki|promtail|tempo|jaeger|zipkin|otel|opentelemetry|collector|fluentd?|fluent-bit|vector|adminer|pgadmin4?|phpmyadmin|redis-?commander|redisinsight|mongo-express|kafka-ui|kibana|logstash|watchtower|portainer|selenium|chrome|browserless|vault|consul|zookeeper|keycloak|ofelia|autoheal|busybox|alpine|curl|ngrok|cloudflared|pghero|exporter|swagger-ui|dex|oauth2-proxy|letsencrypt-nginx-proxy-companion|nginx-proxy|mc|wait-for|flower|ollama|whoami|node-exporter|cadvisor|visualizer|mailgun|docker|registry|tailscale)(?:[-_:@\w.]*)?$/i;
export const PROXY = /(?:^|\/)(?:nginx|traefik|caddy|haproxy|envoy|httpd|nginx-proxy)(?:[-_\w.]*)?$/i;

/** Images that stay somebody else's program even with the repository's configuration copied in. */
export const COMPANIONS =
  /(?:^|\/)(?:grafana|prometheus|alertmanager|loki|promtail|tempo|jaeger|zipkin|fluentd?|fluent-bit|vector|pgadmin4?|phpmyadmin|kibana|logstash|included|keycloak)(?:[-_:@\w.]*)?$/i;

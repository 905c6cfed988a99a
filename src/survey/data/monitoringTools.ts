import type { Monitoring } from '../facts';

type Kind = Monitoring['kind'];

/** Tools that a product runs or is built with, that are no service of someone else: name, kind, libraries. */
const table: readonly (readonly [name: string, kind: Kind, libraries: string])[] = [
  [
    'Prometheus',
    'metrics',
    'prom-client express-prom-bundle @willsoto/nestjs-prometheus prometheus-client prometheus_client prometheus-api-client django-prometheus prometheus-fastapi-instrumentator prometheus-flask-exporter starlette-exporter starlette-prometheus prometheus-exporter prometheus_exporter yabeda-prometheus prometheus-client-mmap promphp/prometheus_client_php artprima/prometheus-metrics-bundle io.micrometer:micrometer-registry-prometheus io.prometheus:simpleclient github.com/prometheus/client_golang prometheus-net prometheus-net.AspNetCore prometheus fastify-metrics prometheus_ex',
  ],
  ['Yabeda', 'metrics', 'yabeda yabeda-rails yabeda-sidekiq yabeda-puma-plugin yabeda-delayed_job'],
  ['StatsD', 'metrics', 'statsd-instrument statsd-ruby statsd node-statsd statsd-client pystatsd django-statsd'],
  [
    'OpenTelemetry',
    'metrics',
    '@opentelemetry/* @vercel/otel opentelemetry-* open-telemetry/* io.opentelemetry:* io.opentelemetry.instrumentation:* go.opentelemetry.io/* OpenTelemetry* ',
  ],
  ['Spring Boot Actuator', 'metrics', 'org.springframework.boot:spring-boot-starter-actuator'],
  ['Micrometer', 'metrics', 'io.micrometer:micrometer-core io.micrometer:micrometer-tracing-bridge-brave'],
  ['Lograge', 'logs', 'lograge'],
  ['Rails Semantic Logger', 'logs', 'rails_semantic_logger semantic_logger'],
  ['Logstasher', 'logs', 'logstasher'],
  [
    'Logstash',
    'logs',
    'logstash-logger logstash-event python-logstash python3-logstash winston3-logstash-transport net.logstash.logback:logstash-logback-encoder',
  ],
  ['Winston', 'logs', 'winston nest-winston express-winston winston-daily-rotate-file'],
  ['Pino', 'logs', 'pino pino-http nestjs-pino pino-pretty'],
  ['Bunyan', 'logs', 'bunyan'],
  ['Morgan', 'logs', 'morgan'],
  ['log4js', 'logs', 'log4js'],
  ['structlog', 'logs', 'structlog django-structlog'],
  ['Loguru', 'logs', 'loguru'],
  ['python-json-logger', 'logs', 'python-json-logger'],
  ['Monolog', 'logs', 'monolog/monolog symfony/monolog-bundle'],
  ['Zap', 'logs', 'go.uber.org/zap'],
  ['Zerolog', 'logs', 'github.com/rs/zerolog'],
  ['Logrus', 'logs', 'github.com/sirupsen/logrus'],
  ['Serilog', 'logs', 'serilog serilog.* serilog.aspnetcore'],
  ['NLog', 'logs', 'nlog nlog.*'],
  ['Log4j', 'logs', 'org.apache.logging.log4j:log4j-core org.springframework.boot:spring-boot-starter-log4j2'],
  ['tracing', 'logs', 'tracing-subscriber'],
  ['django-activity-stream (actions, en base)', 'logs', 'django-activity-stream'],
  ['django-auditlog (actions, en base)', 'logs', 'django-auditlog'],
  ['django-simple-history (actions, en base)', 'logs', 'django-simple-history'],
  ['PaperTrail (actions, en base)', 'logs', 'paper_trail'],
  ['Audited (actions, en base)', 'logs', 'audited'],
  ['laravel-activitylog (actions, en base)', 'logs', 'spatie/laravel-activitylog'],
  ['Hibernate Envers (actions, en base)', 'logs', 'org.hibernate:hibernate-envers org.hibernate.orm:hibernate-envers'],
];

/** The same, by the name of a container's image, without registry nor version. */
const images: Readonly<Record<string, readonly [name: string, kind: Kind]>> = {
  'prom/prometheus': ['Prometheus', 'metrics'],
  'prom/alertmanager': ['Alertmanager', 'alerts'],
  'bitnami/prometheus': ['Prometheus', 'metrics'],
  'grafana/grafana': ['Grafana', 'metrics'],
  'grafana/grafana-oss': ['Grafana', 'metrics'],
  'grafana/loki': ['Loki', 'logs'],
  'grafana/promtail': ['Promtail', 'logs'],
  'grafana/tempo': ['Tempo', 'metrics'],
  'jaegertracing/all-in-one': ['Jaeger', 'metrics'],
  'otel/opentelemetry-collector': ['OpenTelemetry', 'metrics'],
  'otel/opentelemetry-collector-contrib': ['OpenTelemetry', 'metrics'],
  'louislam/uptime-kuma': ['Uptime Kuma', 'uptime'],
  'elastic/logstash': ['Logstash', 'logs'],
  'logstash/logstash': ['Logstash', 'logs'],
  logstash: ['Logstash', 'logs'],
  kibana: ['Kibana', 'logs'],
  'kibana/kibana': ['Kibana', 'logs'],
  'elastic/filebeat': ['Filebeat', 'logs'],
  'fluent/fluentd': ['Fluentd', 'logs'],
  'fluent/fluent-bit': ['Fluent Bit', 'logs'],
  'timberio/vector': ['Vector', 'logs'],
  'graylog/graylog': ['Graylog', 'logs'],
  matomo: ['Matomo', 'analytics'],
  'plausible/analytics': ['Plausible', 'analytics'],
  'glitchtip/glitchtip': ['GlitchTip', 'errors'],
  'netdata/netdata': ['Netdata', 'metrics'],
  'google/cadvisor': ['cAdvisor', 'metrics'],
  'prom/node-exporter': ['Prometheus', 'metrics'],
};

export interface MonitoringTool {
  readonly name: string;
  readonly kind: Kind;
}

const exact = new Map<string, MonitoringTool>();
const beginnings: (readonly [string, MonitoringTool])[] = [];
for (const [name, kind, libraries] of table) {
  for (const library of libraries.toLowerCase().split(' ').filter(Boolean)) {
    if (library.endsWith('*')) {
      beginnings.push([library.slice(0, -1), { name, kind }]);
    } else {
      exact.set(library, { name, kind });
    }
  }
}

/** The tool that a library belongs to. */
export function toolOfLibrary(library: string): MonitoringTool | undefined {
  const lower = library.toLowerCase();
  return exact.get(lower) ?? beginnings.find(([start]) => lower.startsWith(start))?.[1];
}

/** The tool that an image runs. @param image `grafana/grafana:10.1`, with or without registry and version */
export function toolOfImage(image: string): MonitoringTool | undefined {
  const path = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  const own = /^[^/]+\.[^/]+\/(.+)$/.exec(path)?.[1] ?? path;
  const found = Object.hasOwn(images, own) ? images[own] : undefined;
  return found && { name: found[0], kind: found[1] };
}

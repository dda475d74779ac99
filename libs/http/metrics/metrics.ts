import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const LABELS = ['method', 'route', 'status'] as const;

type Labels = Record<(typeof LABELS)[number], string | number>;

/** Requests of one method, route and status. */
interface Series {
  labels: Labels;
  requests: number;
  /** How many of them the counter has been told of. */
  counted: number;
  observe(seconds: number): void;
}

/** The figures of this process, as Prometheus reads them. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly series = new Map<string, Series>();
  private readonly durations: Histogram<(typeof LABELS)[number]>;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.durations = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the end of its answer.',
      labelNames: LABELS,
      buckets: BUCKETS,
      registers: [this.registry],
    });
    const requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests that were answered.',
      labelNames: LABELS,
      registers: [this.registry],
      collect: () => this.series.forEach((each) => countUp(requests, each)),
    });
  }

  /** Notes a request by the pattern of its route, never its address: the number of series stays bounded, and ids stay out. */
  request(method: string, route: string, status: number, seconds: number): void {
    const key = `${status} ${method} ${route}`;
    let series = this.series.get(key);
    if (!series) this.series.set(key, (series = this.newSeries({ method, route, status })));
    series.requests++;
    series.observe(seconds);
  }

  /**
   * Publishes a figure that is read when it is asked for: `gauge('outbox_oldest_due_seconds', 'Age of …', () => relay.oldestDue())`.
   * What cannot be read is left out of that answer.
   */
  gauge(name: string, help: string, read: () => number | undefined | Promise<number | undefined>): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => {
        const value = await Promise.try(read).catch(() => undefined);
        if (value === undefined) gauge.remove();
        else gauge.set(value);
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Everything, in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  private newSeries(labels: Labels): Series {
    const child = this.durations.labels(labels);
    return { labels, requests: 0, counted: 0, observe: (seconds) => child.observe(seconds) };
  }
}

function countUp(counter: Counter<(typeof LABELS)[number]>, series: Series): void {
  counter.inc(series.labels, series.requests - series.counted);
  series.counted = series.requests;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Snapshot, Watch } from './metrics.ts';
import { collectorAddress, gaugesOf, otlpJson, prometheusText, startExporter } from './metrics-export.ts';

const SNAPSHOT: Snapshot = {
  atMs: 61_500,
  voice: null,
  links: new Map([
    [
      'a-secret-session-id',
      {
        atMs: 61_500,
        lengthMs: 1000,
        lossRatio: 0.05,
        theirLossRatio: null,
        concealedRatio: 0.01,
        underflows: 2,
        jitterMs: 4,
        bufferMs: 60,
        playoutMs: null,
        roundTripMs: 48,
        sentBitsPerS: 40_000,
        receivedBitsPerS: 41_000,
        path: 'relayed',
        transport: 'udp',
      },
    ],
  ]),
  grades: new Map([['a-secret-session-id', 'fair']]),
  recoveries: 1,
  iceRestarts: 3,
  alerts: [],
  health: { score: 80, findings: [] },
  pressure: 2,
  lengthMs: 61_500,
  setUp: { totalMs: 640, handshakeMs: 300, pathMs: 240, proofMs: 100 },
};

describe('the figures for a collector', () => {
  it('name every figure that is known, and no person', () => {
    const text = prometheusText(gaugesOf(SNAPSHOT));
    expect(text).toContain('# TYPE humr_link_lost_ratio gauge\nhumr_link_lost_ratio{link="0"} 0.05\n');
    expect(text).toContain('humr_link_round_trip_seconds{link="0"} 0.048\n');
    expect(text).toContain('humr_link_relayed{link="0"} 1\n');
    expect(text).toContain('humr_link_grade{link="0"} 2\n');
    expect(text).toContain('humr_setup_seconds 0.64\n');
    expect(text).toContain('humr_setup_path_seconds 0.24\n');
    expect(text).toContain('humr_ice_restarts 3\n');
    expect(text).toContain('humr_health_score 80\n');
    expect(text).toContain('humr_device_pressure 2\n');
    expect(text).not.toMatch(/secret|playout|their_lost|voice/);
  });

  it('are an OTLP request as the protocol wants it', () => {
    const request = JSON.parse(otlpJson(gaugesOf(SNAPSHOT), 1_700_000_000));
    const [resource] = request.resourceMetrics;
    expect(resource.resource.attributes).toEqual([{ key: 'service.name', value: { stringValue: 'humr' } }]);
    const lost = resource.scopeMetrics[0].metrics.find((it: { name: string }) => it.name === 'humr_link_lost_ratio');
    // 64-bit numbers are strings in the JSON form of protobuf.
    expect(lost.gauge.dataPoints).toEqual([
      {
        timeUnixNano: '1700000000000000000',
        asDouble: 0.05,
        attributes: [{ key: 'link', value: { intValue: '0' } }],
      },
    ]);
  });

  it('reach a receiver over HTTP once every fifteen seconds of a call, and nobody when no address is given', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        bodies.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body.length > 100}`);
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    let address: string | null = collectorAddress(`http://127.0.0.1:${port}`);
    let tick = () => {};
    const sent: Promise<boolean>[] = [];
    startExporter({ over: (_lengthMs: number) => SNAPSHOT } as Watch, () => address, {
      every: (intervalMs, callback) => {
        expect(intervalMs).toBe(15_000);
        tick = callback;
        return () => undefined;
      },
      epochS: () => 1_700_000_000,
      log: () => undefined,
      post: (url, body) => {
        const headers = { 'Content-Type': 'application/json' };
        const outcome = fetch(url, { method: 'POST', body, headers }).then(({ ok }) => ok);
        sent.push(outcome);
        return outcome;
      },
    });
    tick();
    address = null;
    tick();
    expect(await Promise.all(sent)).toEqual([true]);
    expect(bodies).toEqual(['POST /v1/metrics application/json true']);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    ['https://collector.example', 'https://collector.example/v1/metrics'],
    ['https://collector.example/otel/v1/metrics', 'https://collector.example/otel/v1/metrics'],
    ['http://localhost:4318', 'http://localhost:4318/v1/metrics'],
    ['http://collector.example', null],
    ['https://anna:secret@collector.example', null],
    ['javascript:alert(1)', null],
    ['collector', null],
    ['', null],
  ])('go to %j as %j', (text, address) => {
    expect(collectorAddress(text)).toBe(address);
  });
});

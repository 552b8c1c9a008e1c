/**
 * Sends the figures of a call to a collector of the user's choice: OTLP over HTTP with JSON (OpenTelemetry protocol
 * 1.x), or gives them as text for Prometheus (exposition format 0.0.4). Off until an address is given; figures only:
 * no name, address, key or id of anybody is among them, connections are numbered.
 */
import type { Ports } from '../call/ports.ts';
import { GRADES, type Grade, type LinkFigures } from '../call/quality.ts';
import type { Snapshot, Watch } from './metrics.ts';

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly unit: string;
  readonly points: readonly { readonly value: number; readonly link: number | null }[];
}

type Row = readonly [name: string, unit: string, help: string, value: number | null | undefined];

/** Every figure of a moment under the name it is exported by; what is not known is left out. */
export function gaugesOf(snapshot: Snapshot): readonly Gauge[] {
  const perLink = [...snapshot.links].flatMap(([id, figures], link) =>
    linkRows(figures, snapshot.grades.get(id)).map((row) => ({ row, link })),
  );
  return merged([...ownRows(snapshot).map((row) => ({ row, link: null })), ...perLink]);
}

const seconds = (ms: number | null | undefined) => (typeof ms === 'number' ? ms / 1000 : null);

function ownRows({ voice, links, recoveries, iceRestarts, lengthMs, setUp, ...it }: Snapshot): readonly Row[] {
  return [
    ['humr_health_score', '1', 'Health of the call, 0 to 100.', it.health?.score],
    ['humr_device_pressure', '1', 'How busy the device is: 0 not at all, 3 too much.', it.pressure],
    ['humr_call_seconds', 's', 'Length of the call.', lengthMs / 1000],
    ['humr_people', '1', 'Other people connected.', links.size],
    ['humr_recoveries', '1', 'Connections lost and found again in this call.', recoveries],
    ['humr_ice_restarts', '1', 'Times a path was looked for anew in this call.', iceRestarts],
    ['humr_setup_seconds', 's', 'From the first sign of somebody to being connected.', seconds(setUp?.totalMs)],
    ['humr_setup_handshake_seconds', 's', 'Of that, until both descriptions were in.', seconds(setUp?.handshakeMs)],
    ['humr_setup_path_seconds', 's', 'Of that, until packets flowed.', seconds(setUp?.pathMs)],
    ['humr_setup_proof_seconds', 's', 'Of that, until it was shown whose they are.', seconds(setUp?.proofMs)],
    ['humr_voice_input_dbfs', 'dBFS', 'Level of the microphone.', voice?.inputDbfs],
    ['humr_voice_output_dbfs', 'dBFS', 'Level of what is sent.', voice?.outputDbfs],
    ['humr_voice_noise_dbfs', 'dBFS', 'Background at the microphone.', voice?.noiseDbfs],
    ['humr_voice_gain_db', 'dB', 'Gain that brings the voice to its target.', voice?.gainDb],
    ['humr_voice_suppressed_db', 'dB', 'By how much pauses are quieter.', voice?.suppressedDb],
    ['humr_voice_kept_ratio', '1', 'Speech left by the suppressor.', voice?.keptRatio],
    ['humr_voice_speech_ratio', '1', 'Share of the time somebody spoke.', voice?.speechRatio],
    ['humr_voice_missed_quanta', '1', 'Quanta lost in this call.', voice?.missedQuanta],
    ['humr_voice_busy_ratio', '1', 'Time the chain needs of the duration of the sound.', voice?.busyRatio],
    ['humr_voice_delay_seconds', 's', 'Delay of the chain.', seconds(voice?.delayMs)],
  ];
}

function linkRows(it: LinkFigures, grade: Grade | undefined): readonly Row[] {
  return [
    ['humr_link_lost_ratio', '1', 'Lost of the packets sent to us.', it.lossRatio],
    ['humr_link_their_lost_ratio', '1', 'Lost of the packets we sent.', it.theirLossRatio],
    ['humr_link_concealed_ratio', '1', 'Made up of what was heard.', it.concealedRatio],
    ['humr_link_underflows', '1', 'Times the jitter buffer ran dry since the last figures.', it.underflows],
    ['humr_link_jitter_seconds', 's', 'Jitter of the packets.', seconds(it.jitterMs)],
    ['humr_link_buffer_seconds', 's', 'Time in the jitter buffer.', seconds(it.bufferMs)],
    ['humr_link_playout_seconds', 's', 'Time to the loudspeaker.', seconds(it.playoutMs)],
    ['humr_link_round_trip_seconds', 's', 'Round trip.', seconds(it.roundTripMs)],
    ['humr_link_sent_bits_per_second', 'bit/s', 'Sent, with RTP headers.', it.sentBitsPerS],
    ['humr_link_received_bits_per_second', 'bit/s', 'Received, with RTP headers.', it.receivedBitsPerS],
    [
      'humr_link_relayed',
      '1',
      '1 when it goes over a TURN server.',
      it.path === null ? null : Number(it.path === 'relayed'),
    ],
    ['humr_link_grade', '1', '0 excellent, 1 good, 2 fair, 3 poor.', grade ? GRADES.indexOf(grade) : null],
  ];
}

function merged(rows: readonly { readonly row: Row; readonly link: number | null }[]): Gauge[] {
  const gauges = new Map<
    string,
    { name: string; help: string; unit: string; points: { value: number; link: number | null }[] }
  >();
  for (const { row, link } of rows) {
    const [name, unit, help, value] = row;
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    const gauge = gauges.get(name) ?? { name, help, unit, points: [] };
    gauge.points.push({ value, link });
    gauges.set(name, gauge);
  }
  return [...gauges.values()];
}

/** Prometheus text exposition format 0.0.4. */
export function prometheusText(gauges: readonly Gauge[]): string {
  const lines = gauges.flatMap(({ name, help, points }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...points.map(({ value, link }) => `${name}${link === null ? '' : `{link="${link}"}`} ${value}`),
  ]);
  return `${lines.join('\n')}\n`;
}

/** An ExportMetricsServiceRequest as JSON (opentelemetry-proto, metrics.proto). @param timeS since 1970 */
export function otlpJson(gauges: readonly Gauge[], timeS: number): string {
  const timeUnixNano = `${BigInt(Math.round(1000 * timeS)) * 1_000_000n}`;
  const metrics = gauges.map(({ name, help, unit, points }) => ({
    name,
    description: help,
    unit,
    gauge: {
      dataPoints: points.map(({ value, link }) => ({
        timeUnixNano,
        asDouble: value,
        attributes: link === null ? [] : [{ key: 'link', value: { intValue: String(link) } }],
      })),
    },
  }));
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'humr' } }] };
  return JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'humr' }, metrics }] }] });
}

const EXPORT_EVERY_MS = 15_000;

/** @returns the address to post to, or null when it cannot be used: https only, http to this machine for trying out */
export function collectorAddress(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  const isThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisMachine)) return null;
  if (url.username !== '' || url.password !== '' || url.hash !== '') return null;
  // Collectors take metrics at this path; a bare address means it.
  if (url.pathname === '/') url.pathname = '/v1/metrics';
  return url.href;
}

export interface ExporterPorts extends Pick<Ports<unknown>, 'every' | 'epochS' | 'log'> {
  /** Posts JSON; false when nobody took it. */
  post(url: string, body: string): Promise<boolean>;
}

/** @param address read each time, so that it can be changed or taken back during a call; null sends nothing */
export function startExporter(watch: Watch, address: () => string | null, ports: ExporterPorts): () => void {
  return ports.every(EXPORT_EVERY_MS, () => {
    const url = address();
    const snapshot = url ? watch.over(EXPORT_EVERY_MS) : null;
    if (!url || !snapshot) return;
    void ports.post(url, otlpJson(gaugesOf(snapshot), ports.epochS())).then((isTaken) => {
      if (!isTaken) ports.log({ level: 'warn', event: 'collector did not take the figures', peer: null });
    });
  });
}

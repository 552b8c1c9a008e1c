/** What the relay counts about itself. It never counts, logs or keeps a topic, a payload or an address. */

/** Why a connection or a packet was refused. */
export type RefusalReason =
  | 'host' // reached by a name that is not ours
  | 'origin' // the page that connects is not ours, or no page at all
  | 'protocol' // not the subprotocol mqtt, text frames, a session that outlives its connection
  | 'full' // too many connections
  | 'address' // too many connections from one address
  | 'topic' // not a random topic of our form, or too many
  | 'content' // too long, retained or above QoS 0
  | 'rate'; // more than the limits grant

export interface RelayCounters {
  openConnections: number;
  connections: number;
  messagesIn: number;
  messagesOut: number;
  bytesIn: number;
  bytesOut: number;
  readonly refusals: Record<RefusalReason, number>;
}

export function createCounters(): RelayCounters {
  return {
    openConnections: 0,
    connections: 0,
    messagesIn: 0,
    messagesOut: 0,
    bytesIn: 0,
    bytesOut: 0,
    refusals: { host: 0, origin: 0, protocol: 0, full: 0, address: 0, topic: 0, content: 0, rate: 0 },
  };
}

/** Prometheus text exposition format 0.0.4. */
export function writeMetrics(counters: RelayCounters): string {
  const lines: string[] = [];
  const add = (name: string, type: 'counter' | 'gauge', help: string, value: number): void => {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name} ${value}`);
  };
  add('humr_relay_open_connections', 'gauge', 'Clients connected now.', counters.openConnections);
  add('humr_relay_connections_total', 'counter', 'Clients ever connected.', counters.connections);
  add('humr_relay_messages_in_total', 'counter', 'Messages taken from clients.', counters.messagesIn);
  add('humr_relay_messages_out_total', 'counter', 'Messages handed to clients.', counters.messagesOut);
  add('humr_relay_bytes_in_total', 'counter', 'Payload bytes taken from clients.', counters.bytesIn);
  add('humr_relay_bytes_out_total', 'counter', 'Payload bytes handed to clients.', counters.bytesOut);
  lines.push(
    '# HELP humr_relay_refusals_total Connections and packets refused.',
    '# TYPE humr_relay_refusals_total counter',
  );
  for (const [reason, count] of Object.entries(counters.refusals)) {
    lines.push(`humr_relay_refusals_total{reason="${reason}"} ${count}`);
  }
  return `${lines.join('\n')}\n`;
}

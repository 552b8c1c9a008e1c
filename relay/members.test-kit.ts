/** People on carriers: what they were told, and when. */
import { randomBytes } from 'node:crypto';
import { toBase64Url } from '../src/base/base64url.ts';
import type { Carrier, CarrierState, Topic } from '../src/call/carrier.ts';
import { openMqtt } from '../src/signal/mqtt.ts';
import { NODE_PLATFORM } from './brokers.test-kit.ts';

export interface Member {
  readonly carrier: Carrier;
  readonly states: CarrierState[];
  /** When each state began, on the clock of `performance.now()`. */
  readonly statesAtMs: number[];
  readonly received: Uint8Array[];
}

export function makeTopic(): Topic {
  return toBase64Url(randomBytes(16));
}

/** On all relays of a list, in one room. */
export function enterMqtt(urls: readonly string[], room: Topic): Member {
  const states: CarrierState[] = [];
  const statesAtMs: number[] = [];
  const received: Uint8Array[] = [];
  const carrier = openMqtt(
    { relays: urls.map((url) => ({ url })) },
    {
      changed: (state) => {
        states.push(state);
        statesAtMs.push(performance.now());
      },
      received: (_topic, sealed) => received.push(sealed),
    },
    NODE_PLATFORM,
  );
  carrier.join(room);
  return { carrier, states, statesAtMs, received };
}

/** A carrier on relays that a test plays, and what it said. */
import type { CarrierState, Topic } from '../call/carrier.ts';
import { type MqttOptions, openMqtt } from './mqtt.ts';
import {
  CONNACK_ACCEPTED,
  createFakePlatform,
  type FakePlatform,
  readSentPublish,
  suback,
} from './platform.test-kit.ts';

export const ROOM = 'A'.repeat(22);
export const INBOX = 'B'.repeat(22);
export const ONE: MqttOptions = { relays: [{ url: 'wss://one/' }] };
export const THREE: MqttOptions = { relays: [{ url: 'wss://one/' }, { url: 'wss://two/' }, { url: 'wss://three/' }] };

export let platform: FakePlatform;
export let states: CarrierState[];
export let received: [Topic, Uint8Array][];

/** To be called before each test. */
export function beginAnew(): void {
  platform = createFakePlatform();
  states = [];
  received = [];
}

export function open(options: MqttOptions = ONE) {
  const events = {
    changed: (state: CarrierState) => states.push(state),
    received: (topic: Topic, sealed: Uint8Array) => received.push([topic, sealed]),
  };
  return openMqtt(options, events, platform);
}

/** Plays a relay that takes a connection and whatever it subscribes to, but delivers nothing. */
export function take(wire = platform.wire()) {
  wire.events.opened();
  wire.events.received(CONNACK_ACCEPTED);
  wire.events.received(suback(1));
}

/** Plays a relay that delivers the question it is asked back to who asks. */
export function deliver(wire = platform.wire()) {
  wire.events.received(wire.sent.findLast(([type]) => type === 0x30)!);
}

export function accept(wire = platform.wire()) {
  take(wire);
  deliver(wire);
}

export function pings(): number {
  return platform.wire().sentTypes.filter((type) => type === 0xc0).length;
}

export function publications(wire = platform.wire()) {
  return wire.sent.filter(([type]) => type === 0x30).map(readSentPublish);
}

export function waitsMs(): number[] {
  return states.flatMap((state) => (state.phase === 'waiting' ? [state.retryInMs] : []));
}

export function openJoined(options: MqttOptions = ONE) {
  const carrier = open(options);
  carrier.join(ROOM);
  accept();
  return carrier;
}

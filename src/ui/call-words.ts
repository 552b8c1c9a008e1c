/** What the states of a call are in words. Pure: a view in, texts out. */
import type { MicrophoneView, MuteView, PersonView, RelayView } from '../app/view.ts';
import { fillCount, sentences } from './sentences.ts';

export function personWords({ connection, muted, trust, known, sound, quality }: PersonView): string {
  switch (connection.state) {
    case 'joining':
      return sentences.person.joining;
    case 'reconnecting':
      return connection.isWaiting ? sentences.person.waiting : sentences.person.reconnecting;
    case 'over':
      return sentences.troubles[connection.code].short;
    case 'connected':
      if (known.hold !== null) return sentences.trust.held[known.hold];
      if (trust === 'differs') return sentences.pictures.differs;
      if (known.holdsUs) return sentences.trust.heldByThem;
      if (sound !== 'heard') return sentences.person[sound];
      if (muted) return sentences.person.muted;
      // How well it goes matters more than which way, unless it goes well.
      if (quality === 'poor' || quality === 'fair') return sentences.report.connection[quality];
      if (connection.path === 'relayed') return sentences.person.relayed;
      return quality === null ? sentences.person.connected : sentences.report.connection[quality];
  }
}

/** What becomes of one's own voice. */
export function ownWords(microphone: MicrophoneView, mute: MuteView): string {
  if (microphone.state === 'failed') return sentences.troubles[microphone.code].short;
  if (microphone.state !== 'live') return sentences.microphone.listenOnly;
  if (mute.state === 'muting') return sentences.person.muting;
  if (mute.state === 'muted') return sentences.person.muted;
  return sentences.processing[microphone.processing];
}

/** What is to be said of the relay, or nothing while it does its work. */
export function relayWords(relay: RelayView, inCompany: boolean): string {
  if (relay.state === 'connecting' || relay.state === 'late') return sentences.relay[relay.state];
  if (relay.state !== 'waiting') return '';
  const retry = fillCount(sentences.relay.retry, Math.ceil(relay.retryInMs / 1000));
  const title = `${sentences.troubles[relay.code].title}.`;
  return inCompany ? `${title} ${sentences.relay.callGoesOn} ${retry}` : `${title} ${retry}`;
}

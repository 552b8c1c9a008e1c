/** The sound of being rung: two soft notes every two seconds (Web Audio). Silent where the browser wants a tap first. */

const NOTES_HZ = [659.3, 523.3] as const; // E5, C5
const NOTE_S = 0.35;
const PAUSE_MS = 2_000;
const LOUDNESS = 0.15;

export interface RingTone {
  start(): void;
  stop(): void;
}

export function createRingTone(): RingTone {
  let context: AudioContext | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    start() {
      if (context) return;
      const opened = new AudioContext();
      context = opened;
      // Refused before the first tap on the page: then the ring is only seen.
      opened.resume().catch(() => undefined);
      playNotes(opened);
      timer = setInterval(() => playNotes(opened), PAUSE_MS);
    },
    stop() {
      clearInterval(timer);
      void context?.close();
      context = null;
    },
  };
}

function playNotes(context: AudioContext): void {
  if (context.state !== 'running') return;
  for (const [index, frequencyHz] of NOTES_HZ.entries()) {
    const atS = context.currentTime + index * NOTE_S;
    const tone = context.createOscillator();
    const envelope = context.createGain();
    tone.frequency.value = frequencyHz;
    envelope.gain.setValueAtTime(0, atS);
    envelope.gain.linearRampToValueAtTime(LOUDNESS, atS + 0.02);
    envelope.gain.exponentialRampToValueAtTime(0.001, atS + NOTE_S);
    tone.connect(envelope).connect(context.destination);
    tone.start(atS);
    tone.stop(atS + NOTE_S);
  }
}

/** German: the demo. */
import type { Sentences } from '../../sentences.ts';

export const germanDemo: Sentences['demo'] = {
  open: 'Vorführung',
  title: 'Ein Gespräch mit dir selbst',
  intro:
    'Zwei Enden eines echten, verschlüsselten Gesprächs auf dieser Seite. Höre, was am anderen Ende ankommt, mit Humr und ohne.',
  start: 'Stimme im Lärm abspielen',
  own: 'Mein Mikrofon benutzen',
  ownHelp: 'Setz Kopfhörer auf, sonst hörst du dein Echo.',
  stop: 'Anhalten',
  back: 'Zum Anfang',
  connecting: 'Du rufst dich selbst an…',
  denoised: 'Lärmunterdrückung',
  hearing: {
    before: 'Du hörst die Stimme, wie das Mikrofon sie hört.',
    after: 'Du hörst die Stimme, wie Humr sie sendet.',
  },
  spectrogram: 'Spektrogramm: was jetzt zu hören ist, tiefe Töne unten, hohe oben',
  level: 'Pegel',
  quieter: 'Zwischen den Worten ist es {count} dB leiser.',
  failed: 'Das Gespräch mit dir selbst kam nicht zustande. Die Diagnose sagt dir, warum.',
  noise: 'Tipp: Höre auf die Pausen zwischen den Worten.',
  credit: 'Stimme: Kathleen-Datensatz des Rhasspy-Projekts (CC0). Lärm: von uns gemacht.',
};

/** Spanish: the demo. */
import type { Sentences } from '../../sentences.ts';

export const spanishDemo: Sentences['demo'] = {
  open: 'Demostración',
  title: 'Una llamada contigo',
  intro:
    'Dos extremos de una llamada real y cifrada en esta página. Escucha lo que oye el otro extremo, con Humr y sin él.',
  start: 'Reproducir la voz con ruido',
  own: 'Usar mi micrófono',
  ownHelp: 'Ponte auriculares, o te oirás con eco.',
  stop: 'Parar',
  back: 'Al inicio',
  connecting: 'Llamándote a ti…',
  denoised: 'Supresión de ruido',
  hearing: {
    before: 'Oyes la voz como la oye el micrófono.',
    after: 'Oyes la voz como la envía Humr.',
  },
  spectrogram: 'Espectrograma: lo que se oye ahora, sonidos graves abajo, agudos arriba',
  level: 'Nivel',
  quieter: 'Entre las palabras hay {count} dB menos.',
  failed: 'La llamada contigo no se logró. El diagnóstico te dice por qué.',
  noise: 'Pista: escucha las pausas entre las palabras.',
  credit: 'Voz: datos Kathleen del proyecto Rhasspy (CC0). Ruido: hecho por nosotros.',
};

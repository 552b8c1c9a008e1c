/** Spanish: quality in a call, the report after it, and the history. */
import type { Sentences } from '../../sentences.ts';

export const spanishReport: Sentences['report'] = {
  heading: 'Cómo fue',
  grades: { excellent: 'Excelente', good: 'Buena', fair: 'Regular', poor: 'Mala' },
  connection: {
    excellent: 'Conexión excelente',
    good: 'Buena conexión',
    fair: 'Conexión regular',
    poor: 'Mala conexión',
  },
  verdicts: {
    excellent: 'Esta llamada fue excelente.',
    good: 'Esta llamada fue buena.',
    fair: 'Esta llamada fue regular.',
    poor: 'Esta llamada fue mala.',
  },
  reasons: {
    'interrupted-times': 'Cortes de la conexión: {count}, {also} s en total.',
    'lost-percent': 'El {count} % de lo que te enviaban se perdió por el camino.',
    'their-lost-percent': 'El {count} % de lo que enviaste se perdió por el camino.',
    'concealed-percent': 'El {count} % de lo que oíste hubo que reconstruirlo.',
    'delay-ms': 'Ida y vuelta tardaban {count} ms: lo bastante para pisaros al hablar.',
    relayed: 'Las voces dieron un rodeo por un servidor TURN. No puede escuchar, pero añade retardo.',
    'over-tcp': 'La red solo dejaba pasar TCP, que se entrecorta cuando algo se pierde.',
    'noisy-room-db': 'Tu sala era ruidosa ({count} dBFS). Casi todo se quitó.',
    'quiet-voice-db': 'Tu voz salió baja ({count} dBFS).',
    'device-busy': 'Este dispositivo estaba ocupado: se perdían {count} trozos de tu voz por minuto.',
    unprocessed: 'Tu voz se envió sin procesar.',
  },
  alerts: {
    loss: 'Se pierde mucho por el camino.',
    concealment: 'Mucho de lo que oyes hay que reconstruirlo.',
    delay: 'La conexión es lenta: dejad pausas al hablar.',
    'device-busy': 'Este dispositivo no da abasto. Cierra otros programas.',
  },
  faults: {
    'path-lost': 'conexión perdida',
    'no-sound': 'no se oía a alguien',
    'relay-lost': 'relé perdido',
    'microphone-lost': 'micrófono perdido',
    'microphone-paused': 'micrófono en pausa por el sistema',
    'microphone-silent': 'micrófono mudo',
    'chain-failed': 'falló el procesado de voz',
    'not-saved': 'ajustes sin guardar',
    'refused-proof': 'alguien excluido por no probar quién es',
  },
  cause: {
    open: 'Buscar la causa',
    close: 'Ocultar la causa',
    list: 'Qué fue y qué ayuda',
    doctor: 'Probar estas partes ahora',
    advice: {
      'own-line':
        'Lo más probable es que fuera tu conexión: fue mal con todos. Ayuda un cable o un sitio más cerca del Wi-Fi, y que las descargas esperen.',
      'their-line': 'Lo más probable es que fuera la conexión de {name}: con los demás fue bien.',
      'either-line': 'Tu conexión o la de {name}; entre dos no se puede saber cuál. El diagnóstico mide la tuya.',
      'way-lost':
        'La conexión se cortó. Lo hace un Wi-Fi débil, un cambio entre Wi-Fi y datos móviles o una VPN que se renueva.',
      'far-way':
        'El camino entre vosotros es largo. Ningún ajuste lo acorta; una VPN o una red móvil pueden alargarlo.',
      detour:
        'Las voces pasaron por un servidor TURN. Permite conexiones directas en los ajustes, o indica un servidor más cercano a ambos.',
      'tcp-only':
        'Una de las redes bloquea UDP, como hacen algunas empresas y hoteles. Otra red, como la de un teléfono, va mejor.',
      'relay-lost':
        'El relé desapareció. Las voces no pasan por él, pero nadie nuevo podía entrar. Un segundo relé en los ajustes lo sustituye.',
      'busy-device':
        'Este dispositivo no daba abasto. Cierra otros programas, conecta el cargador o no compartas pantalla mientras tanto.',
      unprocessed:
        'La supresión de ruido no funcionaba aquí. Vuelve a cargar la página; si se repite, quizá ayude un navegador más nuevo.',
      'microphone-lost':
        'El micrófono desapareció: desenchufado, o tomado por el sistema u otro programa. Elígelo de nuevo en los ajustes.',
      'microphone-silent': 'El micrófono no daba nada. Puede tener un interruptor propio, o lo retiene otro programa.',
      'noisy-room': 'Había ruido a tu alrededor. Más cerca del micrófono tu voz destaca, y se conserva más de ella.',
      'quiet-voice': 'Tu voz sonaba baja. Acércate al micrófono o sube su nivel en el sistema.',
    },
  },
  recovery: 'Interrupciones de cualquier tipo: {times}. Recuperadas: {recovered}. La más larga duró {longest} s.',
  health: 'Estado de esta llamada',
  nothingWrong: 'Nada estorbó a vuestras voces.',
  tooShort: 'La llamada fue demasiado corta para juzgarla.',
  people: 'Persona por persona',
  mine: 'Lo que oíste: {count} % perdido, {also} % reconstruido.',
  theirs: 'Lo que se oyó de ti: {count} % perdido, {also} % reconstruido.',
  theirsUnknown: 'No se nos dijo cómo se te oía.',
  compared: {
    better: 'Mejor que la mayoría de tus llamadas anteriores.',
    worse: 'Peor que la mayoría de tus llamadas anteriores.',
    usual: 'Más o menos como suelen ser tus llamadas.',
  },
  graph: {
    open: 'Mostrar cifras',
    close: 'Ocultar cifras',
    heading: 'Cifras de la llamada',
    network: 'Red: porcentaje de paquetes perdidos y de sonido reconstruido, a lo largo del tiempo',
    delay: 'Retardo: milisegundos de ida y vuelta, y en el búfer, a lo largo del tiempo',
    levels: 'Niveles: dBFS de tu micrófono y de lo que se envía, a lo largo del tiempo',
    lost: 'Perdido, %',
    concealed: 'Reconstruido, %',
    roundTrip: 'Ida y vuelta, ms',
    buffer: 'Búfer, ms',
    input: 'Micrófono, dBFS',
    output: 'Enviado, dBFS',
    waiting: 'Las cifras llegan en cuanto alguien está conectado.',
  },
  history: {
    open: 'Llamadas anteriores',
    title: 'Llamadas anteriores',
    intro: 'Guardadas solo en este dispositivo, selladas, durante {count} días.',
    empty: 'Aún no hay llamadas. Tras cada una, su informe estará aquí.',
    recovery: 'Interrupciones en estas llamadas: {times}. Recuperadas: {recovered}. La más larga duró {longest} s.',
    list: 'Informes',
    with: 'Con {name}',
    alone: 'Alguien',
    back: 'Al inicio',
    remove: 'Olvidar todas las llamadas',
    removed: 'Todas las llamadas están olvidadas.',
    length: 'Duración {name}',
  },
};

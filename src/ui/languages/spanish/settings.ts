/** Spanish: the settings. */
import type { Sentences } from '../../sentences.ts';

export const spanishSettings: Sentences['settings'] = {
  open: 'Ajustes',
  title: 'Ajustes',
  close: 'Cerrar ajustes',
  notKept: 'Estos ajustes valen hasta que cierres esta pestaña: tu navegador no nos deja guardarlos.',
  repairedNote: 'Algunos de tus ajustes estaban dañados y han vuelto a su valor inicial. Los ajustes dicen cuáles.',
  repaired: {
    title: 'Algunos ajustes estaban dañados y han vuelto a su valor inicial:',
    dismiss: 'De acuerdo',
  },
  you: 'Tú',
  look: { theme: 'Aspecto', themes: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' } },
  background: {
    heading: 'Cuando hay otra cosa delante',
    help: {
      desktop:
        'Una llamada sigue detrás de otras ventanas y pestañas. Mientras el ordenador duerme nadie te oye; después la llamada vuelve sola.',
      android:
        'Una llamada sigue detrás de otras aplicaciones y con la pantalla apagada; Android muestra que el micrófono está en uso. Si cierra el navegador para ahorrar energía, abre Humr otra vez y vuelve a la llamada.',
      apple:
        'Los iPhone y iPad pueden pausar el micrófono en cuanto otra aplicación está delante o se bloquea la pantalla. Los demás ven entonces «Micrófono en pausa», y te oyen otra vez cuando vuelves. Deja Humr delante mientras hablas.',
    },
  },
  voice: {
    heading: 'Tu voz',
    loudness: 'Volumen uniforme',
    loudnessHelp: 'Lleva una voz baja o alta al mismo nivel.',
    lowCut: 'Quitar retumbos',
    lowCutHelp: 'Quita lo que es más grave que cualquier voz: viento, golpes, zumbido de la red.',
    gate: 'Silencio entre palabras',
    gateHelp: 'Baja todo hasta el silencio mientras no dices nada. A algunos les parece poco natural.',
    shell: 'Dónde se limpia la voz',
    shells: {
      auto: 'Donde sea más rápido',
      worker: 'En un worker, entre dos pistas',
      worklet: 'En el grafo de audio',
    },
    now: 'Ahora',
    nowShells: {
      worker: 'La voz pasa por un worker.',
      worklet: 'La voz pasa por el grafo de audio.',
      none: 'La voz se envía como la da el micrófono.',
    },
    estimators: {
      learned: 'Una red entrenada distingue el habla del ruido.',
      classical:
        'Unas fórmulas distinguen el habla del ruido; la red falta o es demasiado lenta para este dispositivo.',
      off: 'No se quita nada.',
    },
    microphone: 'Micrófono',
    speaker: 'Altavoz',
    usualDevice: 'El que usa tu sistema',
    unnamedDevice: 'Uno sin nombre',
    missingDevice: 'El que elegiste, que no está conectado',
    sent: 'Lo que oyen los demás',
    room: 'Ruido de la sala',
    kept: 'Habla conservada',
    keptUnknown: 'Di algo para medirla.',
    decibels: '{count} dB',
    idle: 'Los niveles se ven mientras tu micrófono está encendido.',
  },
  talk: {
    heading: 'Hablar y teclas',
    mode: 'Cuándo se te oye',
    modes: {
      open: 'Siempre, salvo que te silencies',
      'push-to-talk': 'Solo mientras mantienes una tecla',
      'push-to-mute': 'Excepto mientras mantienes una tecla',
    },
    talkKey: 'Tecla para mantener',
    muteKey: 'Tecla para silenciar y activar',
    deafenKey: 'Tecla para no oír nada',
    noKey: 'Ninguna',
    press: 'Pulsa una tecla…',
    remove: 'Quitar',
    twice: 'Una tecla hace aquí dos cosas. Elige otra para una de ellas.',
    help: 'Las teclas funcionan mientras esta página está delante y no escribes. Soltarla, o dejar la página, siempre suelta la tecla.',
  },
  file: {
    heading: 'Llevártelos o empezar de nuevo',
    save: 'Guardar en un archivo',
    load: 'Cargar de un archivo…',
    reset: 'Valores iniciales',
    resetSure: 'Todo en esta página, menos tu nombre, vuelve a como vino.',
    resetYes: 'Sí, valores iniciales',
    cancel: 'Cancelar',
    preview: 'Lo que cambia este archivo',
    nothing: 'Este archivo no cambia nada.',
    from: 'ahora',
    to: 'después',
    apply: 'Usar estos ajustes',
    refused: 'Este archivo no se usó. Nada ha cambiado.',
    done: 'Hecho.',
  },
  faults: {
    'too-long': 'El archivo es demasiado largo para ser de ajustes.',
    'not-json': 'El archivo no es JSON, o le falta una parte.',
    'not-settings': 'El archivo no contiene ajustes de esta aplicación.',
    newer: 'El archivo viene de una versión más nueva. Recarga esta página para obtenerla y prueba otra vez.',
    unknown: '{path}: no existe ese ajuste',
  },
  must: {
    flag: '{path}: debe ser true o false',
    number: '{path}: debe ser un número de {min} a {max}',
    choice: '{path}: debe ser {list}',
    text: '{path}: debe ser un texto de {max} caracteres como mucho',
    texts: '{path}: debe ser una lista de {count} textos como mucho',
    logins:
      '{path}: debe ser una lista de {count} servidores como mucho, cada uno con los textos url, userName y password',
  },
};

/** Spanish: the doctor. */
import type { Sentences } from '../../sentences.ts';

const causes: Sentences['doctor']['causes'] = {
  timeout: {
    title: 'Sin respuesta a tiempo',
    help: 'Algo se ha quedado atascado. Recarga la página y repite el diagnóstico.',
  },
  broken: {
    title: 'La propia prueba falló',
    help: 'Recarga la página y repite el diagnóstico. Si sigue así, prueba otro navegador.',
  },
  'needs-microphone': {
    title: 'Sin comprobar: hace falta el micrófono',
    help: 'Cuando el micrófono funcione, repite el diagnóstico.',
  },
  'needs-relay': {
    title: 'Sin comprobar: hace falta el relé',
    help: 'Cuando el relé responda, repite el diagnóstico.',
  },
  'mic-ok': { title: 'Te oye bien', help: '' },
  'mic-missing': { title: 'No se encontró ningún micrófono', help: 'Conecta uno o enciéndelo.' },
  'mic-denied': {
    title: 'El micrófono no está permitido',
    help: 'Permítelo para esta página en los ajustes del navegador, junto a la dirección.',
  },
  'mic-busy': {
    title: 'El micrófono no responde',
    help: 'Cierra otros programas que lo usen, o desconéctalo y vuelve a conectarlo.',
  },
  'mic-unsupported': {
    title: 'Esta página no alcanza ningún micrófono',
    help: 'Ábrela con una dirección https en un navegador actual.',
  },
  'mic-silent': {
    title: 'Solo da silencio',
    help: 'Busca un interruptor en el cable o en los auriculares, y mira el nivel de entrada de tu sistema.',
  },
  'mic-quiet': { title: 'Tu voz es muy baja', help: 'Acércate, o sube el nivel de entrada de tu sistema.' },
  'mic-noisy': {
    title: 'La sala es ruidosa',
    help: 'Humr quita mucho. Unos auriculares con micrófono o un lugar más tranquilo hacen el resto.',
  },
  'mic-loud': {
    title: 'Tu voz es demasiado fuerte para el micrófono',
    help: 'Baja el nivel de entrada de tu sistema, o aléjate un poco.',
  },
  'mic-waiting': { title: 'Funciona; nadie habló', help: '' },
  'mic-unanswered': {
    title: 'No se abrió a tiempo',
    help: 'Quizá el navegador pregunta si esta página puede usarlo: responde junto a la dirección y repite.',
  },
  'chain-ok': { title: 'Da abasto', help: '' },
  'chain-none': {
    title: 'No funciona en este navegador',
    help: 'Los demás oyen tu micrófono tal cual. Ayuda un Chrome, Edge, Firefox o Safari actual.',
  },
  'chain-stalled': { title: 'Apenas le llega el turno', help: 'Cierra otras pestañas y programas que trabajen mucho.' },
  'chain-missed': {
    title: 'Se pierden trozos de sonido',
    help: 'Cierra otras pestañas y programas que trabajen mucho, o enchufa el dispositivo.',
  },
  'chain-classical': {
    title: 'Solo funciona el método sencillo',
    help: 'La red entrenada no se cargó, o es demasiado lenta aquí. Comprueba que tienes conexión y recarga.',
  },
  'context-ok': { title: 'Funciona', help: '' },
  'context-held': {
    title: 'El navegador retiene el sonido',
    help: 'Toca la página en algún sitio y repite el diagnóstico.',
  },
  'context-late': {
    title: 'El sonido sale tarde',
    help: 'Es cosa de los auriculares inalámbricos. Con cable os pisáis menos al hablar.',
  },
  'context-no-worklet': {
    title: 'Una parte del sistema de sonido no se cargó',
    help: 'Comprueba que tienes conexión y recarga esta página.',
  },
  'path-ok': { title: 'Las llamadas encuentran camino', help: '' },
  'path-none': {
    title: 'No se encontró ninguna salida',
    help: 'No tienes conexión, o el navegador prohíbe las conexiones directas. Mira sus ajustes y extensiones.',
  },
  'path-no-udp': {
    title: 'Solo se encontraron caminos lentos',
    help: 'Esta red bloquea UDP. Otra, como los datos móviles, suena mejor.',
  },
  'path-stun-silent': {
    title: 'Tu dirección en internet sigue sin saberse',
    help: 'El servidor STUN no respondió. En el mismo Wi-Fi las llamadas van; fuera, comprueba su dirección en los ajustes.',
  },
  'relay-ok': { title: 'Responde rápido', help: '' },
  'relay-slow': { title: 'Responde despacio', help: 'Entrar tarda más; la llamada en sí no va más lenta.' },
  'relay-silent': {
    title: 'Se abre, pero no entrega nada',
    help: 'Ayuda otro relé en los ajustes, o quien lleve este.',
  },
  'relay-unreachable': {
    title: 'No se puede alcanzar',
    help: 'Comprueba que tienes conexión, y la dirección del relé en los ajustes.',
  },
  'relay-refused': {
    title: 'Dijo que no',
    help: 'Quizá esté lleno, o no sea para esta página. Espera un minuto, o elige otro.',
  },
  'relay-broken': {
    title: 'Lo que responde ahí no es un relé',
    help: 'Comprueba la dirección del relé en los ajustes.',
  },
  'bandwidth-ok': { title: 'Hay sitio para voces e imágenes', help: '' },
  'bandwidth-low': {
    title: 'Hay sitio para voces, apenas para imágenes',
    help: 'Detén las descargas durante las llamadas y no compartas la pantalla.',
  },
  'bandwidth-none': {
    title: 'Apenas hay sitio para una voz',
    help: 'Detén las descargas y otras llamadas en esta línea, o usa otra red.',
  },
  'turn-ok': { title: 'Te da un rodeo', help: '' },
  'turn-none': { title: 'No hay ninguno puesto', help: '' },
  'turn-refused': {
    title: 'Rechazó tu contraseña',
    help: 'Pide una nueva a quien lo lleve, y ponla en los ajustes.',
  },
  'turn-unreachable': {
    title: 'No se puede alcanzar',
    help: 'Comprueba su dirección en los ajustes, o pregunta a quien lo lleve.',
  },
  'storage-ok': { title: 'Lo que guardas se queda', help: '' },
  'storage-not-persistent': {
    title: 'El navegador puede borrarlo cuando falte espacio',
    help: 'Instala Humr, o ten una copia de tu clave.',
  },
  'storage-full': { title: 'Apenas queda espacio', help: 'Libera espacio en este dispositivo.' },
  'storage-lies': {
    title: 'Lo que se escribió no volvió',
    help: 'Haz ahora una copia de tu clave y luego reinicia el navegador.',
  },
  'storage-none': {
    title: 'No se puede guardar nada',
    help: 'Una ventana privada no guarda nada. Abre Humr en una normal.',
  },
  'keys-ok': { title: 'Tu clave está entera y firma', help: '' },
  'keys-restored': {
    title: 'Una copia de tu clave se perdió y se ha rehecho',
    help: 'Ten una copia de seguridad, por si les pasa a todas.',
  },
  'keys-temporary': {
    title: 'Tu clave dura hasta cerrar esta página',
    help: 'La próxima vez los demás te verán como alguien nuevo. Abre Humr en una ventana normal.',
  },
  'keys-lost': {
    title: 'Tu clave se perdió',
    help: 'Importa una copia, o empieza de nuevo y compara otra vez imágenes con todos.',
  },
  'keys-locked': {
    title: 'Tu clave está bloqueada y no se dio la llave de acceso',
    help: 'Abre «Personas», «Tu clave y su copia», y elige «Abrir con tu llave de acceso». Si la llave se perdió, importa allí una copia.',
  },
  'keys-broken': { title: 'Tu clave no firma', help: 'Importa una copia, o prueba otro navegador.' },
  'config-ok': { title: 'Están bien', help: '' },
  'config-repaired': {
    title: 'Algunos estaban dañados, o no se guardan',
    help: 'Repasa los ajustes; lo dañado ha vuelto a su valor inicial.',
  },
  'config-relay': {
    title: 'La dirección de un relé no sirve',
    help: 'Los relés empiezan por wss://. Corrígela en los ajustes.',
  },
  'config-insecure': { title: 'La página llegó sin cifrar', help: 'Ábrela con una dirección https.' },
  'config-no-calls': {
    title: 'Este navegador no puede llamar',
    help: 'Abre la página en un Chrome, Edge, Firefox o Safari actual.',
  },
  'memory-ok': { title: 'Hay suficiente', help: '' },
  'memory-unknown': { title: 'Este navegador no lo dice', help: '' },
  'memory-high': { title: 'La página usa casi todo lo que puede', help: 'Recárgala antes de la próxima llamada.' },
  'headroom-ok': { title: 'Es bastante rápido', help: '' },
  'headroom-low': {
    title: 'Es lo justo de rápido',
    help: 'Cierra otros programas durante las llamadas, o enchufa el dispositivo.',
  },
  'headroom-none': {
    title: 'Es demasiado lento para quitar el ruido',
    help: 'Humr pasa a un método más sencillo, o elige no quitar nada.',
  },
  'loop-ok': { title: 'Tu voz vuelve rápido', help: '' },
  'loop-slow': { title: 'Tu voz vuelve tarde', help: 'Este dispositivo está ocupado. Cierra otros programas.' },
  'loop-silent': {
    title: 'No volvió nada',
    help: 'Quizá una extensión o una norma bloquee las llamadas en este navegador. Prueba una ventana privada u otro navegador.',
  },
  'echo-none': { title: 'No se oye ninguno', help: '' },
  'echo-heard': { title: 'Quizá los demás se oigan a sí mismos', help: 'Baja tus altavoces, o usa auriculares.' },
};

export const spanishDoctor: Sentences['doctor'] = {
  open: 'Diagnóstico',
  title: 'Diagnóstico',
  intro: 'Prueba de verdad cada parte de una llamada, en menos de 15 segundos. No se envía nada a nadie.',
  speak: 'Di una frase mientras escucha. Quizá oigas tres sonidos breves.',
  start: 'Empezar la revisión',
  again: 'Revisar otra vez',
  stop: 'Parar',
  back: 'Al inicio',
  progress: 'Progreso de la revisión',
  running: 'Comprobando…',
  waiting: 'En espera',
  stopped: 'Parado. Lo hallado hasta entonces está abajo.',
  score: '{count} de 100',
  scoreLabel: 'Preparación de este dispositivo',
  allGood: 'Todo lo que necesita una llamada funciona.',
  someWeak: 'Las llamadas funcionan. Algo podría ir mejor.',
  someBad: 'Algo que necesita una llamada está roto.',
  evidence: 'Lo que se midió',
  copy: 'Copiar resultado',
  copied: 'Copiado',
  save: 'Guardar resultado',
  results: 'Resultados',
  verdicts: { good: 'Bien', weak: 'Podría ir mejor', bad: 'Roto', skipped: 'No hace falta' },
  checks: {
    microphone: 'Micrófono',
    chain: 'Supresión de ruido',
    context: 'Sistema de sonido',
    path: 'Red',
    relay: 'Relé',
    bandwidth: 'Ancho de banda',
    turn: 'Servidor de rodeo (TURN)',
    storage: 'Almacenamiento',
    keys: 'Claves',
    configuration: 'Ajustes',
    memory: 'Memoria',
    headroom: 'Rapidez de este dispositivo',
    loop: 'Una llamada contigo',
    echo: 'Eco',
  },
  causes,
};

/** Spanish: what can go wrong. */
import type { Sentences } from '../../sentences.ts';

export const spanishTroubles: Sentences['troubles'] = {
  MIC_MISSING: {
    title: 'No se encontró ningún micrófono',
    help: 'Conecta uno o enciéndelo e inténtalo otra vez. También puedes entrar y solo escuchar.',
    short: 'Sin micrófono',
  },
  MIC_DENIED: {
    title: 'El micrófono no está permitido',
    help: 'Permítelo para esta página en los ajustes del navegador, junto a la dirección, e inténtalo otra vez. También puedes solo escuchar.',
    short: 'Micrófono no permitido',
  },
  MIC_BUSY: {
    title: 'El micrófono no responde',
    help: 'Cierra otros programas que lo usen, o desconéctalo y conéctalo de nuevo. También puedes solo escuchar.',
    short: 'Micrófono en uso',
  },
  MIC_UNSUPPORTED: {
    title: 'Esta página no alcanza ningún micrófono',
    help: 'Ábrela con una dirección https en un navegador actual. También puedes solo escuchar.',
    short: 'Aquí no hay micrófono',
  },
  RELAY_UNREACHABLE: {
    title: 'No se alcanza el relé',
    help: 'Las personas se encuentran por un relé. Comprueba que tienes conexión e inténtalo otra vez.',
    short: 'Relé no alcanzado',
  },
  RELAY_REFUSED: {
    title: 'El relé dijo que no',
    help: 'Quizá esté lleno o no sea para esta página. Espera un minuto e inténtalo otra vez.',
    short: 'Relé: negado',
  },
  RELAY_BROKEN: {
    title: 'El relé no habla nuestro idioma',
    help: 'Lo que responde en su dirección no es un relé. Pide a quien lleva esta página que compruebe la dirección.',
    short: 'Relé averiado',
  },
  RELAY_LOST: {
    title: 'Se cortó la conexión con el relé',
    help: 'Comprueba que tienes conexión e inténtalo otra vez.',
    short: 'Relé perdido',
  },
  LINK_INCOMPLETE: {
    title: 'Este enlace está incompleto',
    help: 'Falta una parte, a menudo el final. Pide el enlace otra vez y ábrelo entero.',
    short: 'Enlace incompleto',
  },
  LINK_NEWER: {
    title: 'Este enlace es de un Humr más nuevo',
    help: 'Recarga esta página para tener la última versión y abre el enlace otra vez.',
    short: 'Enlace demasiado nuevo',
  },
  LINK_ELSEWHERE: {
    title: 'Este enlace lleva a otro sitio',
    help: 'Aquí solo valen enlaces de esta página. Ábrelo en tu navegador si confías en quien lo envió.',
    short: 'Otro sitio',
  },
  LINK_UNKNOWN: {
    title: 'Esto no es un enlace de Humr',
    help: 'Copia el mensaje entero, o escanea el código otra vez.',
    short: 'Sin enlace',
  },
  LINK_EXPIRED: {
    title: 'Esta invitación ha caducado',
    help: 'Valía solo un tiempo. Pide una nueva.',
    short: 'Caducada',
  },
  LINK_USED: {
    title: 'Esta invitación ya se usó',
    help: 'Era para una persona, y alguien entró con ella. Pide una nueva; si no fuiste tú, dilo.',
    short: 'Ya usada',
  },
  CODE_INCOMPLETE: {
    title: 'Este código está incompleto',
    help: 'Falta una parte. Escanéalo otra vez, o cópialo entero.',
    short: 'Código incompleto',
  },
  CODE_OTHER: {
    title: 'Este código responde a otro',
    help: 'Es de un código que aquí no se muestra, o ya no. Que la otra persona escanee el que ves ahora.',
    short: 'Otro código',
  },
  CODE_OWN: {
    title: 'Este es tu propio código',
    help: 'La otra persona lo escanea. Luego tú escaneas el suyo.',
    short: 'Tu código',
  },
  CODE_BOTH: {
    title: 'Los dos habéis hecho un código',
    help: 'Que uno empiece de nuevo y escanee el código del otro.',
    short: 'Dos primeros códigos',
  },
  CODE_EXPIRED: {
    title: 'Este código es demasiado viejo',
    help: 'Un código espera su respuesta diez minutos. Haz uno nuevo.',
    short: 'Código viejo',
  },
  CODE_USED: {
    title: 'Este código ya tuvo respuesta',
    help: 'Un código es para una persona. Haz uno nuevo para la siguiente.',
    short: 'Código usado',
  },
  CODE_NO_ADDRESS: {
    title: 'Este dispositivo no está en ninguna red',
    help: 'No hace falta internet, pero ambos deben estar en el mismo Wi-Fi o cable. Conéctalo e inténtalo otra vez.',
    short: 'Sin red',
  },
  CODE_UNREACHABLE: {
    title: 'Los dos dispositivos no se alcanzan',
    help: 'Ambos deben estar en el mismo Wi-Fi, que debe dejar hablar a sus invitados. A menudo ayuda la zona Wi-Fi de un teléfono. Después haz un código nuevo.',
    short: 'Sin camino',
  },
  PEER_SILENT: {
    title: '{name} no terminó de entrar',
    help: 'Pide que abra el enlace otra vez.',
    short: 'No terminó de entrar',
  },
  PEER_UNREACHABLE: {
    title: 'No se alcanza a {name}',
    help: 'Vuestras redes no se dejan pasar. Otra red, como los datos móviles, suele ayudar.',
    short: 'Sin camino',
  },
  PEER_NO_TURN: {
    title: 'No se encontró camino hasta {name}',
    help: 'Una red entre vosotros bloquea las llamadas directas (UDP) y no hay servidor TURN para rodearla. Indica uno en Ajustes, o prueba otra red.',
    short: 'Sin camino',
  },
  PEER_TURN_FAILED: {
    title: 'No se encontró camino hasta {name}',
    help: 'Vuestras redes no se dejan pasar y el servidor TURN no ayudó: se negó o no se alcanza. Comprueba su dirección y contraseña en Ajustes.',
    short: 'Sin camino',
  },
  TURN_MISSING: {
    title: 'No hay nada tras lo que ocultar tu dirección',
    help: 'Esta llamada debe ocultar direcciones, y eso pide un servidor TURN. Indica uno en Ajustes, o deja ver tu dirección.',
    short: 'Sin servidor TURN',
  },
  PEER_LOST: {
    title: '{name} se fue sin decir nada',
    help: 'Quizá falló su red o su dispositivo. Puede volver con el mismo enlace.',
    short: 'Conexión perdida',
  },
  PEER_LEFT: {
    title: '{name} salió de la llamada',
    help: 'Puede volver con el mismo enlace.',
    short: 'Salió',
  },
  PEER_REMOVED: {
    title: 'Sacaste a {name} de la llamada',
    help: 'La llamada tiene un enlace nuevo. El anterior ya no lleva a nadie.',
    short: 'Fuera',
  },
  PEER_REMOVED_BY: {
    title: '{by} sacó a {name} de la llamada',
    help: 'La llamada tiene un enlace nuevo, el que ves aquí. El anterior ya no lleva a nadie.',
    short: 'Fuera',
  },
  PEER_GAVE_UP: {
    title: '{name} lo dejó antes de conectar',
    help: 'Allí se cerró la llamada o la página. Pide que abra el enlace otra vez.',
    short: 'Lo dejó',
  },
  MIC_CHANGED: {
    title: 'Tu micrófono desapareció, y se te oye otra vez',
    help: 'Se abrió el mismo u otro en su lugar. Elige otro en Ajustes si no es el bueno.',
    short: 'Micrófono cambiado',
  },
  MIC_PAUSED: {
    title: 'Tu dispositivo ha pausado el micrófono',
    help: 'Lo tiene otra llamada o programa. Después se te oirá otra vez; los demás lo saben.',
    short: 'Micrófono en pausa',
  },
  MIC_SILENT: {
    title: 'Tu micrófono solo da silencio',
    help: 'Comprueba su interruptor y el sonido del sistema, o elige otro en Ajustes.',
    short: 'Micrófono callado',
  },
  SPEAKER_CHANGED: {
    title: 'El altavoz elegido no está',
    help: 'Oyes a los demás por el habitual.',
    short: 'Altavoz cambiado',
  },
  PEER_MOVED: {
    title: '{name} te ve en otra ventana',
    help: 'Entraste otra vez, en otra pestaña o dispositivo. Esta ya no está en la llamada.',
    short: 'Pasó a otra ventana',
  },
  PEER_NO_SOUND: {
    title: 'Sin sonido de {name}',
    help: 'La conexión va bien, pero su micrófono no da nada. Quizá deba comprobarlo.',
    short: 'Sin sonido',
  },
  PEER_FORGED: {
    title: '{name} no pudo probar quién es',
    help: 'Así que se quedó fuera. Si vuelve a pasar, empieza otra llamada y envía el enlace por otra vía.',
    short: 'Fuera: sin prueba',
  },
  PEER_TRIED_OFTEN: {
    title: '{name} falló cinco veces al conectar',
    help: 'Alguien puede estar probando suerte en medio, así que ya no se responde. Para otra oportunidad, sal y vuelve.',
    short: 'Demasiados fallos',
  },
  VOICE_UNPROCESSED: {
    title: 'Tu voz se envía sin procesar',
    help: 'La supresión de ruido no arrancó en este navegador. Los demás oyen tu micrófono tal cual.',
    short: 'Enviado sin procesar',
  },
  SOUND_BLOCKED: {
    title: 'Tu navegador retiene el sonido',
    help: 'Un toque y oirás a los demás.',
    short: 'Sin sonido',
  },
  APP_INCOMPLETE: {
    title: 'Una parte de Humr no se cargó',
    help: 'Comprueba que tienes conexión y recarga esta página.',
    short: 'No cargado',
  },
  CALLS_UNSUPPORTED: {
    title: 'Este navegador no puede llamar',
    help: 'Abre la página en un Chrome, Edge, Firefox o Safari actual.',
    short: 'Llamadas no posibles',
  },
};

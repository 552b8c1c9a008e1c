/** Spanish: hearing oneself within a call. */
import type { Translation } from '../../sentences.ts';

export const spanishListenBack: Translation['listenBack'] = {
  intro: 'Di una frase y luego calla un momento. La llamada sigue, y los demás te oyen como siempre.',
  muted: 'Tienes el micrófono apagado. Nadie oye lo que dices para esta grabación.',
  memory: 'La grabación se queda en esta ventana y se borra al cerrarla. Con auriculares, los demás no la oyen.',
  record: 'Grabar',
  comparing: 'Se compara el antes con el después…',
  heard: {
    before: 'Como te oyó tu micrófono.',
    sent: 'Como salió hacia los demás.',
    muted: 'Como te habrían oído los demás con el micrófono encendido.',
    rendered: 'Como te oirían los demás con este ajuste.',
  },
  updating: 'El nuevo ajuste se prueba en esta grabación…',
  matched: 'Mismo volumen',
  matchedHelp: 'Reproduce el antes y el después igual de fuertes: solo se oye la diferencia.',
  failed: 'La grabación no funcionó. Tu llamada sigue como antes.',
  close: 'Cerrar',
};

/** Every text of hearing oneself within a call; that panel comes late. */
import { listenBack } from './english/listen-back.ts';
import { lateSentences } from './sentences.ts';

export const listenBackSentences = lateSentences('listenBack', listenBack);

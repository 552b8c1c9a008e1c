/** Every text of the two codes; their screen comes late. */
import { codes } from './english/codes.ts';
import { lateSentences } from './sentences.ts';

export const codeSentences = lateSentences('codes', codes);

/** Every text of the network's settings, which come with the settings. */
import { network } from './english/network.ts';
import { lateSentences } from './sentences.ts';

export const networkSentences = lateSentences('network', network);

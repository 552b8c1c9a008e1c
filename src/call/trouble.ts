/** Everything that can go wrong in a call and that a person is told of. Codes live here, sentences in `ui/sentences`. */

/** Before or while one's own voice is taken. */
export type MicrophoneTrouble =
  | 'MIC_MISSING' // no capture device
  | 'MIC_DENIED' // the person or a policy said no
  | 'MIC_BUSY' // held by another program, or the device failed
  | 'MIC_UNSUPPORTED'; // no getUserMedia here: insecure origin or an old browser

/** While reaching the relay. */
export type CarrierTrouble =
  | 'RELAY_UNREACHABLE' // no connection to any relay in the list
  | 'RELAY_REFUSED' // it answered, and said no
  | 'RELAY_BROKEN' // it sent what no relay sends
  | 'RELAY_LOST'; // it was open and closed by itself

/** In a link. */
export type LinkTrouble =
  | 'LINK_INCOMPLETE' // cut, mistyped or not a link of ours
  | 'LINK_NEWER' // made by a newer version
  | 'LINK_ELSEWHERE' // leads to another site
  | 'LINK_UNKNOWN' // no link at all
  | 'LINK_EXPIRED' // its time is over
  | 'LINK_USED'; // it was for one person, and somebody used it

/** In the two codes of a call without a server. */
export type CodeTrouble =
  | 'CODE_INCOMPLETE' // cut or mistyped
  | 'CODE_OTHER' // an answer, to another code than the one that waits
  | 'CODE_OWN' // the own code was read
  | 'CODE_BOTH' // both made a code to begin with
  | 'CODE_EXPIRED' // it waited too long
  | 'CODE_USED' // its answer was taken already
  | 'CODE_NO_ADDRESS' // this device is on no network
  | 'CODE_UNREACHABLE'; // both codes are across, and no path was found

/** Between two people. */
export type PeerTrouble =
  | 'PEER_SILENT' // it greeted but never finished joining
  | 'PEER_UNREACHABLE' // no network path was found
  | 'PEER_NO_TURN' // the same, and no TURN server is set that could help
  | 'PEER_TURN_FAILED' // the same, and the TURN server refused or is out of reach
  | 'PEER_LOST' // it was there and is gone without a word
  | 'PEER_LEFT' // it said goodbye
  | 'PEER_REMOVED' // we removed them, as the makers of the link
  | 'PEER_REMOVED_BY' // whoever made the link removed them
  | 'PEER_GAVE_UP' // it said goodbye before there was a path
  | 'PEER_TRIED_OFTEN' // handshakes with the same key died again and again
  | 'PEER_MOVED' // it sees us in a newer session: another tab or device of ours
  | 'PEER_FORGED'; // proof, description or certificate do not belong together: an attack or a fault, never ignored

/** The call goes on, with something missing. */
export type VoiceTrouble =
  | 'VOICE_UNPROCESSED' // the worklet could not load: the microphone is sent as it is
  | 'MIC_CHANGED' // it went away, and another or the same is used now
  | 'MIC_PAUSED' // the system took it, as a phone does that rings
  | 'MIC_SILENT' // it gives nothing but zeros
  | 'PEER_NO_SOUND' // connected, and nothing is heard
  | 'SPEAKER_CHANGED' // the chosen one is gone
  | 'SOUND_BLOCKED' // the browser wants a tap before it plays sound
  | 'TURN_MISSING' // one's address is to be hidden, and there is no TURN server to hide behind
  | 'CALLS_UNSUPPORTED'; // no RTCPeerConnection in this browser

/** In the page itself. */
export type AppTrouble = 'APP_INCOMPLETE'; // a part of the app could not be loaded

export type TroubleCode =
  | MicrophoneTrouble
  | CarrierTrouble
  | LinkTrouble
  | CodeTrouble
  | PeerTrouble
  | VoiceTrouble
  | AppTrouble;
